import type { Size } from '../model/size.ts';

/** Standard input as a terminal. `process.stdin` is one. */
export interface TerminalInput {
  readonly isTTY?: boolean;
  setRawMode?(isRaw: boolean): unknown;
  on(event: 'data', listener: (bytes: Uint8Array) => void): unknown;
  on(event: 'end' | 'error', listener: () => void): unknown;
  off(event: 'data', listener: (bytes: Uint8Array) => void): unknown;
  off(event: 'end' | 'error', listener: () => void): unknown;
  resume(): unknown;
  pause(): unknown;
}

/** Standard output as a terminal. `process.stdout` is one. */
export interface TerminalOutput {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
  on(event: 'resize', listener: () => void): unknown;
  off(event: 'resize', listener: () => void): unknown;
}

const ENTER = [
  '\u001b[?1049h', // The alternate screen: what was there comes back.
  '\u001b[?7l', // No line wraps into the next one.
  '\u001b[?2004h', // What is pasted is marked.
].join('');
/** Erased first: after a resize, tmux leaves the first rows of an alternate screen on the shell's. */
const LEAVE = [
  '\u001b[0m\u001b[H\u001b[2J',
  '\u001b[?2004l',
  '\u001b[?7h',
  '\u001b[?25h',
  '\u001b[?1049l',
].join('');

/** The size that a terminal has that does not say. */
const USUAL_SIZE: Size = { columns: 80, rows: 24 };

/** A terminal that the screen takes over, and gives back as it was. */
export class Terminal {
  readonly #input: TerminalInput;
  readonly #output: TerminalOutput;
  #isTaken = false;

  constructor(input: TerminalInput, output: TerminalOutput) {
    this.#input = input;
    this.#output = output;
  }

  get size(): Size {
    const { columns, rows } = this.#output;
    return { columns: columns || USUAL_SIZE.columns, rows: rows || USUAL_SIZE.rows };
  }

  /** From now on, keys come one by one, and the screen is ours. */
  take(): void {
    if (this.#isTaken) return;
    this.#isTaken = true;
    this.#input.setRawMode?.(true);
    this.#input.resume();
    this.#output.write(ENTER);
  }

  /** Makes it as it was before; nothing if it is. */
  giveBack(): void {
    if (!this.#isTaken) return;
    this.#isTaken = false;
    this.#output.write(LEAVE);
    this.#input.setRawMode?.(false);
  }

  write(text: string): void {
    if (this.#isTaken && text !== '') this.#output.write(text);
  }
}
