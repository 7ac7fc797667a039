import type { Blocks } from './blocks.ts';

/** Reads a heap without the allocator's help. `M` starts with the static data. */
export interface HeapReader {
  /**
   * Reads `M` into `blocks`, and checks all that the version keeps true between two calls.
   * @throws {Fault} for the first that does not hold
   */
  read(M: Int32Array, blocks: Blocks): void;
  /**
   * Writes `pattern` over all that neither the heap nor its users can tell apart: the bytes of blocks in use, what
   * is left in free chunks, and links that nobody reads. Two heaps that behave alike are then equal.
   */
  normalise(M: Int32Array, blocks: Blocks, pattern: Int32Array): void;
}

/**
 * A version of malloc as the specification describes it, over a plain list of blocks: no links, no trees, no maps.
 * A search looks at all free chunks. Each call changes `blocks`, and returns the index in `blocks` of the block
 * that it gives, or -1 for NULL. `i` is the index of a block; `bytes` is at least 0.
 */
export interface Model {
  readonly blocks: Blocks;
  malloc(bytes: number): number;
  free(i: number): void;
  realloc(i: number, bytes: number): number;
  memalign(alignment: number, bytes: number): number;
}

/** What a version and its options decide. */
export interface HeapKind {
  /** Words of a size_t. */
  readonly sizeT: number;
  readonly reader: HeapReader;
  /**
   * @param origin byte address of word 0
   * @param capacity the largest number of chunks
   */
  readonly model: (origin: number, capacity: number) => Model;
  /** The largest request in bytes that must succeed; negative if there is none. */
  readonly largestRequest: (blocks: Blocks) => number;
}
