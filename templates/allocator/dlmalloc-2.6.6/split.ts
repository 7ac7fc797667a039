import {
  MIN_CHUNK_WORDS,
  PINUSE_BIT,
  chunk_plus_offset,
  chunk_words,
  pinuse,
  place_head,
  set_head,
} from '../../chunk/chunk.ts';
import type { Chunk, Words } from '../../options/types.ts';
import { free_chunk } from './free.ts';

/** Splits the chunk p, which is in use, after `words`. @returns the second part, also in use */
export function split(p: Chunk, words: Words): Chunk {
  const r = chunk_plus_offset(p, words);
  place_head(r, chunk_words(p) - words, PINUSE_BIT);
  set_head(p, words, pinuse(p));
  return r;
}

/**
 * Shrinks the chunk p, which is in use, to `words`, and frees the rest if it is large enough for a
 * chunk.
 */
export function shrink(p: Chunk, words: Words): void {
  if (chunk_words(p) - words >= MIN_CHUNK_WORDS) free_chunk(split(p, words));
}
