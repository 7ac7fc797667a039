import type { ScreenProcess } from '../../menuconfig/screen.ts';
import type { TerminalInput, TerminalOutput } from '../../menuconfig/terminal/terminal.ts';
import type { CommandHost } from '../command-host.ts';
import { UsageError } from '../usage-error.ts';

/** What a screen draws on, and where its keys come from. */
export interface TerminalParts {
  readonly input: TerminalInput;
  readonly output: TerminalOutput;
  readonly process: ScreenProcess;
  readonly hasColours: boolean;
}

/** @throws {UsageError} if there is no terminal that can show a screen */
export function terminalOf({ stdin, stdout, env }: CommandHost): TerminalParts {
  const remedy = 'mallocgen kconfig oldconfig asks about each new symbol line by line.';
  if (stdin.isTTY !== true || stdout.isTTY !== true) {
    throw new UsageError(
      `menuconfig needs a terminal as standard input and output. Without one, ${remedy}`,
    );
  }
  if (env['TERM'] === 'dumb') {
    throw new UsageError(
      `menuconfig needs a terminal that can move its cursor, and TERM is 'dumb'. There, ${remedy}`,
    );
  }
  return {
    input: stdin as unknown as TerminalInput,
    output: stdout as unknown as TerminalOutput,
    process,
    hasColours: !env['NO_COLOR'],
  };
}
