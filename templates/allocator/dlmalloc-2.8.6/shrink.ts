import {
  CINUSE_BIT,
  INUSE_BITS,
  MIN_CHUNK_WORDS,
  chunk_plus_offset,
  chunk_words,
  pinuse,
  place_head,
  set_head,
} from '../../chunk/chunk.ts';
import type { Chunk } from '../../options/types.ts';
import { free_part } from './free.ts';

/**
 * Splits the chunk p, which is in use, after `words`.
 * @returns the second part, of `rest` words and also in use
 */
function split_inuse(p: Chunk, words: number, rest: number): Chunk {
  const r = chunk_plus_offset(p, words);
  place_head(r, rest, INUSE_BITS);
  set_head(p, words, CINUSE_BIT | pinuse(p));
  return r;
}

/**
 * Shrinks the chunk p, which is in use, to `words`, and frees the rest if it is large enough for a
 * chunk.
 */
export function shrink_inuse(p: Chunk, words: number): void {
  const rest = chunk_words(p) - words;
  if (rest >= MIN_CHUNK_WORDS) free_part(split_inuse(p, words, rest));
}
