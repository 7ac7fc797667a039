import { problemText, type Problem } from '../../imports/problem.ts';

/** An error or a warning, as Rollup, Rolldown and Vite take it. */
export interface RollupLog {
  readonly message: string;
  readonly pluginCode: string;
  readonly id?: string;
  /** Columns count from 0. */
  readonly loc?: { readonly file: string; readonly line: number; readonly column: number };
  readonly frame?: string;
  /** Empty: where in this package an error was made says nothing. */
  readonly stack?: '';
}

export function rollupLog({ code, message, place }: Problem): RollupLog {
  if (place === undefined) return { message, pluginCode: code };
  const { file, line, column = 1, frame } = place;
  return { message, pluginCode: code, id: file, loc: { file, line, column: column - 1 }, frame };
}

/** A warning for bundlers that show its text alone. */
export function rollupLogWithPlace(problem: Problem): RollupLog {
  return { ...rollupLog(problem), message: problemText(problem) };
}

/** One error for all that is wrong: it has the place of the first, and a line for each of the others. */
export function rollupError(problems: readonly Problem[]): RollupLog {
  const [first, ...others] = problems as readonly [Problem, ...Problem[]];
  const log = rollupLog(first);
  return { ...log, stack: '', message: [log.message, ...others.map(problemText)].join('\n') };
}

/** The same for tools that show the message alone. */
export function rollupErrorWithPlaces(problems: readonly Problem[]): RollupLog {
  return { ...rollupError(problems), message: problems.map(problemText).join('\n') };
}
