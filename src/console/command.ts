import type { Machine } from './machine.ts';

/** A command of the console. */
export interface ConsoleCommand {
  readonly name: string;
  /** One line for `help`. */
  readonly summary: string;
  /** The forms of the command that the configuration has, a line each. */
  usage(machine: Machine): readonly string[];
  /** The symbols that the command needs and that the configuration does not set; none if it works. */
  lacks?(machine: Machine): readonly string[];
  /** Words that may follow `words`, for completion. */
  complete?(words: readonly string[], machine: Machine): readonly string[];
  /**
   * @param words without the command's name
   * @returns whether it succeeded, or `usage` when the words make no sense
   */
  run(words: readonly string[], machine: Machine): boolean | 'usage';
}

/** Why a command does not work: `malloc needs MALLOC_DEBUG, which the configuration leaves out`. */
export function lackText(what: string, symbols: readonly string[]): string {
  return `${what} needs ${symbols.join(' and ')}, which the configuration leaves out`;
}
