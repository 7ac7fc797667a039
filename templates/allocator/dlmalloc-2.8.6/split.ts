import { M } from '../../memory/memory.ts';
import { NO_TREE_BINS, SMALLCHUNKS_AS_FUNCS } from '../../options/options.ts';
import type { Chunk } from '../../options/types.ts';
import {
  BK,
  CINUSE_BIT,
  FD,
  INUSE_BITS,
  MIN_CHUNK_WORDS,
  PINUSE_BIT,
  chunk_plus_offset,
  chunk_words,
  next_chunk,
  pinuse,
  place_head,
  set_foot,
  set_free,
  set_head,
  set_pinuse,
} from '../../chunk/chunk.ts';
import { free_part } from './free.ts';
import { no_chunk } from './malloc_state.ts';

/** Gives a free chunk away whole. @inline */
export function set_inuse(p: Chunk): void {
  M[p] |= CINUSE_BIT;
  set_pinuse(next_chunk(p));
}

/**
 * Makes p, where the user's bytes may have been, a free chunk in no bin. @inline !SMALLCHUNKS_AS_FUNCS
 */
export function place_free(p: Chunk, words: number): Chunk {
  // The foot of a top that is no chunk any more may lie over its head.
  set_foot(p, words);
  place_head(p, words, PINUSE_BIT);
  set_no_links(p);
  return p;
}

/** The same where a head was before. @inline */
export function set_unbinned(p: Chunk, words: number): void {
  if (SMALLCHUNKS_AS_FUNCS) {
    place_free(p, words);
  } else {
    set_free(p, words);
    set_no_links(p);
  }
}

/**
 * With these links unlink_small_chunk() does to the victim what has to be done: it leaves none.
 * @inline
 */
function set_no_links(p: Chunk): void {
  if (NO_TREE_BINS) M[p + FD] = M[p + BK] = no_chunk();
}

/**
 * Gives away the first `words` of p, a free chunk in no bin. What remains is a free chunk in no bin;
 * less than `least` words go with the block, and nothing remains.
 */
export function cut_free(p: Chunk, words: number, least: number): Chunk {
  const rest = chunk_words(p) - words;
  if (rest < least) {
    set_inuse(p);
    return no_chunk();
  }
  set_head(p, words, INUSE_BITS);
  return place_free(chunk_plus_offset(p, words), rest);
}

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
