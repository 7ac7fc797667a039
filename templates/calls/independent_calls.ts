/*
 * Many blocks at once. Arrays of pointers and of sizes lie in the memory, as in C: a size_t each, so
 * that code compiled to WebAssembly can use them as they are.
 */
import { chunk_for, ialloc } from '../allocator/dlmalloc-2.8.6/ialloc.ts';
import { is_possible_request } from '../allocator/dlmalloc-2.8.6/request.ts';
import { malloc_with_checker } from '../checkers/with_checker.ts';
import { is_simple } from './malloc.ts';
import { simulate_failure } from './malloc_testing.ts';
import { MALLOC_DEBUG, MCHECK, VALGRIND } from '../options/options.ts';
import { lock, unlock } from '../memory/lock.ts';
import { SIZE_T_SIZE, size_t } from '../memory/size_t.ts';
import { size_t_array, size_t_at } from '../memory/size_t_array.ts';
import type { Mem } from '../options/types.ts';
import { is_disabled } from '../mcheck/mcheck.ts';
import { mcheck_independent } from '../mcheck/more_calls.ts';
import { report_calloc, report_malloc } from '../checkers/valgrind.ts';
import { report_defined } from '../host/valgrind.ts';

/** No heap has so many chunks. */
const MAX_ELEMENTS = 2 ** 32 / (4 * SIZE_T_SIZE);

/**
 * Allocates `n_elements` blocks of `elem_size` bytes each, all zero, side by side; each can be freed and
 * resized by itself. Their addresses go to the array at `chunks`; without one an array is allocated
 * behind the last block, to be freed too.
 */
/** Each has a header of its own, so they are not side by side. @when MCHECK */
/**
 * @returns the address of the array of addresses, or 0 when there is no room, or no heap yet
 * @throws RangeError if the array at `chunks` does not lie in the memory, or not at a multiple of 4
 */
export function independent_calloc(n_elements: number, elem_size: number, chunks: Mem = 0): Mem {
  lock();
  try {
    if (is_simple() || simulate_failure()) return 0;
    if (size_t(n_elements) === 0) return empty_array(chunks);
    if (!(size_t(n_elements) < MAX_ELEMENTS && is_possible_request(elem_size))) return 0;
    const array = calloc_all(n_elements >>> 0, elem_size, chunks);
    if (VALGRIND || MALLOC_DEBUG) {
      report_elements(array, n_elements >>> 0, chunks, (mem) => {
        report_calloc(mem, 1, elem_size);
      });
    }
    return array;
  } finally {
    unlock();
  }
}

/**
 * Allocates `n_elements` blocks side by side, of the sizes in the array at `sizes`; each can be freed and
 * resized by itself. `chunks` and the result are those of independent_calloc().
 * @throws RangeError if an array does not lie in the memory, or not at a multiple of 4
 */
export function independent_comalloc(n_elements: number, sizes: Mem, chunks: Mem = 0): Mem {
  lock();
  try {
    if (is_simple() || simulate_failure()) return 0;
    if (size_t(n_elements) === 0) return empty_array(chunks);
    if (!(size_t(n_elements) < MAX_ELEMENTS)) return 0;
    if (!VALGRIND && !MALLOC_DEBUG) return comalloc_all(n_elements >>> 0, sizes, chunks);
    // The array of addresses may take the place of the array of sizes.
    const all_sizes = size_t_array(sizes, n_elements).slice();
    const array = comalloc_all(n_elements >>> 0, sizes, chunks);
    report_elements(array, n_elements >>> 0, chunks, (mem, index) => {
      report_malloc(mem, size_t_at(all_sizes, index));
    });
    return array;
  } finally {
    unlock();
  }
}

/** @inline !MCHECK */
function calloc_all(n: number, elem_size: number, chunks: Mem): Mem {
  if (MCHECK && !is_disabled()) {
    const all = Array.from({ length: n }, () => elem_size);
    return mcheck_independent(all, chunks, true, independent_calloc);
  }
  return ialloc(n, chunk_for(elem_size), 0, chunks);
}

/** @inline !MCHECK */
function comalloc_all(n: number, sizes: Mem, chunks: Mem): Mem {
  if (MCHECK && !is_disabled()) {
    const words = size_t_array(sizes, n);
    const all = Array.from({ length: n }, (_, i) => size_t_at(words, i));
    return mcheck_independent(all, chunks, false, independent_comalloc);
  }
  return ialloc(n, 0, sizes, chunks);
}

/** The array of no pointers is a block, too. */
function empty_array(chunks: Mem): Mem {
  if (chunks !== 0) return chunks;
  return malloc_with_checker(0, independent_calloc);
}

/** Tells the checker of every element with `report`, and of the array. */
function report_elements(
  array: Mem,
  n: number,
  chunks: Mem,
  report: (mem: Mem, index: number) => void,
): void {
  if (array === 0) return;
  const pointers = size_t_array(array, n);
  for (let i = 0; i < n; i += 1) report(size_t_at(pointers, i), i);
  if (chunks === 0) report_malloc(array, n * SIZE_T_SIZE);
  report_defined(array, n * SIZE_T_SIZE);
}
