import { M } from '../memory.ts';
import { STATIC_MALLOC_PARAMS } from '../options.ts';
import { lock, unlock } from '../shared/lock.ts';
import { GRANULARITY, MMAP_THRESHOLD, TRIM_THRESHOLD, gm } from './malloc_state.ts';

/** Parameter numbers of mallopt(), as in dlmalloc. */
const M_TRIM_THRESHOLD = -1;
const M_GRANULARITY = -2;
const M_MMAP_THRESHOLD = -3;

/** The page of the system: the default granularity. */
export const PAGE_SIZE = 4096;

/** The unit, in bytes, in which memory is asked for. */
export function granularity(): number {
  return STATIC_MALLOC_PARAMS ? PAGE_SIZE : M[gm() + GRANULARITY] || PAGE_SIZE;
}

/**
 * Sets a parameter of the heap: -1 the trim threshold, -2 the granularity (a power of two, at least a
 * page), -3 the mmap threshold; all in bytes. A value of -1 is the largest one.
 * The heap looks at them when it asks the system for memory.
 * @returns 1 if the parameter took the value, else 0
 */
export function mallopt(param_number: number, value: number): number {
  lock();
  try {
    return set_parameter(param_number, value);
  } finally {
    unlock();
  }
}

function set_parameter(param_number: number, value: number): number {
  if (param_number === M_TRIM_THRESHOLD) M[gm() + TRIM_THRESHOLD] = value;
  else if (param_number === M_MMAP_THRESHOLD) M[gm() + MMAP_THRESHOLD] = value;
  else if (param_number === M_GRANULARITY && value >= PAGE_SIZE && (value & (value - 1)) === 0) {
    M[gm() + GRANULARITY] = value;
  } else return 0;
  return 1;
}
