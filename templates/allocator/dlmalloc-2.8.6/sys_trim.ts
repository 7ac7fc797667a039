/*
 * Releases memory to the system.
 */
import { gm } from '../../memory/gm.ts';
import { M } from '../../memory/memory.ts';
import { HAVE_MMAP, MORECORE_CANNOT_TRIM, SIMPLE_SYSALLOC } from '../../options/options.ts';
import { mem_malloc_brk } from '../../memory/pool.ts';
import { MORECORE_FAILURE, sbrk } from '../../memory/sbrk.ts';
import { size_t } from '../../memory/size_t.ts';
import { insert_chunk, unlink_chunk } from './bins.ts';
import { chunk_words, cinuse, next_chunk } from '../../chunk/chunk.ts';
import { add_footprint } from './footprint.ts';
import {
  RELEASE_CHECKS,
  SEGMENT,
  SEG_MMAPPED,
  SEG_NEXT,
  SEG_SIZE,
  TRIM_CHECK,
  top,
  TOP_FOOT_WORDS,
} from './malloc_state.ts';
import { call_munmap } from './mmap.ts';
import { call_morecore } from './morecore.ts';
import { MAX_RELEASE_CHECK_RATE, granularity } from './mparams.ts';
import { record_chunk, seg_base, seg_end, seg_size } from './segments.ts';
import { first_chunk_from, init_top } from './top.ts';

/** @inline */
export function dltrim(pad: number): number {
  return sys_trim(size_t(pad));
}

export function sys_trim(pad: number): number {
  const topsize = chunk_words(top()) * 4;
  const spare = topsize - pad - TOP_FOOT_WORDS * 4;
  const bytes = spare > 0 ? (Math.ceil(spare / granularity()) - 1) * granularity() : 0;
  let released = bytes > 0 ? shrink_top(bytes) : 0;
  if (HAVE_MMAP) released += release_unused_segments();
  if (released) return 1;
  // Nothing could be released: do not try again at every free().
  if (!MORECORE_CANNOT_TRIM && topsize > M[gm() + TRIM_CHECK] >>> 0) M[gm() + TRIM_CHECK] = -1;
  return 0;
}

/**
 * Releases the last `bytes` bytes of the segment of top.
 * @returns the number of bytes that were released
 */
function shrink_top(bytes: number): number {
  if (SIMPLE_SYSALLOC) {
    sbrk(-bytes);
    init_top(top(), mem_malloc_brk);
    return bytes;
  }
  const s = gm() + SEGMENT;
  const released =
    HAVE_MMAP && M[s + SEG_MMAPPED]
      ? unmap_end(seg_end(s), bytes)
      : MORECORE_CANNOT_TRIM
        ? 0
        : morecore_end(seg_end(s), bytes);
  if (released > 0) {
    M[s + SEG_SIZE] -= released;
    add_footprint(-released);
    init_top(top(), seg_end(s));
  }
  return released;
}

function unmap_end(end: number, bytes: number): number {
  return call_munmap(end - bytes, bytes) === 0 ? bytes : 0;
}

/**
 * Releases the end of a segment, if the memory ends there. The system may take less than it was given.
 */
function morecore_end(end: number, bytes: number): number {
  if (call_morecore(0) !== end || call_morecore(-bytes) === MORECORE_FAILURE) return 0;
  return Math.max(Math.min(end - call_morecore(0), bytes), 0);
}

/** Unmaps the mapped segments without chunks in use. @returns the number of bytes */
export function release_unused_segments(): number {
  let released = 0;
  let segments = 0;
  let last = gm() + SEGMENT;
  for (let s = M[last + SEG_NEXT]; s;) {
    const next = M[s + SEG_NEXT];
    const unmapped = M[s + SEG_MMAPPED] ? unmap_segment(s) : 0;
    if (unmapped) M[last + SEG_NEXT] = next;
    else last = s;
    released += unmapped;
    segments += 1;
    s = next;
  }
  M[gm() + RELEASE_CHECKS] = Math.max(segments, MAX_RELEASE_CHECK_RATE);
  return released;
}

/** Unmaps a segment if one free chunk fills it. @returns its bytes, or 0 */
function unmap_segment(s: number): number {
  const base = seg_base(s);
  const size = seg_size(s);
  const p = first_chunk_from(base);
  if (cinuse(p) || next_chunk(p) !== record_chunk(s)) return 0;
  unlink_chunk(p, chunk_words(p));
  if (call_munmap(base, size) !== 0) {
    insert_chunk(p, chunk_words(p));
    return 0;
  }
  add_footprint(-size);
  return size;
}
