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
 * Divides the chunk p, in use, behind `words`; returns the second part, of `rest` words and in use as
 * well.
 */
function split_inuse(p: Chunk, words: number, rest: number): Chunk {
  const r = chunk_plus_offset(p, words);
  place_head(r, rest, INUSE_BITS);
  set_head(p, words, CINUSE_BIT | pinuse(p));
  return r;
}

/** Cuts the chunk p, in use, down to `words` and frees the rest, if that is a chunk. */
export function shrink_inuse(p: Chunk, words: number): void {
  const rest = chunk_words(p) - words;
  if (rest >= MIN_CHUNK_WORDS) free_part(split_inuse(p, words, rest));
}
