/*
 * Other calls for aligned blocks. memalign() does the work.
 */
import { PAGE_SIZE } from '../allocator/dlmalloc-2.8.6/mparams.ts';
import { memalign_simple } from '../allocator/simple/malloc_simple.ts';
import { memalign_with_checker } from '../checkers/with_checker.ts';
import type { Entry } from '../mcheck/backtrace.ts';
import { is_simple, memalign } from './malloc.ts';
import { simulate_failure } from './malloc_testing.ts';
import { IS_64BIT, MCHECK, VALGRIND } from '../options/options.ts';
import { lock, unlock } from '../memory/lock.ts';
import { SIZE_T_SIZE, size_t } from '../memory/size_t.ts';
import { set_size_t, size_t_array } from '../memory/size_t_array.ts';
import type { Mem } from '../options/types.ts';
import { report_defined } from '../host/valgrind.ts';

/** Error numbers, as in U-Boot's errno.h. */
const ENOMEM = 12;
const EINVAL = 22;

/**
 * memalign() for a backtrace that starts at the caller of `entry`, whose frame must be there.
 * @inline !MCHECK
 */
function aligned(alignment: number, bytes: number, entry: Entry): Mem {
  if (!MCHECK) return memalign(alignment, bytes);
  if (is_simple()) return memalign_simple(alignment, bytes);
  if (simulate_failure()) return 0;
  lock();
  try {
    return memalign_with_checker(alignment, bytes, entry);
  } finally {
    unlock();
  }
}

/**
 * Allocates a block of at least `bytes` bytes and stores its address as a size_t at `pp`. The address
 * is a multiple of `alignment`, which must be a power of two and at least the size of a size_t.
 * @returns 0, or 22 (EINVAL) if the alignment is invalid, or 12 (ENOMEM) if there is no room. Nothing
 *   is stored unless it returns 0.
 * @throws RangeError if `pp` is outside the memory or not a multiple of 4
 */
export function posix_memalign(pp: Mem, alignment: number, bytes: number): number {
  lock();
  try {
    if (!IS_64BIT) alignment = size_t(alignment);
    let power = SIZE_T_SIZE;
    while (power < alignment) power *= 2;
    if (power !== alignment) return EINVAL;
    size_t_array(pp, 1);
    const mem = aligned(alignment, bytes, posix_memalign);
    if (mem === 0) return ENOMEM;
    set_size_t(size_t_array(pp, 1), 0, mem);
    if (VALGRIND) report_defined(pp, SIZE_T_SIZE);
    return 0;
  } finally {
    unlock();
  }
}

/**
 * Allocates a block of at least `bytes` bytes at the start of a page of 4096 bytes.
 * @returns the address of the block, or 0 if there is no room
 */
export function valloc(bytes: number): Mem {
  return MCHECK ? +aligned(PAGE_SIZE, bytes, valloc) : memalign(PAGE_SIZE, bytes);
}

/**
 * valloc() for `bytes` rounded up to whole pages. C wraps around for a size in the last page of the
 * address space; here there is no room for it.
 */
export function pvalloc(bytes: number): Mem {
  const rounded = Math.ceil(size_t(bytes) / PAGE_SIZE) * PAGE_SIZE;
  const size = rounded < 2 ** 32 ? rounded : -1;
  return MCHECK ? +aligned(PAGE_SIZE, size, pvalloc) : memalign(PAGE_SIZE, size);
}
