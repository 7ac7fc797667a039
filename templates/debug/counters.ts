/*
 * The calls of dlmalloc, counted. A call counts whether it succeeds or not.
 */
import { dlcalloc } from '../dlmalloc/calloc.ts';
import { dlfree } from '../dlmalloc/free.ts';
import { dlmalloc } from '../dlmalloc/malloc.ts';
import { FREE_COUNT, MALLOC_COUNT, REALLOC_COUNT, gm } from '../dlmalloc/malloc_state.ts';
import { dlmemalign } from '../dlmalloc/memalign.ts';
import { dlrealloc } from '../dlmalloc/realloc.ts';
import { M } from '../memory.ts';
import { MALLOC_DEBUG } from '../options.ts';
import type { Mem } from '../types.ts';

/** @inline */
export function counted_malloc(bytes: number): Mem {
  if (MALLOC_DEBUG) M[gm() + MALLOC_COUNT] += 1;
  return dlmalloc(bytes);
}

/** @inline */
export function counted_free(mem: Mem): void {
  if (MALLOC_DEBUG) M[gm() + FREE_COUNT] += 1;
  dlfree(mem);
}

/** @inline */
export function count_realloc(): void {
  if (MALLOC_DEBUG) M[gm() + REALLOC_COUNT] += 1;
}

/** Without an old block it is a malloc(), and counts as both. @inline */
export function counted_realloc(oldmem: Mem, bytes: number): Mem {
  count_realloc();
  if (MALLOC_DEBUG && oldmem === 0) M[gm() + MALLOC_COUNT] += 1;
  return dlrealloc(oldmem, bytes);
}

/** @inline */
export function counted_calloc(n_elements: number, elem_size: number): Mem {
  if (MALLOC_DEBUG) M[gm() + MALLOC_COUNT] += 1;
  return dlcalloc(n_elements, elem_size);
}

/** @inline */
export function counted_memalign(alignment: number, bytes: number): Mem {
  if (MALLOC_DEBUG) M[gm() + MALLOC_COUNT] += 1;
  return dlmemalign(alignment, bytes);
}
