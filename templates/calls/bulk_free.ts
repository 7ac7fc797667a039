import { dlbulk_free } from '../allocator/dlmalloc-2.8.6/bulk_free.ts';
import { is_simple } from './malloc.ts';
import { MALLOC_DEBUG, MCHECK, VALGRIND } from '../options/options.ts';
import { lock, unlock } from '../memory/lock.ts';
import { size_t_array, size_t_at } from '../memory/size_t_array.ts';
import type { Mem } from '../options/types.ts';
import { mcheck_bulk_free } from '../mcheck/more_calls.ts';
import { report_free } from '../checkers/valgrind.ts';
import { report_defined } from '../host/valgrind.ts';

/**
 * Frees `nelem` blocks. The array at `array` holds their addresses, a size_t each; each is replaced by
 * 0, and an address of 0 is skipped. This is fastest if neighbouring blocks are next to each other in
 * the array, as those of independent_calloc() are. The array itself is not freed.
 * @returns the number of blocks that could not be freed: always 0
 * @throws RangeError if the array is outside the memory or not at a multiple of 4
 */
export function bulk_free(array: Mem, nelem: number): number {
  lock();
  try {
    if ((VALGRIND || MALLOC_DEBUG) && !is_simple()) report_bulk_free(array, nelem);
    if (is_simple()) size_t_array(array, nelem).fill(0);
    else if (MCHECK) mcheck_bulk_free(array, nelem, bulk_free);
    else dlbulk_free(array, nelem);
    return 0;
  } finally {
    unlock();
  }
}

function report_bulk_free(array: Mem, nelem: number): void {
  const pointers = size_t_array(array, nelem);
  for (let i = 0; i < nelem >>> 0; i += 1) report_free(size_t_at(pointers, i));
  report_defined(array, pointers.length * 4);
}
