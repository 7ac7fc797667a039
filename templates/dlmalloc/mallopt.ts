import { M } from '../memory.ts';
import { FIXED_POOL, HAVE_MMAP, MORECORE_CANNOT_TRIM } from '../options.ts';
import { lock, unlock } from '../shared/lock.ts';
import { GRANULARITY, MMAP_THRESHOLD, TRIM_THRESHOLD, gm } from './malloc_state.ts';
import { PAGE_SIZE } from './mparams.ts';

/** Parameter numbers of mallopt(), as in dlmalloc. */
const M_TRIM_THRESHOLD = -1;
const M_GRANULARITY = -2;
const M_MMAP_THRESHOLD = -3;

/**
 * Sets a parameter of the heap. mem_malloc_init() sets the defaults again. `value` is a C int, in bytes;
 * -1 is more than any heap has.
 */
/** This heap never asks for memory and never gives any back: it has no parameters. @when FIXED_POOL */
/**
 * -2 is the granularity, the unit in which memory is asked for and given back: a power of two, at least
 * 4096.
 * @when !FIXED_POOL
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
/** @returns 1 if the parameter took the value, else 0 */
export function mallopt(param_number: number, value: number): number {
  if (FIXED_POOL) return 0;
  lock();
  try {
    return set_parameter(param_number, value);
  } finally {
    unlock();
  }
}

function set_parameter(param_number: number, value: number): number {
  value |= 0;
  if (!MORECORE_CANNOT_TRIM && param_number === M_TRIM_THRESHOLD) {
    M[gm() + TRIM_THRESHOLD] = value;
  } else if (HAVE_MMAP && param_number === M_MMAP_THRESHOLD) {
    M[gm() + MMAP_THRESHOLD] = value;
  } else if (param_number === M_GRANULARITY && value >= PAGE_SIZE && (value & (value - 1)) === 0) {
    M[gm() + GRANULARITY] = value;
  } else return 0;
  return 1;
}
