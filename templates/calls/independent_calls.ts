/*
 * Many blocks at once. Arrays of pointers and sizes are in the memory, a size_t for each element as in
 * C, so that code compiled to WebAssembly can use them as they are.
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
import type { Entry } from '../mcheck/backtrace.ts';
import { is_disabled } from '../mcheck/mcheck.ts';
import { mcheck_independent } from '../mcheck/more_calls.ts';
import { report_calloc, report_malloc } from '../checkers/valgrind.ts';
import { report_defined } from '../host/valgrind.ts';

/** More chunks than a heap can have. */
const MAX_ELEMENTS = 2 ** 32 / (4 * SIZE_T_SIZE);

/**
 * Allocates `n_elements` blocks of `elem_size` zero bytes each, side by side. Each can be freed and
 * resized by itself. Stores their addresses in the array at `chunks`; if `chunks` is 0, allocates the
 * array after the last block, and the caller must free it too.
 */
/** Each block has its own header, so the blocks are not side by side. @when MCHECK */
/**
 * @returns the address of the array of addresses, or 0 if there is no room, or no heap yet
 * @throws RangeError if the array at `chunks` is outside the memory or not at a multiple of 4
 */
export function independent_calloc(n_elements: number, elem_size: number, chunks: Mem = 0): Mem {
  lock();
  try {
    if (is_simple() || simulate_failure()) return 0;
    if (size_t(n_elements) === 0)
      return MCHECK
        ? +empty_array(chunks, independent_calloc)
        : empty_array(chunks, independent_calloc);
    if (!(size_t(n_elements) < MAX_ELEMENTS && is_possible_request(elem_size))) return 0;
    const array = MCHECK
      ? +calloc_all(n_elements >>> 0, elem_size, chunks)
      : calloc_all(n_elements >>> 0, elem_size, chunks);
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
 * Allocates `n_elements` blocks side by side, of the sizes in the array at `sizes`. Each can be freed
 * and resized by itself. `chunks` and the result are as for independent_calloc().
 * @throws RangeError if an array is outside the memory or not at a multiple of 4
 */
export function independent_comalloc(n_elements: number, sizes: Mem, chunks: Mem = 0): Mem {
  lock();
  try {
    if (is_simple() || simulate_failure()) return 0;
    if (size_t(n_elements) === 0)
      return MCHECK
        ? +empty_array(chunks, independent_comalloc)
        : empty_array(chunks, independent_comalloc);
    if (!(size_t(n_elements) < MAX_ELEMENTS)) return 0;
    if (!VALGRIND && !MALLOC_DEBUG) {
      return MCHECK
        ? +comalloc_all(n_elements >>> 0, sizes, chunks)
        : comalloc_all(n_elements >>> 0, sizes, chunks);
    }
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
    return +mcheck_independent(all, chunks, true, independent_calloc);
  }
  return ialloc(n, chunk_for(elem_size), 0, chunks);
}

/** @inline !MCHECK */
function comalloc_all(n: number, sizes: Mem, chunks: Mem): Mem {
  if (MCHECK && !is_disabled()) {
    const words = size_t_array(sizes, n);
    const all = Array.from({ length: n }, (_, i) => size_t_at(words, i));
    return +mcheck_independent(all, chunks, false, independent_comalloc);
  }
  return ialloc(n, 0, sizes, chunks);
}

/** As in C, the array of a request for no elements is a block. */
function empty_array(chunks: Mem, entry: Entry): Mem {
  if (chunks !== 0) return chunks;
  return malloc_with_checker(0, entry);
}

/** Reports every element with `report`, and the array. */
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
