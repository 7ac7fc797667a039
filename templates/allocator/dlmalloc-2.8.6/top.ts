import { gm } from '../../memory/gm.ts';
import { M } from '../../memory/memory.ts';
import { MORECORE_CANNOT_TRIM, NO_TREE_BINS, SMALLCHUNKS_AS_FUNCS } from '../../options/options.ts';
import type { Chunk, Words } from '../../options/types.ts';
import {
  CHUNK_ALIGN_WORDS,
  CINUSE_BIT,
  INUSE_BITS,
  PINUSE_BIT,
  SIZE_T_WORDS,
  chunk_plus_offset,
  chunk_words,
  mem2chunk,
  pinuse,
  place_head,
  set_head,
} from '../../chunk/chunk.ts';
import {
  FIRST_CHUNK,
  TOP_FOOT_WORDS,
  TRIM_CHECK,
  set_top,
  top,
  top_words,
} from './malloc_state.ts';
import { trim_threshold } from './mparams.ts';
import { place_free } from './split.ts';

/** Bytes that every request to the system includes: the foot of top, and room to align. */
export const SYS_ALLOC_PADDING = (TOP_FOOT_WORDS + CHUNK_ALIGN_WORDS) * 4;

/** The first chunk that can be at byte `base` or after it. @inline */
export function first_chunk_from(base: number): Chunk {
  return mem2chunk(base + (-base & (CHUNK_ALIGN_WORDS * 4 - 1)) + SIZE_T_WORDS * 8);
}

/** Makes p top, up to the end of a segment that ends at byte `end`. @inline FIXED_POOL */
export function init_top(p: Chunk, end: number): void {
  place_top(p, top_words(p, end));
}

/**
 * Makes p top. Its links may be beyond its end; a heap without trees reads nothing there.
 * @inline SIMPLE_SYSALLOC
 */
export function place_top(p: Chunk, words: Words): void {
  if (SMALLCHUNKS_AS_FUNCS) {
    set_top(place_free(p, words));
  } else {
    set_top(p);
    place_free(p, words);
  }
  if (!NO_TREE_BINS) place_head(chunk_plus_offset(p, words), TOP_FOOT_WORDS, 0);
  if (!MORECORE_CANNOT_TRIM) M[gm() + TRIM_CHECK] = trim_threshold();
}

/** Words of a new heap that are not part of top: static data before it, and its foot after it. */
export const BESIDE_TOP = FIRST_CHUNK + TOP_FOOT_WORDS - SIZE_T_WORDS;

/** Size of top in a new heap of `words`, including static data. @inline */
export function first_top_words(words: number): number {
  return (words - BESIDE_TOP) | 0;
}

/** Cuts the first `words` off top. @inline */
export function cut_top(p: Chunk, words: Words, rest: number): void {
  const r = chunk_plus_offset(p, words);
  place_head(r, rest, PINUSE_BIT);
  set_head(p, words, INUSE_BITS);
  set_top(r);
}

/** Grows the chunk p, which borders on top, to `words`; `rest` words of top remain. @inline */
export function grow_into_top(p: Chunk, words: Words, rest: number): void {
  const r = chunk_plus_offset(p, words);
  place_head(r, rest, PINUSE_BIT);
  set_head(p, words, CINUSE_BIT | pinuse(p));
  set_top(r);
}

/** Cuts a chunk of `words` off top; returns 0 if top is too small. */
export function cut_off_top(words: Words): Chunk {
  const p = top();
  const rest = chunk_words(p) - words;
  if (rest <= 0) return 0 as Chunk;
  cut_top(p, words, rest);
  return p;
}
