import { count_realloc } from './counters.ts';
import { M } from '../../memory/memory.ts';
import { HAVE_MMAP, INSECURE, NO_REALLOC_IN_PLACE } from '../../options/options.ts';
import type { Chunk, Mem } from '../../options/types.ts';
import { unlink_chunk } from './bins.ts';
import { check_inuse_chunk, check_neighbours } from './checks.ts';
import {
  CINUSE_BIT,
  MIN_CHUNK_WORDS,
  SIZE_T_WORDS,
  chunk_plus_offset,
  chunk_words,
  cinuse,
  mem2chunk,
  pinuse,
  set_head,
  set_pinuse,
} from '../../chunk/chunk.ts';
import { dlfree } from './free.ts';
import { dlmalloc } from './malloc.ts';
import { dv, set_dv, top } from './malloc_state.ts';
import { fits_mmapped, is_mmapped, usable_words } from './mmapped.ts';
import { request2words } from '../../chunk/request.ts';
import { is_possible_request } from './request.ts';
import { shrink_inuse } from './shrink.ts';
import { place_free } from './split.ts';
import { grow_into_top } from './top.ts';

export function dlrealloc(oldmem: Mem, bytes: number): Mem {
  count_realloc();
  const p = mem2chunk(oldmem);
  if (oldmem !== 0) {
    if (!INSECURE) {
      check_inuse_chunk(oldmem);
      check_neighbours(p);
    }
    if (!NO_REALLOC_IN_PLACE) {
      if (!is_possible_request(bytes)) return 0;
      if (try_realloc_chunk(p, request2words(bytes), 1)) return oldmem;
    }
  }
  const mem = dlmalloc(bytes);
  if (mem && oldmem) {
    const q = mem2chunk(mem);
    M.copyWithin(
      q + SIZE_T_WORDS,
      p + SIZE_T_WORDS,
      HAVE_MMAP
        ? p + SIZE_T_WORDS + Math.min(usable_words(p), usable_words(q))
        : p + (NO_REALLOC_IN_PLACE ? Math.min(chunk_words(p), chunk_words(q)) : chunk_words(p)),
    );
    dlfree(oldmem);
  }
  return mem;
}

/**
 * Resizes the chunk p to `words` without moving it. Returns false, and changes nothing, if it cannot
 * grow. Of top at least `least_top` words remain.
 */
export function try_realloc_chunk(p: Chunk, words: number, least_top: number): boolean {
  if (HAVE_MMAP && is_mmapped(p)) return fits_mmapped(p, words);
  const old_words = chunk_words(p);
  if (old_words >= words) {
    shrink_inuse(p, words);
    return true;
  }
  const next = chunk_plus_offset(p, old_words);
  if (cinuse(next)) return false;
  const next_words = chunk_words(next);
  const rest = old_words + next_words - words;
  const r = chunk_plus_offset(p, words);
  const bits = CINUSE_BIT | pinuse(p);
  if (next === top()) {
    if (rest < least_top) return false;
    grow_into_top(p, words, rest);
    return true;
  }
  if (rest < 0) return false;
  if (next === dv()) {
    if (rest >= MIN_CHUNK_WORDS) {
      place_free(r, rest);
      set_head(p, words, bits);
      set_dv(r);
      return true;
    }
  }
  unlink_chunk(next, next_words);
  set_head(p, old_words + next_words, bits);
  set_pinuse(chunk_plus_offset(next, next_words));
  shrink_inuse(p, words);
  return true;
}
