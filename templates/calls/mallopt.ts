import { VERSION } from '../allocator/version.ts';
import { lock, unlock } from '../memory/lock.ts';
import { FIXED_POOL } from '../options/options.ts';

/**
 * Sets a parameter of the heap until the next mem_malloc_init(), which restores the defaults. `value`
 * is a C int, in bytes; -1 is larger than any heap.
 */
/** This heap never gets or releases memory, so it has no parameters. @when FIXED_POOL */
/**
 * Parameter -2 is the granularity, the unit in which the heap gets and releases memory: a power of two,
 * at least 4096.
 * @when !FIXED_POOL && DLMALLOC_2_8_6
 */
/**
 * Parameter -1 is the trim threshold, 2 MiB by default: if top is larger, free() releases memory. A new
 * value takes effect the next time that the heap gets or releases memory.
 * @when !MORECORE_CANNOT_TRIM
 */
/**
 * Parameter -3 is the mmap threshold, 256 KiB by default: a chunk of at least that size is mapped on
 * its own if the heap has no room for it.
 * @when HAVE_MMAP
 */
/**
 * Parameter -1 is the trim threshold, 128 KiB by default: if top is at least as large, free() returns
 * memory to the pool. Parameter -2 is the pad, 0 by default: the number of bytes that the heap takes
 * and keeps beyond what it needs. The parameters of mmap() have no effect: -3 takes any value, -4 only
 * 0.
 * @when DLMALLOC_2_6_6
 */
/** @returns 1 if the parameter took the value, otherwise 0 */
export function mallopt(param_number: number, value: number): number {
  if (FIXED_POOL) return 0;
  lock();
  try {
    return VERSION.mallopt(param_number, value);
  } finally {
    unlock();
  }
}
