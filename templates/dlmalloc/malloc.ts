import { M } from '../memory.ts';
import { IS_64BIT, NO_TREE_BINS, SIMPLE_SYSALLOC } from '../options.ts';
import type { Chunk, Mem } from '../types.ts';
import { best_fit, insert_chunk, unlink_chunk } from './bins.ts';
import {
  CHUNK_ALIGN_SHIFT,
  INUSE_BITS,
  MIN_CHUNK_WORDS,
  PINUSE_BIT,
  chunk2mem,
  chunk_plus_offset,
  chunk_words,
  place_head,
  set_head,
} from './chunk.ts';
import {
  LARGEBIN,
  SMALLMAP,
  TREEMAP,
  dv,
  forget_dv,
  gm,
  set_dv,
  set_top,
  top,
} from './malloc_state.ts';
import { is_possible_request, is_small_request, request2words } from './request.ts';
import { sys_alloc } from './segments.ts';
import { insert_small_chunk, smallbin_at, unlink_first_small_chunk } from './smallbins.ts';
import { set_inuse, split_free } from './split.ts';
import { tree_index } from './treebins.ts';

/** Is there a large free chunk, perhaps? @inline */
function large_bins(): number {
  return NO_TREE_BINS ? M[gm + LARGEBIN] : M[gm + TREEMAP];
}

/**
 * The order in which places are tried is dlmalloc's: a small bin that fits without a remainder; for a
 * small request that the designated victim cannot hold the next larger small bin, then the smallest
 * large chunk, each leaving a new victim; for a large request the best fit, if it is better than the
 * victim; the victim; top.
 */
export function dlmalloc(bytes: number): Mem {
  const words = request2words(bytes);
  let p: Chunk;
  if (is_small_request(bytes)) {
    let bin = smallbin_at(words);
    p = M[bin] as Chunk;
    if (!IS_64BIT && p === 0) {
      // One granule more is no chunk of its own: it goes with the block.
      bin += 1;
      p = M[bin] as Chunk;
    }
    if (p !== 0) {
      unlink_first_small_chunk(bin, p);
      set_inuse(p);
      return chunk2mem(p);
    }
    if (chunk_words(dv()) < words && (M[gm + SMALLMAP] | large_bins()) !== 0) {
      p = malloc_from_bins(words);
      if (p !== 0) return chunk2mem(p);
    }
  } else {
    if (!is_possible_request(bytes)) return 0 as Mem;
    if (large_bins() !== 0) {
      p = malloc_large(words);
      if (p !== 0) return chunk2mem(p);
    }
  }

  p = dv();
  let rest = chunk_words(p) - words;
  if (rest >= MIN_CHUNK_WORDS) {
    set_dv(split_free(p, words));
    return chunk2mem(p);
  }
  if (rest >= 0) {
    forget_dv();
    set_inuse(p);
    return chunk2mem(p);
  }

  p = top();
  rest = chunk_words(p) - words;
  if (rest > 0) {
    const r = chunk_plus_offset(p, words);
    place_head(r, rest, PINUSE_BIT);
    set_head(p, words, INUSE_BITS);
    set_top(r);
    return chunk2mem(p);
  }
  if (!SIMPLE_SYSALLOC) {
    p = sys_alloc(words);
    if (p !== 0) return chunk2mem(p);
  }
  return 0 as Mem;
}

/**
 * A small request that neither its own bin nor the victim can hold: splits the smallest chunk that is
 * large enough and makes the remainder the victim. 0 if there is no such chunk.
 */
function malloc_from_bins(words: number): Chunk {
  let map = M[gm + SMALLMAP] & (-2 << (words >> CHUNK_ALIGN_SHIFT));
  while (map !== 0) {
    const bin = gm + tree_index(map & -map);
    const p = M[bin] as Chunk;
    if (p !== 0) {
      unlink_first_small_chunk(bin, p);
      return split_to_dv(p, words);
    }
    M[gm + SMALLMAP] ^= map & -map;
    map &= map - 1;
  }
  const p = best_fit(words);
  if (p === 0) return p;
  unlink_chunk(p, chunk_words(p));
  return split_to_dv(p, words);
}

function split_to_dv(p: Chunk, words: number): Chunk {
  if (chunk_words(p) - words < MIN_CHUNK_WORDS) {
    set_inuse(p);
  } else {
    const r = split_free(p, words);
    const old = dv();
    const old_words = chunk_words(old);
    if (old_words !== 0) insert_small_chunk(old, old_words);
    set_dv(r);
  }
  return p;
}

/** A large request: the best fit, unless the victim fits as well or better; then 0. */
function malloc_large(words: number): Chunk {
  const p = best_fit(words);
  if (p === 0) return p;
  const p_words = chunk_words(p);
  const dv_words = chunk_words(dv());
  if (dv_words >= words && dv_words <= p_words) return 0 as Chunk;
  unlink_chunk(p, p_words);
  if (p_words - words < MIN_CHUNK_WORDS) set_inuse(p);
  else insert_chunk(split_free(p, words), p_words - words);
  return p;
}
