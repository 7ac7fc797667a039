import type { InferredOptionTypes, Options, PositionalOptions } from 'yargs';

import type { CommandHost } from './command-host.ts';

/**
 * One command of the program. The file that defines it is loaded at every start, so it imports what
 * the work needs inside `run`.
 */
export interface Command<
  Named extends Readonly<Record<string, Options>> = Record<string, Options>,
  Words extends Readonly<Record<string, PositionalOptions>> = Record<string, PositionalOptions>,
> {
  /** The name and the positional arguments in the form of yargs; `$0` is the command without a name. */
  readonly name: string;
  /** One line for the list of commands; absent for the command without a name. */
  readonly summary?: string;
  /** What the command line looks like, and a few sentences on what the command does. */
  readonly usage: string;
  readonly options: Named;
  /** What the positional arguments in `name` are. */
  readonly words?: Words;
  /** Command lines and what they do. */
  readonly examples: readonly (readonly [string, string])[];
  /** Does the work. Returns the exit code; throws a `MallocgenError` when the input is bad. */
  run(
    args: InferredOptionTypes<Named> & InferredOptionTypes<Words>,
    host: CommandHost,
  ): Promise<number>;
}

/** The option of every command. `commandHost()` sees to it. */
const QUIET_OPTION = {
  quiet: { type: 'boolean', default: false, describe: 'Print no messages except errors' },
} as const;

/** Defines a command, with the types of its options inferred. */
export function command<
  const Named extends Readonly<Record<string, Options>>,
  const Words extends Readonly<Record<string, PositionalOptions>>,
>(definition: Command<Named, Words>): Command {
  const options = { ...definition.options, ...QUIET_OPTION };
  return { ...definition, options } as unknown as Command;
}
