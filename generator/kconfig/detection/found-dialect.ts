/** The dialect of a tree, and how it was found. */
export interface FoundDialect {
  /** As in `--dialect`. */
  readonly name: string;
  /** What shows it, in few words: `scripts/kconfig is beside it`. */
  readonly reason: string;
}

/** The text of a file, by its path; undefined if there is none. */
export type Probe = (path: string) => string | undefined;
