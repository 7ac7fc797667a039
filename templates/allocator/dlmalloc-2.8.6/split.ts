import { M } from '../../memory/memory.ts';
import { NO_TREE_BINS, SMALLCHUNKS_AS_FUNCS } from '../../options/options.ts';
import type { Chunk } from '../../options/types.ts';
import {
  BK,
  CINUSE_BIT,
  FD,
  INUSE_BITS,
  PINUSE_BIT,
  chunk_plus_offset,
  chunk_words,
  next_chunk,
  place_head,
  set_foot,
  set_free,
  set_head,
  set_pinuse,
} from '../../chunk/chunk.ts';
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
