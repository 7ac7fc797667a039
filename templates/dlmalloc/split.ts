import { M } from '../memory.ts';
import type { Chunk } from '../types.ts';
import {
  CINUSE_BIT,
  INUSE_BITS,
  MIN_CHUNK_WORDS,
  PINUSE_BIT,
  chunk_plus_offset,
  chunk_words,
  next_chunk,
  pinuse,
  place_head,
  set_foot,
  set_head,
  set_pinuse,
} from './chunk.ts';
import { dispose_chunk } from './free.ts';
import { no_dv } from './malloc_state.ts';

/** Gives a free chunk away whole. @inline */
export function set_inuse(p: Chunk): void {
  M[p] |= CINUSE_BIT;
  set_pinuse(next_chunk(p));
}

/**
 * Gives away the first `words` of p, a free chunk in no bin. What remains is a free chunk in no bin;
 * too little for a chunk goes with the block, and nothing remains.
 */
export function cut_free(p: Chunk, words: number): Chunk {
  const rest = chunk_words(p) - words;
  if (rest < MIN_CHUNK_WORDS) {
    set_inuse(p);
    return no_dv();
  }
  const r = chunk_plus_offset(p, words);
  place_head(r, rest, PINUSE_BIT);
  set_foot(r, rest);
  set_head(p, words, INUSE_BITS);
  return r;
}

/** Divides the chunk p, in use, behind `words`; returns the second part, in use as well. */
export function split_inuse(p: Chunk, words: number): Chunk {
  const r = chunk_plus_offset(p, words);
  place_head(r, chunk_words(p) - words, INUSE_BITS);
  set_head(p, words, CINUSE_BIT | pinuse(p));
  return r;
}

/** Cuts the chunk p, in use, down to `words` and frees the rest, if that is a chunk. */
export function shrink_inuse(p: Chunk, words: number): void {
  if (chunk_words(p) - words >= MIN_CHUNK_WORDS) dispose_chunk(split_inuse(p, words));
}
