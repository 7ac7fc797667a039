/*
 * The layer that protects blocks with a header and a tail, if the configuration asks for it.
 *
 * JavaScriptCore removes the frame of a function that ends in `return f()`, and the backtrace starts at
 * the frame of `entry`. The `+` keeps that frame: a call whose result is used is not a tail call.
 */
import { VERSION } from '../allocator/version.ts';
import { MCHECK } from '../options/options.ts';
import type { Mem } from '../options/types.ts';
import type { Entry } from './backtrace.ts';
import {
  mcheck_calloc,
  mcheck_free,
  mcheck_malloc,
  mcheck_memalign,
  mcheck_realloc,
} from './calls.ts';
import { has_header, requested_size } from './usable_size.ts';

/** @inline */
export function malloc_with_mcheck(bytes: number, entry: Entry): Mem {
  return MCHECK ? +mcheck_malloc(bytes, entry) : VERSION.malloc(bytes);
}

/** @inline */
export function free_with_mcheck(mem: Mem, entry: Entry): void {
  if (MCHECK) mcheck_free(mem, entry);
  else VERSION.free(mem);
}

/** @inline */
export function realloc_with_mcheck(mem: Mem, bytes: number, entry: Entry): Mem {
  return MCHECK ? +mcheck_realloc(mem, bytes, entry) : VERSION.realloc(mem, bytes);
}

/** @inline */
export function calloc_with_mcheck(n_elements: number, elem_size: number, entry: Entry): Mem {
  return MCHECK
    ? +mcheck_calloc(n_elements, elem_size, entry)
    : VERSION.calloc(n_elements, elem_size);
}

/** @inline */
export function memalign_with_mcheck(alignment: number, bytes: number, entry: Entry): Mem {
  return MCHECK ? +mcheck_memalign(alignment, bytes, entry) : VERSION.memalign(alignment, bytes);
}

/** Bytes that the block can hold, or with mcheck those that were requested; 0 for NULL. */
export function usable_size_with_mcheck(mem: Mem): number {
  if (mem === 0) return 0;
  if (MCHECK && has_header(mem)) return requested_size(mem);
  return VERSION.usable_size(mem);
}
