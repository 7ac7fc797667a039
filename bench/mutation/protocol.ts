/** One case, and how much it may do. */
export interface CaseRequest {
  readonly index: number;
  readonly limit: number;
  /** The mutant makes a difference in the parser, so what the parser gave before does not count. */
  readonly isParsed: boolean;
  /** Those values of a random test that reach the mutant. */
  readonly samples: readonly number[] | undefined;
}

/** What is noted of modules that are built to be observed. */
export interface Observed {
  readonly sites: number;
  readonly mutants: number;
  /** Places at which a probe stops. */
  readonly unprobed: readonly number[];
}

/** The requests to the process that runs tests, in their order. */
export type Request =
  | {
      readonly kind: 'start';
      readonly bundle: string;
      readonly templates: string | undefined;
      /** File with what the parser gave in an earlier process. */
      readonly parsed: string | undefined;
      /** For modules that note what is reached; undefined for those with mutants. */
      readonly observed: Observed | undefined;
    }
  | {
      readonly kind: 'baseline';
      readonly index: number;
      /** Notes places alone, and takes all of their mutants for different. */
      readonly isShallow: boolean;
    }
  /** Writes what the parser gave to a file. */
  | { readonly kind: 'store'; readonly parsed: string }
  | {
      readonly kind: 'mutant';
      readonly id: number;
      readonly site: number;
      readonly isStatic: boolean;
      readonly cases: readonly CaseRequest[];
    };

export type Reply =
  | {
      readonly kind: 'started';
      readonly cases: readonly string[];
      /** Mutants that make a difference while the modules are loaded, if that is noted. */
      readonly loaded: readonly number[];
    }
  | {
      readonly kind: 'baseline';
      readonly error: string | undefined;
      readonly steps: number;
      /** Places that the case runs, and those that the parser runs in it. */
      readonly reached: readonly number[];
      readonly parsed: readonly number[];
      /** Mutants that make a difference in the case, and in the parser. */
      readonly changed: readonly number[];
      readonly changedInParser: readonly number[];
      /** Of a random test, the mutants that make a difference with each value. */
      readonly samples: readonly (readonly number[])[] | undefined;
    }
  | { readonly kind: 'stored' }
  | { readonly kind: 'running'; readonly index: number }
  | {
      readonly kind: 'mutant';
      /** Processor time. */
      readonly milliseconds: number;
      /** The case that noticed the mutant, if one did, and how. */
      readonly killedBy: number | undefined;
      readonly message: string | undefined;
    };
