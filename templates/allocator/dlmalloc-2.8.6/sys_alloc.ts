/*
 * Gets memory from the system for a chunk that neither the bins nor the victim nor top can serve.
 */
import { gm } from '../../memory/gm.ts';
import { M } from '../../memory/memory.ts';
import {
  HAVE_MMAP,
  IS_64BIT,
  MORECORE_CONTIGUOUS,
  SIMPLE_SYSALLOC,
} from '../../options/options.ts';
import { mem_malloc_brk } from '../../memory/pool.ts';
import { MORECORE_FAILURE, sbrk } from '../../memory/sbrk.ts';
import { extend_map } from '../../memory/remap.ts';
import type { Chunk, Words } from '../../options/types.ts';
import { report_pool } from '../../host/valgrind.ts';
import { chunk_words } from '../../chunk/chunk.ts';
import { add_footprint, within_footprint_limit } from './footprint.ts';
import { NONCONTIGUOUS, SEGMENT, top } from './malloc_state.ts';
import { call_mmap } from './mmap.ts';
import { direct_mmap, mmap_alloc } from './mmap_alloc.ts';
import { call_morecore } from './morecore.ts';
import { granularity_align, mmap_threshold } from './mparams.ts';
import { extend_heap, seg_end } from './segments.ts';
import { SYS_ALLOC_PADDING, cut_off_top, init_top } from './top.ts';

/** Gets memory from the system and cuts a chunk of `words` off it; returns 0 if there is none. */
export function sys_alloc(words: Words): Chunk {
  const need = words * 4 + SYS_ALLOC_PADDING;
  if (SIMPLE_SYSALLOC) return sbrk_top(words, missing_from_top(need));

  let p = 0 as Chunk;
  if (HAVE_MMAP && direct_mmap && words * 4 >= mmap_threshold()) {
    p = mmap_alloc(words);
    if (p) return p;
  }
  const size = granularity_align(need);
  // A size beyond a size_t, as for malloc(-100), does not reach the system, and memory stays
  // contiguous.
  if (!IS_64BIT && size >= 2 ** 32) return 0 as Chunk;
  if (!within_footprint_limit(size)) return 0 as Chunk;
  if (MORECORE_CONTIGUOUS && !M[gm() + NONCONTIGUOUS]) {
    p = morecore_contiguous(words, need);
    if (p) return p;
  }
  if (HAVE_MMAP) {
    const base = call_mmap(size);
    if (base !== MORECORE_FAILURE) return take(base, size, 1, words);
  }
  const base = call_morecore(size);
  if (base === MORECORE_FAILURE) return 0 as Chunk;
  // The system may give more than was requested.
  return take(base, Math.max(call_morecore(0) - base, size), 0, words);
}

/** Bytes that are missing if the new memory borders on top, so that top is part of the chunk. */
function missing_from_top(need: number): number {
  return granularity_align(need - chunk_words(top()) * 4);
}

/** Extends top by `size` bytes, and cuts the chunk off. */
function sbrk_top(words: Words, size: number): Chunk {
  if (sbrk(size) === MORECORE_FAILURE) return 0 as Chunk;
  add_footprint(size);
  report_pool(mem_malloc_brk - size, size);
  init_top(top(), mem_malloc_brk);
  return cut_off_top(words);
}

/** Gets memory that borders on top, or enough of it elsewhere. */
function morecore_contiguous(words: Words, need: number): Chunk {
  const size = missing_from_top(need);
  const base = call_morecore(size);
  if (base !== MORECORE_FAILURE) {
    if (size >= need || base === seg_end(gm() + SEGMENT)) return take(base, size, 0, words);
    const more = granularity_align(need - size);
    const next = call_morecore(more);
    if (next === base + size) return take(base, size + more, 0, words);
    // The two pieces are apart, and each is too small. The system may refuse to take them back.
    if (next !== MORECORE_FAILURE) {
      take(base, size, 0, words);
      give_back(next, more, words);
    } else {
      give_back(base, size, words);
    }
  }
  M[gm() + NONCONTIGUOUS] = 1;
  return 0 as Chunk;
}

function give_back(base: number, size: number, words: Words): void {
  if (call_morecore(-size) === MORECORE_FAILURE) take(base, size, 0, words);
}

/** Adds memory to the heap, and cuts the chunk off; returns 0 if it is too small. */
function take(base: number, size: number, mmapped: number, words: Words): Chunk {
  extend_map(base + size);
  add_footprint(size);
  report_pool(base, size);
  return extend_heap(base, size, mmapped, words);
}
