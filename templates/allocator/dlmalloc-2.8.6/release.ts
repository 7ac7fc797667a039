/*
 * What free() does in addition to dispose_chunk() if memory can be released.
 */
import { gm } from '../../memory/gm.ts';
import { M } from '../../memory/memory.ts';
import { HAVE_MMAP, MAY_RELEASE, MORECORE_CANNOT_TRIM } from '../../options/options.ts';
import type { Chunk } from '../../options/types.ts';
import { chunk_plus_offset, chunk_words, pinuse, prev_words } from '../../chunk/chunk.ts';
import { dispose_chunk } from './dispose.ts';
import { RELEASE_CHECKS, TRIM_CHECK, dv, top } from './malloc_state.ts';
import { free_mmapped } from './mmap_alloc.ts';
import { is_mmapped } from './mmapped.ts';
import { MIN_LARGE_WORDS } from './request.ts';
import { release_unused_segments, sys_trim } from './sys_trim.ts';

/** Frees the chunk p as free() does. @inline */
export function free_chunk(p: Chunk): void {
  if (MAY_RELEASE) release_chunk(p);
  else dispose_chunk(p);
}

/** Frees the chunk p, and releases memory that is no longer needed. */
function release_chunk(p: Chunk): void {
  if (HAVE_MMAP && is_mmapped(p)) {
    free_mmapped(p);
    return;
  }
  const old_top = top();
  const merged = pinuse(p) ? p : chunk_plus_offset(p, -prev_words(p));
  dispose_chunk(p);
  if (top() !== old_top) trim_if_due();
  else if (HAVE_MMAP && merged !== dv() && chunk_words(merged) >= MIN_LARGE_WORDS) {
    M[gm() + RELEASE_CHECKS] -= 1;
    if (!M[gm() + RELEASE_CHECKS]) release_unused_segments();
  }
}

/** Releases a part of top, which has grown, if it is too large. @inline */
export function trim_if_due(): void {
  if (!MORECORE_CANNOT_TRIM && chunk_words(top()) * 4 > M[gm() + TRIM_CHECK] >>> 0) sys_trim(0);
}
