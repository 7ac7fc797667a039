/*
 * The calls of dlmalloc, of the version that the configuration chooses.
 */
import { dlcalloc } from './dlmalloc/calloc.ts';
import { dlfree } from './dlmalloc/free.ts';
import { dlmalloc } from './dlmalloc/malloc.ts';
import { dlmemalign } from './dlmalloc/memalign.ts';
import { dlrealloc } from './dlmalloc/realloc.ts';
import { legacy_calloc } from './legacy/calloc.ts';
import { legacy_free } from './legacy/free.ts';
import { legacy_malloc } from './legacy/malloc.ts';
import { legacy_memalign } from './legacy/memalign.ts';
import { legacy_realloc } from './legacy/realloc.ts';
import { SYS_MALLOC_LEGACY } from './options.ts';
import type { Mem } from './types.ts';

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
