/*
 * Segments: the pieces of memory of the heap, the newest first. The record of the newest segment, which
 * holds top, is in malloc_state. The record of each other segment is in a chunk at its end:
 *
 *     s                first byte of the segment
 *     s + SEG_SIZE     size in bytes
 *     s + SEG_NEXT     the next record; 0 ends the list
 *     s + SEG_MMAPPED  1 if the segment came from mmap(); only with HAVE_MMAP
 *
 * The segment with top ends with top and its foot. Others end with the chunk of the record and
 * fenceposts, which are heads that look like chunks in use of one size_t.
 */
import { gm } from '../../memory/gm.ts';
import { M } from '../../memory/memory.ts';
import { HAVE_MMAP, IS_64BIT } from '../../options/options.ts';
import type { Chunk, Words } from '../../options/types.ts';
import { insert_chunk, unlink_chunk } from './bins.ts';
import {
  CHUNK_ALIGN_WORDS,
  CINUSE_BIT,
  INUSE_BITS,
  MIN_CHUNK_WORDS,
  PINUSE_BIT,
  SIZE_T_WORDS,
  chunk_plus_offset,
  chunk_words,
  cinuse,
  clear_pinuse,
  place_fencepost,
  place_head,
} from '../../chunk/chunk.ts';
import {
  LEAST_ADDR,
  SEGMENT,
  SEG_MMAPPED,
  SEG_NEXT,
  SEG_SIZE,
  dv,
  set_dv,
  set_top,
  top,
} from './malloc_state.ts';
import { place_free, set_unbinned } from './split.ts';
import { SYS_ALLOC_PADDING, cut_off_top, first_chunk_from, init_top } from './top.ts';

/** Size of a chunk for a record of four size_t. */
const RECORD_WORDS = IS_64BIT ? 12 : 6;

/** First byte of the segment of a record. @inline */
export function seg_base(s: number): number {
  return M[s] >>> 0;
}

/** Size of the segment in bytes. @inline */
export function seg_size(s: number): number {
  return M[s + SEG_SIZE] >>> 0;
}

/** One past the last byte of the segment. @inline */
export function seg_end(s: number): number {
  return (M[s] >>> 0) + (M[s + SEG_SIZE] >>> 0);
}

/** The chunk of a record, which is not the newest one. @inline */
export function record_chunk(s: number): Chunk {
  return (s - SIZE_T_WORDS) as Chunk;
}

/** The chunk for the record of a segment that ends at byte `end`, before four size_t of fenceposts. */
function record_before(end: number): Chunk {
  return first_chunk_from(end - (RECORD_WORDS + 4 * SIZE_T_WORDS + CHUNK_ALIGN_WORDS) * 4 + 1);
}

/** Ends a segment with the chunk of its record and fenceposts up to byte `end`. */
function close_segment(record: Chunk, bits: number, end: number): void {
  place_head(record, RECORD_WORDS, bits);
  let p = chunk_plus_offset(record, RECORD_WORDS);
  for (; (p + SIZE_T_WORDS) * 4 <= end; p = chunk_plus_offset(p, SIZE_T_WORDS)) place_fencepost(p);
}

/** Writes the record of a segment. @inline */
function fill_record(s: number, base: number, size: number, next: number, mmapped: number): void {
  M[s] = base;
  M[s + SEG_SIZE] = size;
  M[s + SEG_NEXT] = next;
  if (HAVE_MMAP) M[s + SEG_MMAPPED] = mmapped;
}

/** @inline */
export function set_least_addr(base: number): void {
  if (base < M[gm() + LEAST_ADDR] >>> 0) M[gm() + LEAST_ADDR] = base;
}

/** Whether the segment came from the same source. Segments from different sources are not joined. */
function has_origin(s: number, mmapped: number): boolean {
  return !HAVE_MMAP || M[s + SEG_MMAPPED] === mmapped;
}

/**
 * Adds `size` bytes from byte `base` to the heap, and cuts a chunk of `words` off them, or off top if
 * they border on it. Returns 0 if they are too few.
 */
export function extend_heap(base: number, size: number, mmapped: number, words: Words): Chunk {
  const end = base + size;
  let s = gm() + SEGMENT;
  if (seg_end(s) === base && has_origin(s, mmapped)) {
    M[s + SEG_SIZE] += size;
    init_top(top(), end);
  } else {
    set_least_addr(base);
    while (s && !(seg_base(s) === end && has_origin(s, mmapped))) s = M[s + SEG_NEXT];
    if (s && size >= words * 4 + SYS_ALLOC_PADDING) {
      M[s] = base;
      M[s + SEG_SIZE] += size;
      return prepend_alloc(first_chunk_from(base), first_chunk_from(end), words);
    }
    add_segment(base, size, mmapped);
  }
  return cut_off_top(words);
}

/**
 * Cuts p off the memory before `first`, which was the first chunk of its segment, and merges the rest.
 */
function prepend_alloc(p: Chunk, first: Chunk, words: Words): Chunk {
  const q = chunk_plus_offset(p, words);
  const victim = dv();
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
    unlink_chunk(first, chunk_words(first));
  }
  place_free(q, rest);
  if (dv() !== victim) set_dv(q);
  else insert_chunk(q, rest);
  return p;
}

/** Starts a separate segment. Top moves there, and the rest of the old top becomes a free chunk. */
function add_segment(base: number, size: number, mmapped: number): void {
  const newest = gm() + SEGMENT;
  const old_top = top();
  const old_end = seg_end(newest);
  let record = record_before(old_end);
  if (record < old_top + MIN_CHUNK_WORDS) record = old_top;

  init_top(first_chunk_from(base), base + size);

  close_segment(record, INUSE_BITS, old_end);
  const s = record + SIZE_T_WORDS;
  fill_record(
    s,
    seg_base(newest),
    seg_size(newest),
    M[newest + SEG_NEXT],
    HAVE_MMAP ? M[newest + SEG_MMAPPED] : 0,
  );
  fill_record(newest, base, size, s, mmapped);

  const left = record - old_top;
  if (left) {
    set_unbinned(old_top, left);
    clear_pinuse(record);
    insert_chunk(old_top, left);
  }
}

/**
 * Makes a free segment of memory that the system did not unmap. Top stays where it is. The memory must
 * have room for a chunk and the record.
 */
export function adopt_segment(base: number, size: number, mmapped: number): void {
  const newest = gm() + SEGMENT;
  const p = first_chunk_from(base);
  const record = record_before(base + size);
  const s = record + SIZE_T_WORDS;
  close_segment(record, CINUSE_BIT, base + size);
  fill_record(s, base, size, M[newest + SEG_NEXT], mmapped);
  M[newest + SEG_NEXT] = s;
  set_least_addr(base);
  place_free(p, record - p);
  insert_chunk(p, record - p);
}
