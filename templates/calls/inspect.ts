/*
 * What can be asked of a heap, and set: of the allocator that the configuration chooses.
 */
import {
  mallinfo as dlmallinfo,
  malloc_stats as dlmalloc_stats,
  malloc_usable_size as dlmalloc_usable_size,
  type Mallinfo,
} from '../allocator/dlmalloc-2.8.6/inspect.ts';
import {
  legacy_mallinfo,
  legacy_malloc_stats,
  legacy_malloc_usable_size,
} from '../allocator/dlmalloc-2.6.6/inspect.ts';
import { SYS_MALLOC_LEGACY } from '../options/options.ts';
import type { Mem } from '../options/types.ts';

/**
 * Bytes that the block `mem` can hold: at least what was asked for. 0 for NULL.
 */
export function malloc_usable_size(mem: Mem): number {
  return SYS_MALLOC_LEGACY ? legacy_malloc_usable_size(mem) : dlmalloc_usable_size(mem);
}

/** Counts the heap's chunks; walks over all of them. */
export function mallinfo(): Mallinfo {
  return SYS_MALLOC_LEGACY ? legacy_mallinfo() : dlmallinfo();
}

/** Prints how many bytes the heap had at most, has, and has in use. */
export function malloc_stats(): void {
  if (SYS_MALLOC_LEGACY) legacy_malloc_stats();
  else dlmalloc_stats();
}
