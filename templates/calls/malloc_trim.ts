import { malloc_trim as dlmalloc_trim } from '../allocator/dlmalloc-2.8.6/sys_trim.ts';
import { legacy_malloc_trim } from '../allocator/dlmalloc-2.6.6/top.ts';
import { SYS_MALLOC_LEGACY } from '../options/options.ts';

/** Gives memory back to the system. */
/**
 * That is top but for one unit of the granularity and `pad` bytes, in whole units.
 * @when !MORECORE_CANNOT_TRIM
 */
/**
 * Memory from mmap() alone is: segments in which nothing is in use, and the end of top.
 * @when MORECORE_CANNOT_TRIM && HAVE_MMAP
 */
/** Segments from mmap() in which nothing is in use go too. @when !MORECORE_CANNOT_TRIM && HAVE_MMAP */
/**
 * That are the whole pages at the end of top, but for `pad` bytes. They are cleared, and the pool has
 * them until the heap needs them again.
 * @when SYS_MALLOC_LEGACY
 */
/** @returns 1 if anything was given back, else 0 */
export function malloc_trim(pad: number): number {
  return SYS_MALLOC_LEGACY ? legacy_malloc_trim(pad) : dlmalloc_trim(pad);
}
