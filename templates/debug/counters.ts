/*
 * The calls of dlmalloc, of the version that the configuration chooses, counted. A call counts whether it succeeds or not.
 */
import { dlcalloc } from '../dlmalloc/calloc.ts';
import { dlfree } from '../dlmalloc/free.ts';
import { dlmalloc } from '../dlmalloc/malloc.ts';
import { FREE_COUNT, MALLOC_COUNT, REALLOC_COUNT, gm } from '../dlmalloc/malloc_state.ts';
import { dlmemalign } from '../dlmalloc/memalign.ts';
import { dlrealloc } from '../dlmalloc/realloc.ts';
import { legacy_calloc } from '../legacy/calloc.ts';
import { legacy_free } from '../legacy/free.ts';
import { legacy_malloc } from '../legacy/malloc.ts';
import { legacy_memalign } from '../legacy/memalign.ts';
import { legacy_realloc } from '../legacy/realloc.ts';
import { M } from '../memory.ts';
import { MALLOC_DEBUG, SYS_MALLOC_LEGACY } from '../options.ts';
import type { Mem } from '../types.ts';

/** @inline */
export function counted_malloc(bytes: number): Mem {
  if (MALLOC_DEBUG) M[gm() + MALLOC_COUNT] += 1;
  return SYS_MALLOC_LEGACY ? legacy_malloc(bytes) : dlmalloc(bytes);
}

/** @inline */
export function counted_free(mem: Mem): void {
  if (MALLOC_DEBUG) M[gm() + FREE_COUNT] += 1;
  if (SYS_MALLOC_LEGACY) legacy_free(mem);
  else dlfree(mem);
}

/** @inline */
export function count_realloc(): void {
  if (MALLOC_DEBUG) M[gm() + REALLOC_COUNT] += 1;
}

/** Without an old block it is a malloc(), and counts as both. @inline */
export function counted_realloc(oldmem: Mem, bytes: number): Mem {
  count_realloc();
  if (MALLOC_DEBUG && oldmem === 0) M[gm() + MALLOC_COUNT] += 1;
  return SYS_MALLOC_LEGACY ? legacy_realloc(oldmem, bytes) : dlrealloc(oldmem, bytes);
}

/** @inline */
export function counted_calloc(n_elements: number, elem_size: number): Mem {
  if (MALLOC_DEBUG) M[gm() + MALLOC_COUNT] += 1;
  return SYS_MALLOC_LEGACY ? legacy_calloc(n_elements, elem_size) : dlcalloc(n_elements, elem_size);
}

/** @inline */
export function counted_memalign(alignment: number, bytes: number): Mem {
  if (MALLOC_DEBUG) M[gm() + MALLOC_COUNT] += 1;
  return SYS_MALLOC_LEGACY ? legacy_memalign(alignment, bytes) : dlmemalign(alignment, bytes);
}
