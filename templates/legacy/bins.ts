import { BK, FD, chunk_words } from '../dlmalloc/chunk.ts';
import { M } from '../memory.ts';
import type { Chunk } from '../types.ts';
import { BINBLOCKS, LAST_BIN, LAST_REMAINDER } from './malloc_state.ts';

/** A bin lies two words behind the one before, four bins make a block. */
const BIN_SHIFT = 1;
export const BIN_WORDS = 1 << BIN_SHIFT;
const BLOCK_SHIFT = 3;
/** Chunks from here on are in order in their bins. */
const SMALL_BINS_END = 128;
const BLOCK_WORDS = 1 << BLOCK_SHIFT;

/**
 * The bin of a size. Below 512 bytes bins are 8 bytes apart, then 64, 512, 4096, 32768 and 262144; the
 * bounds and where each series starts are dlmalloc's.
 */
export function bin_for(words: number): Chunk {
  const half_kib = words >> 7;
  if (half_kib === 0) return (words & -2) as Chunk;
  const index =
    half_kib < 5
      ? 56 + (words >> 4)
      : half_kib < 21
        ? 91 + (words >> 7)
        : half_kib < 85
          ? 110 + (words >> 10)
          : half_kib < 341
            ? 119 + (words >> 13)
            : half_kib < 1365
              ? 124 + (words >> 16)
              : LAST_BIN >> BIN_SHIFT;
  return (index << BIN_SHIFT) as Chunk;
}

/** The smallest chunk of a bin that has at least `words`, or the bin itself. */
export function fit_in_bin(bin: Chunk, words: number): Chunk {
  let p = M[bin + BK] as Chunk;
  // Chunks lie behind the bins; where the memory is gone there is neither.
  while (p > bin && chunk_words(p) < words) p = M[p + BK] as Chunk;
  return p;
}

/**
 * The smallest chunk of at least `words` of all bins, of equals the one freed first; 0 if there is
 * none. The last remainder must be in its bin.
 */
export function best_fit(words: number): Chunk {
  let blocks = M[BINBLOCKS] & (-1 << (bin_for(words) >> BLOCK_SHIFT));
  while (blocks !== 0) {
    const rest = blocks & (blocks - 1);
    const block = (31 - Math.clz32(blocks ^ rest)) << BLOCK_SHIFT;
    const end = Math.min(block + BLOCK_WORDS, LAST_BIN + BIN_WORDS);
    let used = 0;
    for (let bin = block as Chunk; bin < end; bin = (bin + BIN_WORDS) as Chunk) {
      const p = fit_in_bin(bin, words);
      if (p !== bin) return p;
      used |= M[bin + BK] ^ bin;
    }
    if (used === 0) M[BINBLOCKS] ^= blocks ^ rest;
    blocks = rest;
  }
  return 0 as Chunk;
}

/** Puts p into a ring, before `next`. */
export function link_before(next: Chunk, p: Chunk): void {
  const prev = M[next + BK];
  M[p + FD] = next;
  M[p + BK] = prev;
  M[prev + FD] = p;
  M[next + BK] = p;
}

/** Puts a free chunk into the bin of its size. */
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

/** Takes p out of its ring; was that the one of the last remainder? */
export function unlink_chunk(p: Chunk): boolean {
  const next = M[p + FD];
  const prev = M[p + BK];
  M[prev + FD] = next;
  M[next + BK] = prev;
  return next === LAST_REMAINDER;
}
