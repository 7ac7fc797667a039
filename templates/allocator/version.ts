/*
 * The calls of dlmalloc, of the version that the configuration chooses.
 */
import { dlcalloc } from './dlmalloc-2.8.6/calloc.ts';
import { dlfree } from './dlmalloc-2.8.6/free.ts';
import { dlmalloc } from './dlmalloc-2.8.6/malloc.ts';
import { dlmemalign } from './dlmalloc-2.8.6/memalign.ts';
import { dlrealloc } from './dlmalloc-2.8.6/realloc.ts';
import { legacy_calloc } from './dlmalloc-2.6.6/calloc.ts';
import { legacy_free } from './dlmalloc-2.6.6/free.ts';
import { legacy_malloc } from './dlmalloc-2.6.6/malloc.ts';
import { legacy_memalign } from './dlmalloc-2.6.6/memalign.ts';
import { legacy_realloc } from './dlmalloc-2.6.6/realloc.ts';
import { SYS_MALLOC_LEGACY } from '../options/options.ts';
import type { Mem } from '../options/types.ts';

/** @inline */
export function chosen_malloc(bytes: number): Mem {
  return SYS_MALLOC_LEGACY ? legacy_malloc(bytes) : dlmalloc(bytes);
}

/** @inline */
export function chosen_free(mem: Mem): void {
  if (SYS_MALLOC_LEGACY) legacy_free(mem);
  else dlfree(mem);
}

/** @inline */
export function chosen_realloc(oldmem: Mem, bytes: number): Mem {
  return SYS_MALLOC_LEGACY ? legacy_realloc(oldmem, bytes) : dlrealloc(oldmem, bytes);
}

/** @inline */
export function chosen_calloc(n_elements: number, elem_size: number): Mem {
  return SYS_MALLOC_LEGACY ? legacy_calloc(n_elements, elem_size) : dlcalloc(n_elements, elem_size);
}

/** @inline */
export function chosen_memalign(alignment: number, bytes: number): Mem {
  return SYS_MALLOC_LEGACY ? legacy_memalign(alignment, bytes) : dlmemalign(alignment, bytes);
}
