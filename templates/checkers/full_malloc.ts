/*
 * The full malloc, behind the calls of the C library: which allocator it is, and what a memory checker
 * is told of it. `entry` is the function that the user called.
 */
import {
  mcheck_calloc,
  mcheck_free,
  mcheck_malloc,
  mcheck_memalign,
  mcheck_realloc,
} from '../mcheck/calls.ts';
import type { Entry } from '../mcheck/backtrace.ts';
import { malloc_usable_size } from '../calls/inspect.ts';
import { VALGRIND } from '../options/options.ts';
import type { Mem } from '../options/types.ts';
import {
  report_before_realloc,
  report_calloc,
  report_free,
  report_malloc,
  report_realloc,
} from './valgrind.ts';

/** @inline */
export function full_malloc(bytes: number, entry: Entry): Mem {
  return report_malloc(mcheck_malloc(bytes, entry), bytes);
}

/** @inline */
export function full_free(mem: Mem, entry: Entry): void {
  report_free(mem);
  mcheck_free(mem, entry);
}

/** @inline */
export function full_realloc(mem: Mem, bytes: number, entry: Entry): Mem {
  return VALGRIND ? reported_realloc(mem, bytes, entry) : mcheck_realloc(mem, bytes, entry);
}

function reported_realloc(mem: Mem, bytes: number, entry: Entry): Mem {
  report_before_realloc(mem);
  const capacity = malloc_usable_size(mem);
  return report_realloc(mcheck_realloc(mem, bytes, entry), mem, capacity, bytes);
}

/** @inline */
export function full_calloc(n_elements: number, elem_size: number, entry: Entry): Mem {
  return report_calloc(mcheck_calloc(n_elements, elem_size, entry), n_elements, elem_size);
}

/** @inline */
export function full_memalign(alignment: number, bytes: number, entry: Entry): Mem {
  return report_malloc(mcheck_memalign(alignment, bytes, entry), bytes);
}
