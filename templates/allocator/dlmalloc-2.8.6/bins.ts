/*
 * Free chunks by size: small ones in one list for each size, large ones in trees, or with NO_TREE_BINS
 * in one list.
 */
import { NO_TREE_BINS } from '../../options/options.ts';
import type { Chunk, Limit, Words } from '../../options/types.ts';
import { chunk_granules } from '../../chunk/chunk.ts';
import { best_fit_in_list } from './largebin.ts';
import { LARGEBIN, dv, no_chunk, set_dv } from './malloc_state.ts';
import { MIN_LARGE_WORDS } from './request.ts';
import { insert_small_chunk, link_chunk, unlink_from_list } from './smallbins.ts';
import { best_fit_in_trees, insert_large_chunk, unlink_from_tree } from './treebins.ts';

/**
 * Inserts a free chunk of the given size into its bin.
 * @inline NO_TREE_BINS && !SMALLCHUNKS_AS_FUNCS
 */
export function insert_chunk(p: Chunk, words: Words): void {
  if (NO_TREE_BINS) link_chunk(Math.min(chunk_granules(p), LARGEBIN), p);
  else if (words < MIN_LARGE_WORDS) insert_small_chunk(p, words);
  else insert_large_chunk(p, words);
}

/**
 * Removes a free chunk of the given size from its bin. If it is the designated victim, there is none
 * then.
 */
export function unlink_chunk(p: Chunk, words: Words): void {
  if (NO_TREE_BINS) {
    unlink_from_list(p);
  } else if (p === dv()) {
    set_dv(no_chunk());
  } else {
    const next = unlink_from_list(p);
    if (words >= MIN_LARGE_WORDS) unlink_from_tree(p, next);
  }
}

/**
 * The smallest large chunk of at least `words` of which less than `limit` words would be left; the
 * oldest of that size. 0 if there is none. @inline
 */
export function best_fit(words: Words, limit: Limit): Chunk {
  return NO_TREE_BINS
    ? best_fit_in_list(words, words + limit, 0 as Chunk)
    : best_fit_in_trees(words, limit);
}

/**
 * The smallest large chunk of at least `words` and less than `limit`; the oldest of that size. `best`
 * if there is none. @inline
 */
export function better_fit(words: Words, limit: Limit, best: Chunk): Chunk {
  return NO_TREE_BINS
    ? best_fit_in_list(words, limit, best)
    : best_fit_in_trees(words, limit - words) || best;
}
