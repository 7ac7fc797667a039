/** What the process that runs tests is told, in the order in which it is told. */
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
      readonly cases: readonly { readonly index: number; readonly limit: number }[];
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
    }
  | { readonly kind: 'running'; readonly index: number }
  | {
      readonly kind: 'mutant';
      /** The case that noticed the mutant, if one did, and how. */
      readonly killedBy: number | undefined;
      readonly message: string | undefined;
    };
