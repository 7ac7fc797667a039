import {
  BK,
  FD,
  MIN_CHUNK_WORDS,
  PINUSE_BIT,
  chunk2mem,
  chunk_plus_offset,
  chunk_words,
  next_chunk,
  place_head,
  set_foot,
  set_head,
  set_pinuse,
} from '../../chunk/chunk.ts';
import { request2words } from '../../chunk/request.ts';
import { M } from '../../memory/memory.ts';
import type { Chunk, Mem, Words } from '../../options/types.ts';
import {
  BIN_WORDS,
  best_fit,
  bin_for,
  fit_in_bin,
  insert_chunk,
  link_before,
  unlink_chunk,
} from './bins.ts';
import { LAST_REMAINDER, set_top, top } from './malloc_state.ts';
import { is_possible_request } from './request.ts';
import { extend_top } from './extend_top.ts';

/** A smaller request also tries the next bin, because one granule more is too small for a chunk. */
const SMALL_WORDS = 126;

/**
 * Tries the places in the order of dlmalloc 2.6.6: the bin of the size, if a chunk there leaves no
 * remainder; the last remainder; the best fit in all bins; top, which is extended if necessary. The
 * rest of a chunk from a bin becomes the last remainder, which goes to a bin when a request does not
 * fit it.
 */
export function legacy_malloc(bytes: number): Mem {
  if (!is_possible_request(bytes)) return 0;
  const words = request2words(bytes);
  let bin = bin_for(words);
  let p = fit_in_bin(bin, words);
  if (p === bin && words < SMALL_WORDS) {
    bin = chunk_plus_offset(bin, BIN_WORDS);
    p = M[bin + BK] as Chunk;
  }
  if (p === bin || chunk_words(p) - words >= MIN_CHUNK_WORDS) {
    p = M[LAST_REMAINDER + FD] as Chunk;
    if (chunk_words(p) < words) {
      if (p !== LAST_REMAINDER) {
        unlink_chunk(p);
        insert_chunk(p);
      }
      p = best_fit(words);
      if (!p) return take_from_top(words);
    }
  }
  unlink_chunk(p);
  const rest = chunk_words(p) - words;
  if (rest < MIN_CHUNK_WORDS) {
    set_pinuse(next_chunk(p));
  } else {
    const r = chunk_plus_offset(p, words);
    place_head(r, rest, PINUSE_BIT);
    set_foot(r, rest);
    set_head(p, words, PINUSE_BIT);
    link_before(LAST_REMAINDER, r);
  }
  // Without a memory the address is NaN.
  return chunk2mem(p) || 0;
}

/** Takes the chunk from top. A chunk must remain, so that there is always a top. */
function take_from_top(words: Words): Mem {
  if (chunk_words(top()) - words < MIN_CHUNK_WORDS) extend_top(words);
  const p = top();
  const rest = chunk_words(p) - words;
  if (rest < MIN_CHUNK_WORDS) return 0;
  cut_top(p, words, rest);
  return chunk2mem(p);
}

/** Cuts the first `words` off p, which is top, and makes the `rest` top. @inline */
function cut_top(p: Chunk, words: Words, rest: number): void {
  const r = chunk_plus_offset(p, words);
  place_head(r, rest, PINUSE_BIT);
  set_head(p, words, PINUSE_BIT);
  set_top(r);
}
