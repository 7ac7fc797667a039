/*
 * The layer that reports blocks to a memory checker, if the configuration asks for it. `entry` is the
 * function that the user called.
 */
import {
  calloc_with_mcheck,
  free_with_mcheck,
  malloc_with_mcheck,
  memalign_with_mcheck,
  realloc_with_mcheck,
  usable_size_with_mcheck,
} from '../mcheck/with_mcheck.ts';
import type { Entry } from '../mcheck/backtrace.ts';
import { watch_resized } from '../debug/watch.ts';
import { report_before_realloc } from '../host/valgrind.ts';
import { VALGRIND } from '../options/options.ts';
import type { Mem } from '../options/types.ts';
import { report_calloc, report_free, report_malloc, report_realloc } from './valgrind.ts';

/** @inline */
export function malloc_with_checker(bytes: number, entry: Entry): Mem {
  return report_malloc(malloc_with_mcheck(bytes, entry), bytes);
}

/** @inline */
export function free_with_checker(mem: Mem, entry: Entry): void {
  report_free(mem);
  free_with_mcheck(mem, entry);
}

/** @inline */
export function realloc_with_checker(mem: Mem, bytes: number, entry: Entry): Mem {
  return watch_resized(
    VALGRIND ? reported_realloc(mem, bytes, entry) : realloc_with_mcheck(mem, bytes, entry),
    mem,
    bytes,
  );
}

function reported_realloc(mem: Mem, bytes: number, entry: Entry): Mem {
  report_before_realloc(mem);
  const capacity = usable_size_with_mcheck(mem);
  return report_realloc(realloc_with_mcheck(mem, bytes, entry), mem, capacity, bytes);
}

/** @inline */
export function calloc_with_checker(n_elements: number, elem_size: number, entry: Entry): Mem {
  return report_calloc(calloc_with_mcheck(n_elements, elem_size, entry), n_elements, elem_size);
}

/** @inline */
export function memalign_with_checker(alignment: number, bytes: number, entry: Entry): Mem {
  return report_malloc(memalign_with_mcheck(alignment, bytes, entry), bytes);
}
