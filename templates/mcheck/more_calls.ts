/*
 * More calls of dlmalloc 2.8.6, for blocks with a header.
 */
import { dlrealloc_in_place } from '../allocator/dlmalloc-2.8.6/realloc_in_place.ts';
import { MCHECK_LOG } from '../options/options.ts';
import { SIZE_T_SIZE, size_t } from '../memory/size_t.ts';
import { set_size_t, size_t_array, size_t_at } from '../memory/size_t_array.ts';
import type { Mem } from '../options/types.ts';
import { backtrace, type Entry } from './backtrace.ts';
import { mcheck_calloc, mcheck_free, mcheck_malloc, full_size, has_sound_header } from './calls.ts';
import { is_protected } from './check.ts';
import { HDR_SIZE, base_of, header_of, protect, size_of } from './header.ts';
import { MLOG_REALLOC, record } from './log.ts';
import { check_pedantic, is_disabled } from './mcheck.ts';

/** Frees the blocks of an array one after the other. */
export function mcheck_bulk_free(array: Mem, nelem: number, entry: Entry): void {
  const pointers = size_t_array(array, nelem);
  for (let i = 0; i < nelem >>> 0; i += 1) {
    mcheck_free(size_t_at(pointers, i), entry);
    set_size_t(pointers, i, 0);
  }
}

export function mcheck_realloc_in_place(mem: Mem, bytes: number, entry: Entry): Mem {
  if (mem === 0 || (is_disabled() && !is_protected(mem))) return dlrealloc_in_place(mem, bytes);
  const caller = backtrace(entry);
  check_pedantic();
  if (!has_sound_header(mem)) return 0;
  const base = base_of(mem);
  const skip = mem - HDR_SIZE - base;
  const old_size = size_of(header_of(mem));
  if (dlrealloc_in_place(base, full_size(skip + HDR_SIZE, bytes)) === 0) return 0;
  const size = size_t(bytes) >>> 0;
  protect(base, skip, size, caller, false);
  if (MCHECK_LOG) record(MLOG_REALLOC, mem, size, old_size, caller);
  return mem;
}

/**
 * Allocates blocks of the given sizes, each with a header, so they are not side by side.
 * @param chunks the array for their addresses; if it is 0, an array is allocated
 * @param zero whether to clear the blocks
 * @returns the array, or 0 if there is no room; nothing is allocated then
 */
export function mcheck_independent(sizes: number[], chunks: Mem, zero: boolean, entry: Entry): Mem {
  if (chunks !== 0) size_t_array(chunks, sizes.length);
  const array = chunks || mcheck_malloc(sizes.length * SIZE_T_SIZE, entry);
  if (array === 0) return 0;
  const mems: Mem[] = [];
  for (const size of sizes) {
    const mem = zero ? mcheck_calloc(1, size, entry) : mcheck_malloc(size, entry);
    if (mem === 0) break;
    mems.push(mem);
  }
  if (mems.length < sizes.length) {
    for (const mem of mems) mcheck_free(mem, entry);
    if (chunks === 0) mcheck_free(array, entry);
    return 0;
  }
  const pointers = size_t_array(array, mems.length);
  for (let i = 0; i < mems.length; i += 1) set_size_t(pointers, i, mems[i]);
  return array;
}
