/*
 * The calls of the C library: malloc_simple where the phase has nothing else or the heap is not there
 * yet, else dlmalloc, 2.8.6 or 2.6.6.
 */
import { CONFIG_VAL } from '../options/config.ts';
import {
  calloc_with_checker,
  free_with_checker,
  malloc_with_checker,
  memalign_with_checker,
  realloc_with_checker,
} from '../checkers/with_checker.ts';
import { mem_malloc_init } from './init.ts';
import { simulate_failure } from './malloc_testing.ts';
import { SYS_MALLOC_F, SYS_MALLOC_SIMPLE, VALGRIND } from '../options/options.ts';
import { GD_FLG_FULL_MALLOC_INIT, gd } from '../allocator/simple/global_data.ts';
import { lock, unlock } from '../memory/lock.ts';
import {
  calloc_simple,
  malloc_simple,
  memalign_simple,
  realloc_simple,
} from '../allocator/simple/malloc_simple.ts';
import type { Mem, Memory } from '../options/types.ts';
import { report_before_realloc, report_free_simple } from '../host/valgrind.ts';

/** Is malloc_simple in charge? @inline */
export function is_simple(): boolean {
  return SYS_MALLOC_SIMPLE || (SYS_MALLOC_F && (gd.flags & GD_FLG_FULL_MALLOC_INIT) === 0);
}

/** Allocates a block of at least `bytes` bytes. */
/** Until the flag GD_FLG_FULL_MALLOC_INIT is set it is one of malloc_simple(). @when SYS_MALLOC_F */
/** It is one of malloc_simple(), and never freed. @when SYS_MALLOC_SIMPLE */
/**
 * @param bytes a size_t of 32 bits, to which numbers convert as in C: -1 is the largest, and what is no
 *   number, or infinite, is 0
 * @when !IS_64BIT
 */
/**
 * @param bytes a size_t: what is negative is more than there can be, as in C, and so is what is no
 *   number
 * @when IS_64BIT
 */
/** @returns its address, aligned to two size_t, or 0 when there is no room @when !SYS_MALLOC_SIMPLE */
/** @returns its address, or 0 when the pool is used up @when SYS_MALLOC_SIMPLE */
export function malloc(bytes: number): Mem {
  if (is_simple()) return malloc_simple(bytes);
  if (simulate_failure()) return 0;
  lock();
  try {
    return malloc_with_checker(bytes, malloc);
  } finally {
    unlock();
  }
}

/** Frees the block at `mem`; does nothing when `mem` is 0. @when !SYS_MALLOC_SIMPLE */
/**
 * Until the flag GD_FLG_FULL_MALLOC_INIT is set it does nothing. Once it is, blocks from before must
 * not be freed.
 * @when SYS_MALLOC_F
 */
/** Does nothing: the pool takes no block back. @when SYS_MALLOC_SIMPLE */
/** @throws Error if there is no such block, or the heap is corrupt @when !SYS_MALLOC_SIMPLE && !INSECURE */
export function free(mem: Mem): void {
  if (VALGRIND && is_simple()) report_free_simple(mem);
  if (is_simple()) return;
  lock();
  try {
    free_with_checker(mem, free);
  } finally {
    unlock();
  }
}

/**
 * Makes the block at `mem` at least `bytes` bytes long; it may move, with its contents. 0 for `mem` is
 * malloc(); 0 for `bytes` shrinks the block and does not free it.
 * @when !SYS_MALLOC_SIMPLE
 */
/** It works once the flag GD_FLG_FULL_MALLOC_INIT is set, and not on blocks from before. @when SYS_MALLOC_F */
/** Panics: the pool does not know the sizes of its blocks. @when SYS_MALLOC_SIMPLE */
/**
 * @returns the block's address, or 0 when there is no room: then the old block stays as it was
 * @when !SYS_MALLOC_SIMPLE
 */
/** @throws Error if there is no such block, or the heap is corrupt @when !SYS_MALLOC_SIMPLE && !INSECURE */
/** @throws Error before that flag is set @when SYS_MALLOC_F */
/** @throws Error whenever it is called @when SYS_MALLOC_SIMPLE */
export function realloc(mem: Mem, bytes: number): Mem {
  if (VALGRIND && is_simple()) report_before_realloc(mem);
  if (is_simple()) realloc_simple();
  if (simulate_failure()) return 0;
  lock();
  try {
    return realloc_with_checker(mem, bytes, realloc);
  } finally {
    unlock();
  }
}

/**
 * Allocates a block of `n_elements * elem_size` bytes, all zero, as malloc() does.
 * @returns its address, or 0 when there is no room or the product is no size_t
 */
export function calloc(n_elements: number, elem_size: number): Mem {
  if (is_simple()) return calloc_simple(n_elements, elem_size);
  if (simulate_failure()) return 0;
  lock();
  try {
    return calloc_with_checker(n_elements, elem_size, calloc);
  } finally {
    unlock();
  }
}

/** Allocates a block of at least `bytes` bytes at a multiple of `alignment`. */
/**
 * An alignment that is no power of two counts as the next one.
 * @when !SYS_MALLOC_SIMPLE && DLMALLOC_2_8_6
 */
/** Until the flag GD_FLG_FULL_MALLOC_INIT is set it must be one. @when SYS_MALLOC_F && DLMALLOC_2_8_6 */
/** The alignment must be a power of two. @when SYS_MALLOC_SIMPLE || DLMALLOC_2_6_6 */
/** @returns its address, or 0 when there is no room */
export function memalign(alignment: number, bytes: number): Mem {
  if (is_simple()) return memalign_simple(alignment, bytes);
  if (simulate_failure()) return 0;
  lock();
  try {
    return memalign_with_checker(alignment, bytes, memalign);
  } finally {
    unlock();
  }
}

/** What an application calls: mem_malloc_init(). @when !SYS_MALLOC_F */
/**
 * What an application calls: mem_malloc_init(), and sets the flag GD_FLG_FULL_MALLOC_INIT, so that
 * malloc() uses the heap from then on.
 * @when SYS_MALLOC_F
 */
/**
 * @param size bytes of the region; SYS_MALLOC_LEN of the configuration when it is left out
 * @throws RangeError as mem_malloc_init() does
 */
export function initr_malloc(
  memory: Memory,
  start: number,
  size: number = CONFIG_VAL('SYS_MALLOC_LEN'),
): void {
  mem_malloc_init(memory, start, size);
  if (SYS_MALLOC_F) gd.flags |= GD_FLG_FULL_MALLOC_INIT;
}
