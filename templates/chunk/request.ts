/*
 * From the size of a request, in bytes, to the size of its chunk, in words.
 */
import { CHUNK_ALIGN_SHIFT, CHUNK_ALIGN_WORDS, SIZE_T_WORDS } from './chunk.ts';

export const CHUNK_OVERHEAD = SIZE_T_WORDS * 4;
export const CHUNK_ALIGN_BYTES = 4 << CHUNK_ALIGN_SHIFT;

/** Words of the chunk for `bytes`, which must be a possible request. @inline */
export function request2words(bytes: number): number {
  const granules = (bytes + (CHUNK_OVERHEAD - 1)) >>> (CHUNK_ALIGN_SHIFT + 2);
  return CHUNK_ALIGN_WORDS + CHUNK_ALIGN_WORDS * (granules || 1);
}
