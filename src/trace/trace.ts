/** What the calls of a trace are called in {@link Trace}. */
export const CALL = { malloc: 0, calloc: 1, memalign: 2, realloc: 3, free: 4 } as const;

export type Call = (typeof CALL)[keyof typeof CALL];

/**
 * The calls of a program, in their order, as a loop reads them fastest. Block 0 is the first that the
 * text names, and so on.
 */
export interface Trace {
  /**
   * Four numbers a call: its {@link CALL}, then its words.
   *
   * | call     | words                   |
   * | -------- | ----------------------- |
   * | malloc   | block, bytes            |
   * | calloc   | block, elements, bytes  |
   * | memalign | block, alignment, bytes |
   * | realloc  | block, old block, bytes |
   * | free     | block                   |
   */
  readonly words: Float64Array;
  /** How many calls there are. */
  readonly calls: number;
  /** How many blocks the calls name. */
  readonly blocks: number;
}
