import type { Machine } from './machine.ts';

/** A command of the console. */
export interface ConsoleCommand {
  readonly name: string;
  /** One line for `help`. */
  readonly summary: string;
  /** The forms of the command, a line each. */
  readonly usage: readonly string[];
  /** Is the command there, in the configuration that the console runs? */
  isThere?(machine: Machine): boolean;
  /** Words that may follow `words`, for completion. */
  complete?(words: readonly string[], machine: Machine): readonly string[];
  /**
   * @param words without the command's name
   * @returns whether it succeeded, or `usage` when the words make no sense
   */
  run(words: readonly string[], machine: Machine): boolean | 'usage';
}
