/** The numbers of the calls in a {@link Trace}. */
export const CALL = { malloc: 0, calloc: 1, memalign: 2, realloc: 3, free: 4 } as const;

export type Call = (typeof CALL)[keyof typeof CALL];

/**
 * The calls of a program in their order, in one array, which a loop reads fastest. Block 0 is the first
 * block that the text names.
 */
export interface Trace {
  /**
   * Four numbers for each call: its {@link CALL}, then its words.
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
  /** The number of calls. */
  readonly calls: number;
  /** The number of blocks that the calls name. */
  readonly blocks: number;
}
