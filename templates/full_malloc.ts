/*
 * The full malloc, behind the calls of the C library: which allocator it is, and what a memory checker
 * is told of it.
 */
import { dlcalloc } from './dlmalloc/calloc.ts';
import { dlfree } from './dlmalloc/free.ts';
import { malloc_usable_size } from './dlmalloc/inspect.ts';
import { dlmalloc } from './dlmalloc/malloc.ts';
import { dlmemalign } from './dlmalloc/memalign.ts';
import { dlrealloc } from './dlmalloc/realloc.ts';
import { VALGRIND } from './options.ts';
import type { Mem } from './types.ts';
import { report_calloc, report_free, report_malloc, report_realloc } from './valgrind.ts';

/** @inline */
export function full_malloc(bytes: number): Mem {
  return report_malloc(dlmalloc(bytes), bytes);
}

/** @inline */
export function full_free(mem: Mem): void {
  report_free(mem);
  dlfree(mem);
}

/** @inline */
export function full_realloc(mem: Mem, bytes: number): Mem {
  return VALGRIND ? reported_realloc(mem, bytes) : dlrealloc(mem, bytes);
}

function reported_realloc(mem: Mem, bytes: number): Mem {
  const capacity = malloc_usable_size(mem);
  return report_realloc(dlrealloc(mem, bytes), mem, capacity, bytes);
}

/** @inline */
export function full_calloc(n_elements: number, elem_size: number): Mem {
  return report_calloc(dlcalloc(n_elements, elem_size), n_elements, elem_size);
}

/** @inline */
export function full_memalign(alignment: number, bytes: number): Mem {
  return report_malloc(dlmemalign(alignment, bytes), bytes);
}
