/*
 * Chunks that are mapped on their own.
 */
import { M } from '../../memory/memory.ts';
import { INSECURE } from '../../options/options.ts';
import { MORECORE_FAILURE } from '../../memory/sbrk.ts';
import { extend_map } from '../../memory/remap.ts';
import type { Chunk, Words } from '../../options/types.ts';
import { report_pool } from '../../host/valgrind.ts';
import {
  CHUNK_ALIGN_WORDS,
  PINUSE_BIT,
  SIZE_T_WORDS,
  chunk_plus_offset,
  place_fencepost,
  place_head,
} from '../../chunk/chunk.ts';
import { add_footprint, within_footprint_limit } from './footprint.ts';
import { call_mmap, call_munmap } from './mmap.ts';
import { MMAP_FOOT_PAD, mmap_offset, mmap_size, place_mmapped } from './mmapped.ts';
import { PAGE_SIZE } from './mparams.ts';
import { adopt_segment, set_least_addr } from './segments.ts';
import { first_chunk_from } from './top.ts';

/** Whether chunks may be mapped on their own. */
export let direct_mmap = true;

export function set_direct_mmap(allowed: boolean): void {
  direct_mmap = allowed;
}

/** Maps memory for one chunk of at least `words`; returns 0 if there is none. */
export function mmap_alloc(words: Words): Chunk {
  const bytes = (words + 6 * SIZE_T_WORDS + CHUNK_ALIGN_WORDS) * 4 - 1;
  const size = Math.ceil(bytes / PAGE_SIZE) * PAGE_SIZE;
  if (!within_footprint_limit(size)) return 0 as Chunk;
  const base = call_mmap(size);
  if (base === MORECORE_FAILURE) return 0 as Chunk;
  extend_map(base + size);
  const p = first_chunk_from(base);
  const chunk = size / 4 - MMAP_FOOT_PAD;
  place_mmapped(p, 0, chunk);
  place_fencepost(chunk_plus_offset(p, chunk));
  place_head(chunk_plus_offset(p, chunk + SIZE_T_WORDS), 0, 0);
  set_least_addr(base);
  add_footprint(size);
  report_pool(base, size);
  return p;
}

/** Unmaps the memory of a chunk. If that fails, the memory becomes a segment. */
export function free_mmapped(p: Chunk): void {
  const base = (p - SIZE_T_WORDS) * 4 - mmap_offset(p);
  const size = mmap_size(p);
  // If the chunk is freed again, it must not look like one in use.
  if (!INSECURE) M[p] = PINUSE_BIT;
  if (call_munmap(base, size) === 0) add_footprint(-size);
  else adopt_segment(base, size, 1);
}
