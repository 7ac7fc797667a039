/*
 * How often malloc(), free() and realloc() ran, for malloc_get_info(). As in C, every run of the
 * functions counts, whether it succeeds or not and whoever calls it: a realloc() that moves its block
 * is also a malloc() and a free().
 */
import { FREE_COUNT, MALLOC_COUNT, REALLOC_COUNT } from './malloc_state.ts';
import { gm } from '../../memory/gm.ts';
import { M } from '../../memory/memory.ts';
import { MALLOC_DEBUG } from '../../options/options.ts';

/** @inline */
export function count_malloc(): void {
  if (MALLOC_DEBUG) M[gm() + MALLOC_COUNT] += 1;
}

/** @inline */
export function count_free(): void {
  if (MALLOC_DEBUG) M[gm() + FREE_COUNT] += 1;
}

/** @inline */
export function count_realloc(): void {
  if (MALLOC_DEBUG) M[gm() + REALLOC_COUNT] += 1;
}
