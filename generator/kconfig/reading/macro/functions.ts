import type { Reporter } from '../../diagnostics/reporter.ts';
import { MacroError, MacroErrorIf } from '../../diagnostics/errors.ts';
import type { Position } from '../../diagnostics/position.ts';

/** Runs a `$(shell,…)` command and gives what it printed. */
export type Shell = (command: string, position: Position) => string;

/**
 * A macro function in code: it gets the arguments after the name, expanded, and returns what the call is
 * replaced by.
 */
export type MacroFunctionInCode = (...args: string[]) => string;

/** The same, or what every call of the function is replaced by. */
export type GivenFunction = MacroFunctionInCode | string;

/** The names of the functions that every tree has. */
export const BUILT_IN_FUNCTIONS = [
  'error-if',
  'filename',
  'info',
  'lineno',
  'shell',
  'warning-if',
] as const;

interface MacroFunction {
  readonly count: number;
  readonly run: (args: readonly string[], position: Position) => string;
}

/** The functions that the language itself has, and those in code, which take the place of others. */
export class MacroFunctions {
  readonly #table: ReadonlyMap<string, MacroFunction>;
  readonly #inCode: ReadonlyMap<string, GivenFunction>;
  readonly #called = new Set<string>();

  constructor(
    shell: Shell,
    reporter: Reporter,
    inCode: Readonly<Record<string, GivenFunction>> = {},
  ) {
    this.#inCode = new Map(Object.entries(inCode));
    this.#table = new Map<(typeof BUILT_IN_FUNCTIONS)[number], MacroFunction>([
      [
        'error-if',
        {
          count: 2,
          run: ([condition, text], position) => {
            if (condition === 'y') throw new MacroErrorIf(position, text!);
            return '';
          },
        },
      ],
      ['filename', { count: 0, run: (_, position) => position.file }],
      [
        'info',
        {
          count: 1,
          run: ([text], position) => {
            reporter.note('macro-info', position, text!);
            return '';
          },
        },
      ],
      ['lineno', { count: 0, run: (_, position) => String(position.line) }],
      ['shell', { count: 1, run: ([command], position) => shell(command!, position) }],
      [
        'warning-if',
        {
          count: 2,
          run: ([condition, text], position) => {
            if (condition === 'y') reporter.warn('macro-warning', position, text!);
            return '';
          },
        },
      ],
    ]);
  }

  /** Whether a function of that name is given in code or on the command line. */
  isGiven(name: string): boolean {
    return this.#inCode.has(name);
  }

  /** The functions that are given and were not called. */
  get uncalled(): readonly string[] {
    return [...this.#inCode.keys()].filter((name) => !this.#called.has(name));
  }

  /** The result of a call, or undefined when there is no such function. */
  call(name: string, args: readonly string[], position: Position): string | undefined {
    const inCode = this.#inCode.get(name);
    if (inCode !== undefined) this.#called.add(name);
    if (typeof inCode === 'string') return inCode;
    if (inCode) return callInCode(name, inCode, args, position);
    const macro = this.#table.get(name);
    if (!macro) return undefined;
    if (args.length !== macro.count) {
      throw new MacroError(
        position,
        `the function '${name}' takes ${macro.count} argument${macro.count === 1 ? '' : 's'}, not ${args.length}`,
      );
    }
    return macro.run(args, position);
  }
}

function callInCode(
  name: string,
  macro: MacroFunctionInCode,
  args: readonly string[],
  position: Position,
): string {
  let result: unknown;
  try {
    result = macro(...args);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new MacroError(position, `the function '${name}' failed: ${reason}`, { cause: error });
  }
  if (typeof result === 'string') return result;
  throw new MacroError(
    position,
    `the function '${name}' returned ${result === null ? 'null' : typeof result}: it must return a string, such as 'y'`,
  );
}
