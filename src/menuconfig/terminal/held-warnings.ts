/** A listener for a warning of the process. */
export type WarningListener = (warning: Error) => void;

/** What warnings come from. `process` is one. */
export interface WarningSource {
  on(event: 'warning', listener: WarningListener): unknown;
  off(event: 'warning', listener: WarningListener): unknown;
  listeners(event: 'warning'): readonly unknown[];
}

/**
 * Keeps the warnings of the process for later: Node.js would print them into the middle of a screen.
 * Whoever listens for them, which is Node.js itself unless it runs with `--no-warnings`, gets them then.
 */
export class HeldWarnings {
  readonly #source: WarningSource;
  readonly #held: Error[] = [];
  #listeners: readonly WarningListener[] | undefined;

  constructor(source: WarningSource) {
    this.#source = source;
  }

  /** From now on, warnings are kept. */
  hold(): void {
    if (this.#listeners !== undefined) return;
    this.#listeners = this.#source.listeners('warning') as readonly WarningListener[];
    for (const listener of this.#listeners) this.#source.off('warning', listener);
    this.#source.on('warning', this.#keep);
  }

  /** Hands over what was kept; nothing is kept from now on. */
  release(): void {
    const listeners = this.#listeners;
    if (listeners === undefined) return;
    this.#listeners = undefined;
    this.#source.off('warning', this.#keep);
    for (const listener of listeners) this.#source.on('warning', listener);
    for (const warning of this.#held.splice(0)) {
      for (const listener of listeners) listener(warning);
    }
  }

  readonly #keep = (warning: Error): void => {
    this.#held.push(warning);
  };
}
