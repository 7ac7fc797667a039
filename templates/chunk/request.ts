/*
 * From the size that the user asks for, in bytes, to the size of a chunk, in words.
 */
import { CHUNK_ALIGN_SHIFT, CHUNK_ALIGN_WORDS, SIZE_T_WORDS } from './chunk.ts';

export const CHUNK_OVERHEAD = SIZE_T_WORDS * 4;
export const CHUNK_ALIGN_BYTES = 4 << CHUNK_ALIGN_SHIFT;

/** Words of the chunk that holds `bytes`, which must be possible. @inline */
export function request2words(bytes: number): number {
  const granules = (bytes + (CHUNK_OVERHEAD - 1)) >>> (CHUNK_ALIGN_SHIFT + 2);
  return CHUNK_ALIGN_WORDS + CHUNK_ALIGN_WORDS * (granules || 1);
}
