import { VERSION } from '../allocator/version.ts';
import { lock, unlock } from '../memory/lock.ts';
import { FIXED_POOL } from '../options/options.ts';

/**
 * Sets a parameter of the heap. mem_malloc_init() sets the defaults again. `value` is a C int, in bytes;
 * -1 is more than any heap has.
 */
/** This heap never asks for memory and never gives any back: it has no parameters. @when FIXED_POOL */
/**
 * -2 is the granularity, the unit in which memory is asked for and given back: a power of two, at least
 * 4096.
 * @when !FIXED_POOL && DLMALLOC_2_8_6
 */
/**
 * -1 is the trim threshold, 2 MiB by default: when top is larger, free() gives memory back. A new value
 * counts from the next time that the heap gets memory or gives some back.
 * @when !MORECORE_CANNOT_TRIM
 */
/**
 * -3 is the mmap threshold, 256 KiB by default: a chunk of so many bytes for which the heap has no room
 * gets memory of its own.
 * @when HAVE_MMAP
 */
/**
 * -1 is the trim threshold, 128 KiB by default: when top is as large, free() gives memory back to the
 * pool. -2 is the pad, 0 by default: so much more is asked for than is needed, and kept. The parameters
 * of mmap() mean nothing here: -3 takes any value, -4 only 0.
 * @when DLMALLOC_2_6_6
 */
/** @returns 1 if the parameter took the value, else 0 */
export function mallopt(param_number: number, value: number): number {
  if (FIXED_POOL) return 0;
  lock();
  try {
    return VERSION.mallopt(param_number, value);
  } finally {
    unlock();
  }
}
