import { VERSION } from '../allocator/version.ts';
import { lock, unlock } from '../memory/lock.ts';

/** Returns unused memory to the system. */
/**
 * Releases top in whole units of the granularity, keeping one unit and `pad` bytes.
 * @when !MORECORE_CANNOT_TRIM
 */
/**
 * Releases only memory obtained from mmap(): segments without allocated chunks, and the end of top.
 * @when MORECORE_CANNOT_TRIM && HAVE_MMAP
 */
/**
 * Also releases segments from mmap() without allocated chunks.
 * @when !MORECORE_CANNOT_TRIM && HAVE_MMAP
 */
/**
 * Releases the whole pages at the end of top, keeping `pad` bytes. The pages are cleared and return to
 * the pool, from which the heap takes them again when it needs them.
 * @when DLMALLOC_2_6_6
 */
/** @returns 1 if memory was released, otherwise 0 */
export function malloc_trim(pad: number): number {
  lock();
  try {
    return VERSION.trim(pad);
  } finally {
    unlock();
  }
}
