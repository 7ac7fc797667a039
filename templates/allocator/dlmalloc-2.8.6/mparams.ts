/*
 * malloc_params: constants, or words of malloc_state that mallopt() sets.
 */
import { gm } from '../../memory/gm.ts';
import { M } from '../../memory/memory.ts';
import {
  HAVE_MMAP,
  MORECORE_CANNOT_TRIM,
  MORECORE_CONTIGUOUS,
  STATIC_MALLOC_PARAMS,
} from '../../options/options.ts';
import { GRANULARITY, MMAP_THRESHOLD, RELEASE_CHECKS, TRIM_THRESHOLD } from './malloc_state.ts';

/** The page of the system. */
export const PAGE_SIZE = 4096;

/** Defaults of dlmalloc: a page if memory is contiguous, 64 KiB if it comes in pieces. */
const DEFAULT_GRANULARITY = MORECORE_CONTIGUOUS ? PAGE_SIZE : 65536;
const DEFAULT_TRIM_THRESHOLD = 2 * 1024 * 1024;
const DEFAULT_MMAP_THRESHOLD = 256 * 1024;

/** Unused segments are released after this number of frees of large chunks, or one for each segment. */
export const MAX_RELEASE_CHECK_RATE = 4095;

/** @inline */
export function init_mparams(): void {
  if (HAVE_MMAP) M[gm() + RELEASE_CHECKS] = MAX_RELEASE_CHECK_RATE;
  if (!STATIC_MALLOC_PARAMS) {
    if (!MORECORE_CANNOT_TRIM) M[gm() + TRIM_THRESHOLD] = DEFAULT_TRIM_THRESHOLD;
    if (HAVE_MMAP) M[gm() + MMAP_THRESHOLD] = DEFAULT_MMAP_THRESHOLD;
  }
}

/** The unit in which the heap gets and releases memory, in bytes. */
export function granularity(): number {
  return STATIC_MALLOC_PARAMS ? DEFAULT_GRANULARITY : M[gm() + GRANULARITY] || DEFAULT_GRANULARITY;
}

/** `bytes` rounded up to whole units. */
export function granularity_align(bytes: number): number {
  return Math.ceil(bytes / granularity()) * granularity();
}

/** Size of top in bytes above which free() releases memory. @inline */
export function trim_threshold(): number {
  return STATIC_MALLOC_PARAMS ? DEFAULT_TRIM_THRESHOLD : M[gm() + TRIM_THRESHOLD];
}

/** From this size in bytes on, a chunk is mapped on its own if the heap has no room for it. @inline */
export function mmap_threshold(): number {
  return STATIC_MALLOC_PARAMS ? DEFAULT_MMAP_THRESHOLD : M[gm() + MMAP_THRESHOLD] >>> 0;
}
