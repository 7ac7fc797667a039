import { ShellFailedError, ShellNotAllowedError } from '../../errors.ts';
import type { Position } from '../../position.ts';
import type { FileState } from '../../glob.ts';
import { runCommand, type CommandResult, type CommandSettings } from './run-command.ts';

/** The `$(shell,…)` commands of one tree. */
export interface Commands {
  /** What a command prints, or a text that stands for that until it is settled. */
  begin(command: string, position: Position): string;
  /**
   * The same text with outputs in the place of all that stands for one, which may mean to wait.
   * @throws ShellFailedError when a command cannot be started or takes too long.
   */
  settle(text: string): string;
  /** Whether the tree may be ahead of one of its commands. */
  readonly areRunning: boolean;
  /** Waits for the commands up to here. */
  settleAll(): void;
  /**
   * Takes note of a file that was read, since a command may write it.
   * @throws ReadAgain when its text cannot be told from one that is not settled.
   */
  noteRead(file: FileState, text: string): void;
  /** Waits for the commands, of which there will be no more. */
  finish(): void;
}

/** Of commands none of which is ever running. */
const NOTHING_RUNS = {
  settle: (text: string): string => text,
  areRunning: false,
  settleAll(): void {},
  noteRead(): void {},
  finish(): void {},
};

/** What the tree gets that was loaded without permission. */
export const REFUSED_COMMANDS: Commands = {
  ...NOTHING_RUNS,
  begin(command, position) {
    throw new ShellNotAllowedError(
      position,
      `the tree runs the command '${command}': allow it to (--allow-shell) if you trust the tree`,
    );
  },
};

/** Stands around the number of a command in a text that is not settled. */
export const MARK = '\0';

/** Whether outputs are missing from the text. */
export function isUnsettled(text: string): boolean {
  return text.includes(MARK);
}

/** The output, or the error about a command that has none. */
export function outputOf(result: CommandResult, command: string, position: Position): string {
  if ('output' in result) return result.output;
  throw new ShellFailedError(position, `the command '${command}' ${result.failure}`);
}

/**
 * Runs each command where it stands.
 *
 * @param outputs of commands that are known already, and will be: a tree that asks for the same command
 * again (U-Boot's does, twice) gets the same output without running it.
 */
export function commandsInTurn(settings: CommandSettings, outputs = new Map<string, string>()): Commands {
  return {
    ...NOTHING_RUNS,
    begin(command, position) {
      const known = outputs.get(command);
      if (known !== undefined) return known;
      const output = outputOf(runCommand(command, settings), command, position);
      outputs.set(command, output);
      return output;
    },
  };
}
