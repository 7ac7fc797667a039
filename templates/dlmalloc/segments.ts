/*
 * Segments: the pieces of memory that the heap has, newest first. The record of the newest one is in
 * malloc_state; each older one lies in a chunk at its segment's end:
 *
 *     s              first byte of the segment
 *     s + SEG_SIZE   its bytes
 *     s + SEG_NEXT   the record of the segment before; 0 ends the list
 *
 * A segment ends with top and its foot, or, once top has moved on, with the record's chunk and
 * fenceposts: heads that look like chunks in use of one size_t.
 */
import { M, extend_map } from '../memory.ts';
import { IS_64BIT } from '../options.ts';
import { MORECORE_FAILURE, sbrk } from '../pool.ts';
import type { Chunk } from '../types.ts';
import { insert_chunk, unlink_chunk } from './bins.ts';
import {
  CHUNK_ALIGN_WORDS,
  INUSE_BITS,
  MIN_CHUNK_WORDS,
  PINUSE_BIT,
  SIZE_T_WORDS,
  chunk_plus_offset,
  chunk_words,
  cinuse,
  clear_pinuse,
  place_head,
  set_foot,
  set_head,
} from './chunk.ts';
import {
  FOOTPRINT,
  FOOTPRINT_LIMIT,
  LEAST_ADDR,
  MAX_FOOTPRINT,
  NONCONTIGUOUS,
  SEGMENT,
  SEG_NEXT,
  SEG_SIZE,
  dv,
  gm,
  set_dv,
  set_top,
  top,
} from './malloc_state.ts';
import { footprint, max_footprint } from './footprint.ts';
import { granularity } from './mallopt.ts';
import { TOP_FOOT_WORDS, cut_top, first_chunk_from, init_top } from './top.ts';

/** Bytes that every request of the system adds: what stays behind top, and room to align. */
const SYS_ALLOC_PADDING = (TOP_FOOT_WORDS + CHUNK_ALIGN_WORDS) * 4;
/** The chunk that holds a record of four size_t. */
const RECORD_WORDS = IS_64BIT ? 12 : 6;
const FENCEPOST_HEAD = (SIZE_T_WORDS << 2) | INUSE_BITS;

/**
 * Asks the system for memory. A positive increment returns the first byte of so many new ones, 0 the
 * end of what was given last, a negative one gives memory back; -1 is failure.
 */
export type Morecore = (increment: number) => number;

let morecore: Morecore = sbrk;

/** Lets the heap go on, when it is full, in memory that `f` hands over; null is sbrk() again. */
export function set_morecore(f: Morecore | null): void {
  morecore = f ?? sbrk;
}

/** @inline */
function granularity_align(bytes: number): number {
  return Math.ceil(bytes / granularity()) * granularity();
}

/** First byte of the segment of a record. @inline */
export function seg_base(s: number): number {
  return M[s] >>> 0;
}

/** One past its last byte. @inline */
function seg_end(s: number): number {
  return (M[s] >>> 0) + (M[s + SEG_SIZE] >>> 0);
}

/** Does the head say that the segment's chunks end here? */
export function is_fencepost(p: Chunk): boolean {
  return M[p] === FENCEPOST_HEAD;
}

/** The record of the segment that holds p. */
function segment_holding(p: Chunk): number {
  let s = gm() + SEGMENT;
  while (p * 4 < seg_base(s) || p * 4 >= seg_end(s)) s = M[s + SEG_NEXT];
  return s;
}

/** The record of the segment for which `matches` holds; 0 if there is none. */
function find_segment(matches: (base: number, end: number) => boolean): number {
  let s = gm() + SEGMENT;
  while (s !== 0 && !matches(seg_base(s), seg_end(s))) s = M[s + SEG_NEXT];
  return s;
}

/** Gets memory from the system for a chunk of `words` and cuts it off; 0 if there is no memory. */
export function sys_alloc(words: number): Chunk {
  const bytes = words * 4;
  const asize = granularity_align(bytes + SYS_ALLOC_PADDING);
  const limit = M[gm() + FOOTPRINT_LIMIT] >>> 0;
  if (limit !== 0 && footprint() + asize > limit) return 0 as Chunk;

  let base = MORECORE_FAILURE;
  let size = 0;
  if (M[gm() + NONCONTIGUOUS] === 0) {
    // Top is part of what is needed, if the new memory borders on it.
    const s = segment_holding(top());
    const missing = bytes - chunk_words(top()) * 4 + SYS_ALLOC_PADDING;
    size = granularity_align(missing);
    base = morecore(size);
    if (base !== MORECORE_FAILURE && base !== seg_end(s)) {
      // It does not: the new memory must hold the whole request.
      if (size < bytes + SYS_ALLOC_PADDING) {
        const more = granularity_align(bytes + SYS_ALLOC_PADDING - size);
        const next = morecore(more);
        if (next === base + size) {
          size += more;
        } else {
          if (next !== MORECORE_FAILURE) morecore(-more);
          morecore(-size);
          base = MORECORE_FAILURE;
        }
      }
    }
    if (base === MORECORE_FAILURE) M[gm() + NONCONTIGUOUS] = 1;
  }
  if (base === MORECORE_FAILURE) {
    base = morecore(asize);
    const end = morecore(0);
    if (base === MORECORE_FAILURE || end === MORECORE_FAILURE) return 0 as Chunk;
    size = end - base;
    if (size <= bytes + TOP_FOOT_WORDS * 4) return 0 as Chunk;
  }

  extend_map(base + size);
  M[gm() + FOOTPRINT] += size;
  if (max_footprint() < footprint()) M[gm() + MAX_FOOTPRINT] = M[gm() + FOOTPRINT];

  let s = find_segment((_, end) => end === base);
  if (s !== 0 && s === segment_holding(top())) {
    M[s + SEG_SIZE] += size;
    init_top(top(), base + size);
  } else {
    if (base < M[gm() + LEAST_ADDR] >>> 0) M[gm() + LEAST_ADDR] = base;
    s = find_segment((start) => start === base + size);
    if (s !== 0) {
      const old_base = seg_base(s);
      M[s] = base;
      M[s + SEG_SIZE] += size;
      return prepend_alloc(first_chunk_from(base), first_chunk_from(old_base), words);
    }
    add_segment(base, size);
  }

  const p = top();
  const rest = chunk_words(p) - words;
  if (rest <= 0) return 0 as Chunk;
  cut_top(p, words, rest);
  return p;
}

/** Cuts p off the memory before `first`, once the first chunk of its segment, and merges the rest. */
function prepend_alloc(p: Chunk, first: Chunk, words: number): Chunk {
  const q = chunk_plus_offset(p, words);
  let rest = first - q;
  place_head(p, words, INUSE_BITS);
  if (first === top()) {
    place_head(q, rest + chunk_words(first), PINUSE_BIT);
    set_top(q);
    return p;
  }
  if (cinuse(first)) {
    clear_pinuse(first);
  } else {
    rest += chunk_words(first);
    if (first !== dv()) unlink_chunk(first, chunk_words(first));
  }
  place_head(q, rest, PINUSE_BIT);
  set_foot(q, rest);
  if (first === dv()) set_dv(q);
  else insert_chunk(q, rest);
  return p;
}

/** Starts a segment apart from all others; top moves there, and what is left of it becomes free. */
function add_segment(base: number, size: number): void {
  const old_top = top();
  const old = segment_holding(old_top);
  const old_end = seg_end(old);
  // Room for the record's chunk and four size_t of fenceposts.
  let record = first_chunk_from(
    old_end - (RECORD_WORDS + 4 * SIZE_T_WORDS + CHUNK_ALIGN_WORDS) * 4 + 1,
  );
  if (record < old_top + MIN_CHUNK_WORDS) record = old_top;

  init_top(first_chunk_from(base), base + size);

  place_head(record, RECORD_WORDS, INUSE_BITS);
  const s = record + SIZE_T_WORDS;
  M[s] = M[gm() + SEGMENT];
  M[s + SEG_SIZE] = M[gm() + SEGMENT + SEG_SIZE];
  M[s + SEG_NEXT] = M[gm() + SEGMENT + SEG_NEXT];
  M[gm() + SEGMENT] = base;
  M[gm() + SEGMENT + SEG_SIZE] = size;
  M[gm() + SEGMENT + SEG_NEXT] = s;

  let p = chunk_plus_offset(record, RECORD_WORDS);
  for (; p * 4 < old_end; p = chunk_plus_offset(p, SIZE_T_WORDS)) {
    place_head(p, SIZE_T_WORDS, INUSE_BITS);
  }

  const left = record - old_top;
  if (left !== 0) {
    set_head(old_top, left, PINUSE_BIT);
    set_foot(old_top, left);
    clear_pinuse(record);
    insert_chunk(old_top, left);
  }
}
