import { dlrealloc_in_place } from '../allocator/dlmalloc-2.8.6/realloc_in_place.ts';
import { is_simple } from './malloc.ts';
import { MCHECK, VALGRIND } from '../options/options.ts';
import { lock, unlock } from '../memory/lock.ts';
import type { Mem } from '../options/types.ts';
import { watch_resized } from '../debug/watch.ts';
import { report_before_realloc } from '../host/valgrind.ts';
import { mcheck_realloc_in_place } from '../mcheck/more_calls.ts';
import { usable_size_with_mcheck } from '../mcheck/with_mcheck.ts';
import { report_realloc } from '../checkers/valgrind.ts';

/**
 * Resizes the block at `mem` to at least `bytes` bytes without moving it.
 * @returns `mem`, or 0 if that is not possible or `mem` is 0; the block is then unchanged
 */
export function realloc_in_place(mem: Mem, bytes: number): Mem {
  lock();
  try {
    if (is_simple()) return 0;
    return watch_resized(
      VALGRIND ? reported_realloc_in_place(mem, bytes) : realloc_in_place_with_mcheck(mem, bytes),
      mem,
      bytes,
    );
  } finally {
    unlock();
  }
}

function reported_realloc_in_place(mem: Mem, bytes: number): Mem {
  report_before_realloc(mem);
  const capacity = usable_size_with_mcheck(mem);
  return report_realloc(realloc_in_place_with_mcheck(mem, bytes), mem, capacity, bytes);
}

/** @inline */
function realloc_in_place_with_mcheck(mem: Mem, bytes: number): Mem {
  return MCHECK
    ? +mcheck_realloc_in_place(mem, bytes, realloc_in_place)
    : dlrealloc_in_place(mem, bytes);
}
