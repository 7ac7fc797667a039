import { VERSION } from '../allocator/version.ts';
import { lock, unlock } from '../memory/lock.ts';

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
 * @when DLMALLOC_2_6_6
 */
/** @returns 1 if anything was given back, else 0 */
export function malloc_trim(pad: number): number {
  lock();
  try {
    return VERSION.trim(pad);
  } finally {
    unlock();
  }
}
