import { count_malloc } from './counters.ts';
import { gm } from '../../memory/gm.ts';
import { M } from '../../memory/memory.ts';
import {
  FIXED_POOL,
  INSECURE,
  IS_64BIT,
  NO_TREE_BINS,
  SMALLCHUNKS_AS_FUNCS,
} from '../../options/options.ts';
import type { Chunk, Mem, Words } from '../../options/types.ts';
import { best_fit, better_fit, insert_chunk, unlink_chunk } from './bins.ts';
import { check_free_chunk, check_size, check_top } from './checks.ts';
import { MIN_CHUNK_WORDS, chunk2mem, chunk_words } from '../../chunk/chunk.ts';
import { LARGEBIN, SMALLMAP, TREEMAP, dv, is_chunk, set_dv, set_top, top } from './malloc_state.ts';
import { request2words } from '../../chunk/request.ts';
import {
  MIN_LARGE_WORDS,
  any_request2words,
  is_possible_request,
  is_small_request,
} from './request.ts';
import {
  first_in_bin,
  next_smallbin,
  small_index,
  take_first,
  unlink_from_list,
} from './smallbins.ts';
import { cut_free } from './split.ts';
import { unlink_from_tree } from './treebins.ts';
import { sys_alloc } from './sys_alloc.ts';
import { cut_top } from './top.ts';

/** Whether a bin after `index` may hold a chunk. @inline */
function some_bins(index: number): boolean {
  return !!((M[gm() + SMALLMAP] << index) | (NO_TREE_BINS ? 0 : M[gm() + TREEMAP]));
}

/**
 * Tries the places in the order of dlmalloc 2.8.6: a small bin that leaves no remainder; for a small
 * request that the designated victim cannot hold, the next larger small bin that is not empty, then the
 * smallest large chunk, whose rest becomes the new victim; for a large request, the best fit if it is
 * better than the victim; the victim; top.
 */
export function dlmalloc(bytes: number): Mem {
  count_malloc();
  if (SMALLCHUNKS_AS_FUNCS) {
    // No tree has an index for a size that no heap can hold.
    if (!(FIXED_POOL && NO_TREE_BINS) && !is_possible_request(bytes)) return 0;
    return malloc_anywhere(any_request2words(bytes));
  }
  const words = request2words(bytes);
  if (is_small_request(bytes)) {
    // Most small requests are served here.
    let index = small_index(words);
    let p = first_in_bin(index);
    // One granule more is too small for a chunk of its own, so the block gets it.
    if (!IS_64BIT && !is_chunk(p)) {
      index += 1;
      p = first_in_bin(index);
    }
    if (is_chunk(p)) {
      take_first(index, p);
      return chunk2mem(p);
    }
    p = dv();
    if (chunk_words(p) >= words) {
      if (!INSECURE) check_free_chunk(p);
      set_dv(cut_free(p, words, MIN_CHUNK_WORDS));
      return chunk2mem(p);
    }
    if (!some_bins(index)) {
      p = top();
      const rest = chunk_words(p) - words;
      if (rest > 0) {
        if (!INSECURE) check_top(p);
        cut_top(p, words, rest);
        return chunk2mem(p);
      }
    }
  } else if (!is_possible_request(bytes)) {
    return 0;
  }
  return malloc_anywhere(words) >>> 0;
}

/**
 * Tries every place in order. A victim that is large enough for a small request was tried before, except
 * for the largest small size, which MAX_SMALL_REQUEST leaves out in 32 bits. No larger bin is small, so
 * a chunk of a small bin never leaves a remainder where the victim would do.
 * @inline SMALLCHUNKS_AS_FUNCS
 */
function malloc_anywhere(words: Words): Mem {
  if (SMALLCHUNKS_AS_FUNCS) return malloc_shortly(words);
  const victim = dv();
  if (!INSECURE && (is_chunk(victim) || chunk_words(victim))) check_free_chunk(victim);
  let rest = chunk_words(victim) - words;
  let p = 0 as Chunk;
  let index = LARGEBIN;
  if (words < MIN_LARGE_WORDS) index = next_smallbin(small_index(words));
  // As a limit, a negative rest becomes a number that no rest exceeds.
  if (index < LARGEBIN) {
    p = first_in_bin(index);
    if (!INSECURE) check_size(p, index);
  } else if ((NO_TREE_BINS || M[gm() + TREEMAP]) && (rest < 0 || words >= MIN_LARGE_WORDS)) {
    p = best_fit(words, (rest << 1) >>> 1);
  }
  if (p) {
    const next = unlink_from_list(p);
    if (!NO_TREE_BINS && index >= LARGEBIN) unlink_from_tree(p, next);
    let left = cut_free(p, words, MIN_CHUNK_WORDS);
    if (is_chunk(left)) {
      if (words < MIN_LARGE_WORDS) {
        // The rest replaces the old victim.
        set_dv(left);
        left = victim;
      }
      if (is_chunk(left)) insert_chunk(left, chunk_words(left));
    }
  } else if (rest >= 0) {
    p = victim;
    set_dv(cut_free(p, words, MIN_CHUNK_WORDS));
  } else {
    p = top();
    if (!INSECURE) check_top(p);
    if (chunk_words(p) > words) set_top(cut_free(p, words, 1));
    else p = FIXED_POOL ? (0 as Chunk) : sys_alloc(words);
  }
  return p && chunk2mem(p);
}

/** The same in less code. @inline */
function malloc_shortly(words: Words): Mem {
  const victim = dv();
  if (!INSECURE && (is_chunk(victim) || chunk_words(victim))) check_free_chunk(victim);
  // If there is no better chunk, take the victim, if it is large enough.
  let p = victim;
  let limit = chunk_words(victim);
  if (limit < words) {
    p = 0 as Chunk;
    limit = 2 ** 30;
  }
  const index = next_smallbin(Math.min(small_index(words), LARGEBIN));
  if (index < LARGEBIN) {
    // If the victim is large enough, take only a chunk that leaves no remainder.
    if (!p || index < small_index(words) + (IS_64BIT ? 1 : 2)) {
      p = first_in_bin(index);
      if (!INSECURE) check_size(p, index);
    }
  } else if (!p || words >= MIN_LARGE_WORDS) {
    p = better_fit(words, limit, p);
  }
  if (p) {
    unlink_chunk(p, chunk_words(p));
    let rest = cut_free(p, words, MIN_CHUNK_WORDS);
    if (is_chunk(rest) && (words < MIN_LARGE_WORDS || p === victim)) {
      // The rest replaces the old victim, unless the chunk was the victim.
      const old = dv();
      set_dv(rest);
      rest = old;
    }
    if (is_chunk(rest)) insert_chunk(rest, chunk_words(rest));
  } else {
    p = top();
    if (!INSECURE) check_top(p);
    if (chunk_words(p) > words) set_top(cut_free(p, words, 1));
    else p = FIXED_POOL ? (0 as Chunk) : sys_alloc(words);
  }
  return p && chunk2mem(p);
}
