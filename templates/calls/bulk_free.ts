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
 * Frees the blocks whose addresses are in the array at `array`, `nelem` of them, a size_t each in the
 * memory, and puts 0 in their place; an address of 0 is passed over. Quickest where neighbours follow
 * each other, as those of independent_calloc() do. The array itself is not freed.
 * @returns how many could not be freed: 0
 * @throws RangeError if the array does not lie in the memory, or not at a multiple of 4
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
