import type { MutantSwitch, Observer } from './switch.ts';

/** A `describe`, or a file. */
export interface Suite {
  readonly name: string;
  readonly beforeAll: (() => unknown)[];
  readonly beforeEach: (() => unknown)[];
  readonly afterEach: (() => unknown)[];
  readonly afterAll: (() => unknown)[];
}

export interface TestCase {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** The cases that the files of tests declare. */
export interface Registry {
  /** The suites that are being declared, from the outside. */
  readonly suites: Suite[];
  readonly cases: TestCase[];
}

/** Results of calls that no mutant can change, or only one in the code that they run. */
export interface Memory {
  /** What `compute` gives; from the last time if `key` is the same. */
  keep<T>(key: string, compute: () => T): T;
  /** The same of the parser: a copy of its own for each call, and its own mutants are let through. */
  parsed<T>(key: string, parse: () => T): T;
  /** Checks the values of a random test, or those of them that reach the mutant. */
  samples<T>(make: () => readonly T[], check: (value: T) => unknown): unknown;
}

/** What the bundle of tests and the process that runs it know of each other. */
export interface MutationGlobals {
  readonly MALLOCGEN_MUTATION: {
    readonly mutants: MutantSwitch;
    readonly observer: Observer | undefined;
    readonly registry: Registry;
    readonly memory: Memory;
    /** A new instance of the mutated templates. */
    readonly templates: () => unknown;
  };
}
