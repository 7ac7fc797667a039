/*
 * The static data of dlmalloc 2.6.6, at the start of the first region, in words from M[0]. C's av_ also
 * has 258 words.
 *
 *     0              MAX_ARENA, with malloc_stats()
 *     TOP            the chunk at the end of what sbrk() has given, never in a bin
 *     NO_CHUNK       always 0: the head of a chunk of size 0
 *     bins           bin i is a chunk at word 2i of which only FD and BK are used; a small size in words is the
 *                    index of its bin; bin 1 holds the last remainder
 *     BINBLOCKS      bit b: bins 4b to 4b + 3 may hold a chunk; if the bit is clear, they are empty
 *     TRIM_THRESHOLD, TOP_PAD
 *                    parameters of mallopt()
 *
 * A bin is a circular list sorted by size, the largest first. Among chunks of one size, the one freed
 * last comes first. Allocation starts at the end.
 */
import { BK, CHUNK_ALIGN_WORDS } from '../../chunk/chunk.ts';
import { M } from '../../memory/memory.ts';
import type { Chunk } from '../../options/types.ts';

/** The maximum number of bytes that the heap had from sbrk(). */
export const MAX_ARENA = 0;
export const TOP = 1;

/** The bin of the last remainder. It is also a chunk of size 0: top before the first sbrk(). */
export const NO_CHUNK = 2 as Chunk;
export const LAST_REMAINDER = NO_CHUNK;

/** Bin 126, for all sizes that are too large for the others. */
export const LAST_BIN = 252;

export const BINBLOCKS = LAST_BIN + BK + 1;
export const TRIM_THRESHOLD = BINBLOCKS + 1;
export const TOP_PAD = BINBLOCKS + 2;

/** Words of static data, rounded up so that an aligned region gives an aligned heap. */
export const STATE_WORDS = (BINBLOCKS + 3 + CHUNK_ALIGN_WORDS - 1) & -CHUNK_ALIGN_WORDS;
/** Static data in bytes, and their alignment. */
export const STATE_SIZE = STATE_WORDS * 4;
export const STATE_ALIGN = 4;

/** @inline */
export function top(): Chunk {
  return M[TOP] as Chunk;
}

/** @inline */
export function set_top(p: Chunk): void {
  M[TOP] = p;
}
