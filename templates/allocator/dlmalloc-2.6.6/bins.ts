import { BK, FD, chunk_words } from '../../chunk/chunk.ts';
import { M } from '../../memory/memory.ts';
import type { Chunk, Words } from '../../options/types.ts';
import { BINBLOCKS, LAST_BIN, LAST_REMAINDER } from './malloc_state.ts';

/** Each bin is two words after the previous one, and four bins make a block. */
const BIN_SHIFT = 1;
export const BIN_WORDS = 1 << BIN_SHIFT;
const BLOCK_SHIFT = 3;
/** From this size on, chunks are sorted in their bins. */
const SMALL_BINS_END = 128;
const BLOCK_WORDS = 1 << BLOCK_SHIFT;

/** Where each series of bins would start if it continued downwards. The numbers are dlmalloc's. */
const SERIES = [0, 56, 91, 110, 119, 124];

/**
 * The bin of a size. Below 512 bytes the sizes of bins are 8 bytes apart, then 64, 512, 4096, 32768 and
 * 262144. The series end at n = 1, 5, 21, 85, 341 and 1365 times 512 bytes, where 3n + 1 is a power of
 * 4. Larger chunks go to the last bin.
 */
export function bin_for(words: Words): Chunk {
  const series = (31 - Math.clz32((words >> 7) * 3 + 1)) >> 1;
  const start = SERIES[series];
  return (
    start === undefined ? LAST_BIN : (start + (words >> (series * 3 + 1))) << BIN_SHIFT
  ) as Chunk;
}

/** The smallest chunk of at least `words` in a bin, or the bin itself if it has none. */
export function fit_in_bin(bin: Chunk, words: Words): Chunk {
  let p = M[bin + BK] as Chunk;
  // Chunks are after the bins. If the memory is detached, p is undefined, and the comparison is false.
  while (p > bin && chunk_words(p) < words) p = M[p + BK] as Chunk;
  return p;
}

/**
 * The smallest chunk of at least `words` in all bins; among chunks of one size, the one that was freed
 * first; 0 if there is none. The last remainder must be in its bin.
 */
export function best_fit(words: Words): Chunk {
  let blocks = M[BINBLOCKS] & (-1 << (bin_for(words) >> BLOCK_SHIFT));
  while (blocks) {
    const rest = blocks & (blocks - 1);
    const block = (31 - Math.clz32(blocks ^ rest)) << BLOCK_SHIFT;
    const end = Math.min(block + BLOCK_WORDS, LAST_BIN + BIN_WORDS);
    let used = 0;
    for (let bin = block as Chunk; bin < end; bin = (bin + BIN_WORDS) as Chunk) {
      const p = fit_in_bin(bin, words);
      if (p !== bin) return p;
      used |= M[bin + BK] ^ bin;
    }
    if (!used) M[BINBLOCKS] ^= blocks ^ rest;
    blocks = rest;
  }
  return 0 as Chunk;
}

/** Inserts p into a circular list, before `next`. */
export function link_before(next: Chunk, p: Chunk): void {
  const prev = M[next + BK];
  M[p + FD] = next;
  M[p + BK] = prev;
  M[prev + FD] = p;
  M[next + BK] = p;
}

/** Inserts a free chunk into the bin of its size. */
export function insert_chunk(p: Chunk): void {
  const words = chunk_words(p);
  const bin = bin_for(words);
  M[BINBLOCKS] |= 1 << (bin >> BLOCK_SHIFT);
  let next = M[bin + FD] as Chunk;
  if (words >= SMALL_BINS_END) {
    while (next !== bin && words < chunk_words(next)) next = M[next + FD] as Chunk;
  }
  link_before(next, p);
}

/** Removes p from its list. @returns whether that was the list of the last remainder */
export function unlink_chunk(p: Chunk): boolean {
  const next = M[p + FD];
  const prev = M[p + BK];
  M[prev + FD] = next;
  M[next + BK] = prev;
  return next === LAST_REMAINDER;
}
