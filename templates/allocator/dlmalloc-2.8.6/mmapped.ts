/*
 * Chunks that are mapped on their own with mmap(), and belong to no segment:
 *
 *     p - W       offset: bytes from the start of the mapping to here
 *     p           head: size in bytes; both CINUSE_BIT and PINUSE_BIT are clear, as in no other chunk
 *     p + W       the first byte of the block
 *     p + size    a fencepost, then a head of 0; the mapping ends four size_t after p + size - W
 *
 * The block of such a chunk has the size of the chunk less two size_t.
 */
import { gm } from '../../memory/gm.ts';
import { M } from '../../memory/memory.ts';
import { HAVE_MMAP } from '../../options/options.ts';
import type { Chunk, Words } from '../../options/types.ts';
import {
  INUSE_BITS,
  SIZE_T_WORDS,
  chunk_plus_offset,
  chunk_words,
  is_fencepost,
  place_head,
} from '../../chunk/chunk.ts';
import { LEAST_ADDR } from './malloc_state.ts';
import { PAGE_SIZE, granularity } from './mparams.ts';
import { MIN_LARGE_WORDS } from './request.ts';

/** Words of the mapping after the chunk. */
export const MMAP_FOOT_PAD = 4 * SIZE_T_WORDS;

/** Whether the chunk, which is in use, was mapped on its own. @inline */
export function is_mmapped(p: Chunk): boolean {
  return !(M[p] & INUSE_BITS);
}

/** Words of the block of a chunk in use. */
export function usable_words(p: Chunk): number {
  return chunk_words(p) - (HAVE_MMAP && is_mmapped(p) ? 2 * SIZE_T_WORDS : SIZE_T_WORDS);
}

/** Bytes from the start of the mapping to the chunk. @inline */
export function mmap_offset(p: Chunk): number {
  return M[p - SIZE_T_WORDS] >>> 0;
}

/** Bytes of the whole mapping. */
export function mmap_size(p: Chunk): number {
  return (chunk_words(p) + MMAP_FOOT_PAD) * 4 + mmap_offset(p);
}

export function place_mmapped(p: Chunk, offset: number, words: Words): void {
  place_head((p - SIZE_T_WORDS) as Chunk, offset >>> 2, 0);
  place_head(p, words, 0);
}

/** Moves the start of the chunk by `lead` words, and returns the new chunk. */
export function align_mmapped(p: Chunk, lead: number): Chunk {
  const aligned = chunk_plus_offset(p, lead);
  place_mmapped(aligned, mmap_offset(p) + lead * 4, chunk_words(p) - lead);
  return aligned;
}

/** Whether the chunk can serve a request for `words` without much waste. Small requests get no page. */
export function fits_mmapped(p: Chunk, words: Words): boolean {
  const spare = chunk_words(p) - words;
  return words >= MIN_LARGE_WORDS && spare >= SIZE_T_WORDS && spare * 4 <= granularity() * 2;
}

/** Whether p looks like a chunk that mmap_alloc() or align_mmapped() made. */
export function ok_mmapped(p: Chunk): boolean {
  const words = chunk_words(p);
  const end = chunk_plus_offset(p, words);
  return (
    words > 0 &&
    end + SIZE_T_WORDS < M.length &&
    is_fencepost(end) &&
    M[end + SIZE_T_WORDS] === 0 &&
    mmap_size(p) % PAGE_SIZE === 0 &&
    (p - SIZE_T_WORDS) * 4 - mmap_offset(p) >= M[gm() + LEAST_ADDR] >>> 0
  );
}
