import { count_realloc } from './counters.ts';
import { M } from '../../memory/memory.ts';
import {
  HAVE_MMAP,
  INSECURE,
  NO_REALLOC_IN_PLACE,
  SMALLCHUNKS_AS_FUNCS,
} from '../../options/options.ts';
import type { Chunk, Mem, Words } from '../../options/types.ts';
import { unlink_chunk } from './bins.ts';
import { check_inuse_chunk, check_neighbours } from './checks.ts';
import {
  CINUSE_BIT,
  INUSE_BITS,
  MIN_CHUNK_WORDS,
  SIZE_T_WORDS,
  chunk_plus_offset,
  chunk_words,
  mem2chunk,
  place_head,
  set_head,
  set_pinuse,
} from '../../chunk/chunk.ts';
import { dlfree, free_part } from './free.ts';
import { dlmalloc } from './malloc.ts';
import { dv, set_dv, set_top, top } from './malloc_state.ts';
import { fits_mmapped, is_mmapped, usable_words } from './mmapped.ts';
import { request2words } from '../../chunk/request.ts';
import { is_possible_request } from './request.ts';
import { place_free } from './split.ts';

/** A call of copyWithin() takes as long as a loop over this number of words. */
const COPY_WORDS = 32;

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
    copy_block(p, q);
    dlfree(oldmem);
  }
  return mem;
}

/** Words from p to the end of what the block of q takes over. @inline */
function words_to_copy(p: Chunk, q: Chunk): number {
  return HAVE_MMAP
    ? SIZE_T_WORDS + Math.min(usable_words(p), usable_words(q))
    : NO_REALLOC_IN_PLACE
      ? Math.min(chunk_words(p), chunk_words(q))
      : chunk_words(p);
}

/** @inline */
function copy_block(p: Chunk, q: Chunk): void {
  if (SMALLCHUNKS_AS_FUNCS) {
    M.copyWithin(q + SIZE_T_WORDS, p + SIZE_T_WORDS, p + words_to_copy(p, q));
  } else {
    const words = words_to_copy(p, q);
    if (words > COPY_WORDS) {
      M.copyWithin(q + SIZE_T_WORDS, p + SIZE_T_WORDS, p + words);
    } else {
      for (let i = SIZE_T_WORDS; i < words; i += 1) M[q + i] = M[p + i];
    }
  }
}

/**
 * Resizes the chunk p to `words` without moving it. Returns false, and changes nothing, if it cannot
 * grow. Of top at least `least_top` words remain.
 */
export function try_realloc_chunk(p: Chunk, words: Words, least_top: number): boolean {
  if (HAVE_MMAP && is_mmapped(p)) return fits_mmapped(p, words);
  const head = M[p];
  const bits = head & INUSE_BITS;
  const old_words = head >>> 2;
  let rest = old_words - words;
  if (rest < 0) {
    const next = chunk_plus_offset(p, old_words);
    const next_head = M[next];
    if (next_head & CINUSE_BIT) return false;
    const next_words = next_head >>> 2;
    rest += next_words;
    const at_top = next === top();
    if (rest < (at_top ? least_top : 0)) return false;
    if (at_top || (next === dv() && rest >= MIN_CHUNK_WORDS)) {
      set_head(p, words, bits);
      const r = place_free(chunk_plus_offset(p, words), rest);
      if (at_top) set_top(r);
      else set_dv(r);
      return true;
    }
    unlink_chunk(next, next_words);
    set_pinuse(chunk_plus_offset(next, next_words));
  }
  if (rest >= MIN_CHUNK_WORDS) {
    const r = chunk_plus_offset(p, words);
    set_head(p, words, bits);
    place_head(r, rest, INUSE_BITS);
    free_part(r);
  } else {
    set_head(p, words + rest, bits);
  }
  return true;
}
