/*
 * Free chunks by size: small ones in a list for each size, large ones in trees, or in one list with
 * NO_TREE_BINS.
 */
import { M } from '../memory.ts';
import { NO_TREE_BINS } from '../options.ts';
import type { Chunk } from '../types.ts';
import { best_fit_in_list } from './largebin.ts';
import { BK } from './chunk.ts';
import { LARGEBIN } from './malloc_state.ts';
import { MIN_LARGE_WORDS } from './request.ts';
import { link_behind, mark_smallmap, smallbin_at, unlink_small_chunk } from './smallbins.ts';
import { best_fit_in_trees, insert_large_chunk, unlink_large_chunk } from './treebins.ts';

/** Puts a free chunk of the given size into its bin. */
export function insert_chunk(p: Chunk, words: number): void {
  let at = smallbin_at(words);
  if (words < MIN_LARGE_WORDS) {
    mark_smallmap(words);
  } else if (NO_TREE_BINS) {
    at = M[smallbin_at(LARGEBIN) + BK] as Chunk;
  } else {
    insert_large_chunk(p, words);
    return;
  }
  link_behind(at, p);
}

/** Takes a free chunk of the given size out of its bin. */
export function unlink_chunk(p: Chunk, words: number): void {
  if (NO_TREE_BINS || words < MIN_LARGE_WORDS) unlink_small_chunk(p);
  else unlink_large_chunk(p);
}

/** The smallest large chunk of at least `words`, the oldest of that size; 0 if there is none. */
export function best_fit(words: number): Chunk {
  return NO_TREE_BINS ? best_fit_in_list(words) : best_fit_in_trees(words);
}
