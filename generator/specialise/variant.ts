/** What of a module is measured. */
export interface Measurable {
  /** The compact program as an ES module without types and imports; see `passes/pipeline.ts`. */
  readonly javascript: string;
  /** Names of the exported values, in the order of `api.ts`. */
  readonly exports: readonly string[];
  /** Those that the measured entry imports. */
  readonly measured: readonly string[];
  /** Members of what a factory returns, in the order of `api.ts`; empty without a factory. */
  readonly members: readonly string[];
}

/** One allocator module, as text. */
export interface Variant extends Measurable {
  /** TypeScript, with comments. */
  readonly source: string;
  /** Declarations of the exports, with their comments. */
  readonly declarations: string;
}
