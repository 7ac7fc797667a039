import { M } from '../memory.ts';
import { FIXED_POOL, IS_64BIT, NO_TREE_BINS, SMALLCHUNKS_AS_FUNCS } from '../options.ts';
import type { Chunk, Mem } from '../types.ts';
import { best_fit, insert_chunk, unlink_chunk } from './bins.ts';
import {
  CHUNK_ALIGN_SHIFT,
  CHUNK_ALIGN_WORDS,
  MIN_CHUNK_WORDS,
  chunk2mem,
  chunk_words,
} from './chunk.ts';
import { SMALLMAP, TREEMAP, dv, gm, set_dv, top } from './malloc_state.ts';
import {
  MIN_LARGE_WORDS,
  is_possible_request,
  is_small_request,
  request2words,
} from './request.ts';
import { next_in_ring, smallbin_at, unlink_small_chunk } from './smallbins.ts';
import { cut_free, set_inuse } from './split.ts';
import { sys_alloc } from './sys_alloc.ts';
import { cut_top } from './top.ts';
import { tree_index } from './treebins.ts';

/** Is a bin in use, perhaps? @inline */
function some_bins(): boolean {
  return NO_TREE_BINS || (M[gm() + SMALLMAP] | M[gm() + TREEMAP]) !== 0;
}

/**
 * The order in which places are tried is dlmalloc's: a small bin that fits without a remainder; for a
 * small request that the designated victim cannot hold the next larger small bin, then the smallest
 * large chunk, each leaving a new victim; for a large request the best fit, if it is better than the
 * victim; the victim; top.
 */
export function dlmalloc(bytes: number): Mem {
  const words = request2words(bytes);
  if (!SMALLCHUNKS_AS_FUNCS && is_small_request(bytes)) {
    // Most small requests end here.
    let bin = smallbin_at(words);
    let p = next_in_ring(bin);
    if (!IS_64BIT && p === bin) {
      // One granule more is no chunk of its own: it goes with the block.
      bin = smallbin_at(words + CHUNK_ALIGN_WORDS);
      p = next_in_ring(bin);
    }
    if (p !== bin) {
      unlink_small_chunk(p);
      set_inuse(p);
      return chunk2mem(p);
    }
    p = dv();
    if (chunk_words(p) >= words) {
      set_dv(cut_free(p, words));
      return chunk2mem(p);
    }
    p = top();
    const rest = chunk_words(p) - words;
    if (rest > 0 && !some_bins()) {
      cut_top(p, words, rest);
      return chunk2mem(p);
    }
  } else if (!is_possible_request(bytes)) {
    return 0;
  }
  return malloc_anywhere(words);
}

/** Tries every place in its order. */
function malloc_anywhere(words: number): Mem {
  const victim = dv();
  let p = find_chunk(words, chunk_words(victim));
  if (p !== 0) {
    unlink_chunk(p, chunk_words(p));
    let rest = cut_free(p, words);
    if (words < MIN_LARGE_WORDS && chunk_words(rest) !== 0) {
      set_dv(rest);
      rest = victim;
    }
    if (chunk_words(rest) !== 0) insert_chunk(rest, chunk_words(rest));
  } else if (chunk_words(victim) >= words) {
    p = victim;
    set_dv(cut_free(p, words));
  } else {
    p = top();
    const rest = chunk_words(p) - words;
    if (rest > 0) {
      cut_top(p, words, rest);
    } else {
      if (FIXED_POOL) return 0;
      p = sys_alloc(words);
      if (p === 0) return 0;
    }
  }
  return chunk2mem(p);
}

/** The chunk of a bin that a request takes, or 0 if the victim or top have to serve it. */
function find_chunk(words: number, dv_words: number): Chunk {
  if (words < MIN_LARGE_WORDS) {
    let map = M[gm() + SMALLMAP] & (-1 << (words >> CHUNK_ALIGN_SHIFT));
    while (map !== 0) {
      const size = tree_index(map & -map) << CHUNK_ALIGN_SHIFT;
      const bin = smallbin_at(size);
      const p = next_in_ring(bin);
      if (p !== bin) {
        return dv_words < words || size - words < (IS_64BIT ? 1 : MIN_CHUNK_WORDS)
          ? p
          : (0 as Chunk);
      }
      M[gm() + SMALLMAP] ^= map & -map;
      map &= map - 1;
    }
    return dv_words < words ? best_fit(words) : (0 as Chunk);
  }
  const p = best_fit(words);
  return p !== 0 && dv_words >= words && dv_words <= chunk_words(p) ? (0 as Chunk) : p;
}
