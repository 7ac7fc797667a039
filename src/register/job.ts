import type { ImportOptions } from '../imports/options.ts';
import type { Problem } from '../imports/problem.ts';

/** What a thread is asked to do. */
export interface Job {
  /** What the import names: a path with or without a query. */
  readonly id: string;
  readonly options: ImportOptions;
  readonly cwd: string;
  /**
   * An ES module, the same as CommonJS, or only the text of the `.config`, which says what the module
   * would be.
   */
  readonly wanted: 'esm' | 'cjs' | 'config';
  /** Whether the module has its source map in a comment. */
  readonly withMap?: boolean;
}

/** Its answer. */
export type Answer =
  | { readonly text: string; readonly warnings: readonly Problem[] }
  | { readonly problems: readonly Problem[] }
  /** An error that no user has caused. */
  | { readonly fault: unknown };

/** A job that a thread gets, and how it says that the answer is there. */
export interface Request {
  readonly job: Job;
  /** The first element becomes 1. */
  readonly done: SharedArrayBuffer;
}
