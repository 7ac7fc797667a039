/** One case, and how much it may do. */
export interface CaseRequest {
  readonly index: number;
  readonly limit: number;
  /** Those values of a random test that reach the mutant. */
  readonly samples: readonly number[] | undefined;
}

/** The requests to the process that runs tests, in their order. */
export type Request =
  | {
      readonly kind: 'start';
      readonly bundle: string;
      readonly templates: string | undefined;
      readonly sites: number;
    }
  | { readonly kind: 'baseline'; readonly index: number }
  | {
      readonly kind: 'mutant';
      readonly id: number;
      readonly site: number;
      readonly isStatic: boolean;
      /** The parser runs the mutant, so what it gave before does not count. */
      readonly isParsed: boolean;
      readonly cases: readonly CaseRequest[];
    };

export type Reply =
  | { readonly kind: 'started'; readonly cases: readonly string[] }
  | {
      readonly kind: 'baseline';
      readonly error: string | undefined;
      readonly steps: number;
      readonly milliseconds: number;
      /** Places that the case runs, and those that the parser runs in it. */
      readonly reached: readonly number[];
      readonly parsed: readonly number[];
      /** Of a random test, the places that each value runs. */
      readonly samples: readonly (readonly number[])[] | undefined;
    }
  | { readonly kind: 'running'; readonly index: number }
  | {
      readonly kind: 'mutant';
      /** The case that noticed the mutant, if one did, and how. */
      readonly killedBy: number | undefined;
      readonly message: string | undefined;
    };
