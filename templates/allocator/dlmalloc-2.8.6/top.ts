import { gm } from '../../memory/gm.ts';
import { M } from '../../memory/memory.ts';
import { MORECORE_CANNOT_TRIM, NO_TREE_BINS, SMALLCHUNKS_AS_FUNCS } from '../../options/options.ts';
import type { Chunk } from '../../options/types.ts';
import {
  CHUNK_ALIGN_WORDS,
  INUSE_BITS,
  MIN_CHUNK_WORDS,
  PINUSE_BIT,
  SIZE_T_WORDS,
  chunk_plus_offset,
  chunk_words,
  mem2chunk,
  place_head,
  set_head,
} from '../../chunk/chunk.ts';
import { FIRST_CHUNK, TRIM_CHECK, set_top, top } from './malloc_state.ts';
import { trim_threshold } from './mparams.ts';
import { place_free } from './split.ts';

/**
 * What stays free behind top: a struct malloc_segment (four size_t and their chunk's overhead, made
 * a chunk's size) and a smallest chunk that fences it.
 */
export const TOP_FOOT_WORDS = SIZE_T_WORDS === 1 ? 6 + MIN_CHUNK_WORDS : 12 + MIN_CHUNK_WORDS;

/** Bytes that every request of the system adds: what stays behind top, and room to align. */
export const SYS_ALLOC_PADDING = (TOP_FOOT_WORDS + CHUNK_ALIGN_WORDS) * 4;

/** The first chunk that can lie at byte `base` or after it. @inline */
export function first_chunk_from(base: number): Chunk {
  return mem2chunk(base + (-base & (CHUNK_ALIGN_WORDS * 4 - 1)) + SIZE_T_WORDS * 8);
}

/**
 * Size of top when it reaches from p to the segment's last byte before `end`, which may be where no chunk
 * can end. As in C top ends there all the same: what is over lets a request have the last granule.
 * @inline
 */
function top_words(p: Chunk, end: number): number {
  return mem2chunk(end) + 2 * SIZE_T_WORDS - p - TOP_FOOT_WORDS;
}

/** Makes p top, as long as a segment that ends at byte `end` allows. @inline FIXED_POOL */
export function init_top(p: Chunk, end: number): void {
  place_top(p, top_words(p, end));
}

/**
 * Makes p top. Its links may reach behind it, where nothing is read in a heap without trees.
 * @inline SIMPLE_SYSALLOC
 */
export function place_top(p: Chunk, words: number): void {
  if (SMALLCHUNKS_AS_FUNCS) {
    set_top(place_free(p, words));
  } else {
    set_top(p);
    place_free(p, words);
  }
  if (!NO_TREE_BINS) place_head(chunk_plus_offset(p, words), TOP_FOOT_WORDS, 0);
  if (!MORECORE_CANNOT_TRIM) M[gm() + TRIM_CHECK] = trim_threshold();
}

/** What a heap holds in the beginning beside top: static data before it, its foot behind. */
export const BESIDE_TOP = FIRST_CHUNK + TOP_FOOT_WORDS - SIZE_T_WORDS;

/** Size of top in a heap of `words`, static data and all. @inline */
export function first_top_words(words: number): number {
  return (words - BESIDE_TOP) | 0;
}

/** Gives away the first `words` of top and leaves it the rest. @inline */
export function cut_top(p: Chunk, words: number, rest: number): void {
  const r = chunk_plus_offset(p, words);
  place_head(r, rest, PINUSE_BIT);
  set_head(p, words, INUSE_BITS);
  set_top(r);
}

/** Cuts a chunk of `words` off top; 0 if top is too small. */
export function cut_off_top(words: number): Chunk {
  const p = top();
  const rest = chunk_words(p) - words;
  if (rest <= 0) return 0 as Chunk;
  cut_top(p, words, rest);
  return p;
}
