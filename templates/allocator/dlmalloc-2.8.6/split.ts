import { M } from '../../memory/memory.ts';
import { NO_TREE_BINS, SMALLCHUNKS_AS_FUNCS } from '../../options/options.ts';
import type { Chunk, Words } from '../../options/types.ts';
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

/** Marks a whole free chunk of `words` as in use. @inline */
function set_inuse(p: Chunk, words: Words): void {
  M[p] |= CINUSE_BIT;
  set_pinuse(SMALLCHUNKS_AS_FUNCS ? next_chunk(p) : chunk_plus_offset(p, words));
}

/**
 * Writes a free chunk that is in no bin, over bytes that may have been the user's.
 * @inline !SMALLCHUNKS_AS_FUNCS
 */
export function place_free(p: Chunk, words: Words): Chunk {
  // If top is too small for a chunk, its foot may be in the same place as its head.
  set_foot(p, words);
  place_head(p, words, PINUSE_BIT);
  set_no_links(p);
  return p;
}

/** Writes a free chunk that is in no bin, over an old head. @inline */
export function set_unbinned(p: Chunk, words: Words): void {
  if (SMALLCHUNKS_AS_FUNCS) {
    place_free(p, words);
  } else {
    set_free(p, words);
    set_no_links(p);
  }
}

/**
 * With these links, unlink_small_chunk() of the victim has the right effect: afterwards there is no
 * victim.
 * @inline
 */
function set_no_links(p: Chunk): void {
  if (NO_TREE_BINS) M[p + FD] = M[p + BK] = no_chunk();
}

/**
 * Cuts the first `words` off p, a free chunk in no bin, and marks them as in use.
 * @returns the rest, a free chunk in no bin; or no_chunk() if the rest has fewer than `least` words,
 *   which are then part of the first chunk
 */
export function cut_free(p: Chunk, words: Words, least: number): Chunk {
  const rest = chunk_words(p) - words;
  if (rest < least) {
    set_inuse(p, words + rest);
    return no_chunk();
  }
  set_head(p, words, INUSE_BITS);
  return place_free(chunk_plus_offset(p, words), rest);
}
