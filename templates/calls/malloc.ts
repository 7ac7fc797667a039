/*
 * The calls of the C library. malloc_simple serves them if the phase has nothing else or the heap is
 * not ready; otherwise the full malloc does.
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

/** Whether malloc_simple serves the calls. @inline */
export function is_simple(): boolean {
  return SYS_MALLOC_SIMPLE || (SYS_MALLOC_F && (gd.flags & GD_FLG_FULL_MALLOC_INIT) === 0);
}

/** Allocates a block of at least `bytes` bytes. */
/**
 * Until the flag GD_FLG_FULL_MALLOC_INIT is set, malloc_simple() serves the call.
 * @when SYS_MALLOC_F
 */
/** malloc_simple() serves the call, and the block is never freed. @when SYS_MALLOC_SIMPLE */
/**
 * @param bytes a size_t of 32 bits. Negative numbers convert to it as in C: -1 is the largest. NaN is 0.
 *   There is never room for 2^32 bytes or more, of which C would drop the upper bits.
 * @when !IS_64BIT
 */
/**
 * @param bytes a size_t. As in C, a negative number is larger than any memory; so is NaN.
 * @when IS_64BIT
 */
/** @returns its address, a multiple of two size_t, or 0 if there is no room @when !SYS_MALLOC_SIMPLE */
/** @returns its address, or 0 if the pool is used up @when SYS_MALLOC_SIMPLE */
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

/** Frees the block at `mem`; does nothing if `mem` is 0. @when !SYS_MALLOC_SIMPLE */
/**
 * Until the flag GD_FLG_FULL_MALLOC_INIT is set, it does nothing. Afterwards, blocks of malloc_simple()
 * must not be freed.
 * @when SYS_MALLOC_F
 */
/** Does nothing: the pool takes no block back. @when SYS_MALLOC_SIMPLE */
/**
 * @throws Error if `mem` is not a block, or the heap is corrupt
 * @when !SYS_MALLOC_SIMPLE && !INSECURE
 */
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
 * Resizes the block at `mem` to at least `bytes` bytes. The block may move with its contents. If `mem`
 * is 0, it works like malloc(); if `bytes` is 0, it shrinks the block and does not free it.
 * @when !SYS_MALLOC_SIMPLE
 */
/** Blocks of malloc_simple() cannot be resized. @when SYS_MALLOC_F */
/** Panics: the pool does not know the sizes of its blocks. @when SYS_MALLOC_SIMPLE */
/**
 * @returns the address of the block, or 0 if there is no room; the old block is then unchanged
 * @when !SYS_MALLOC_SIMPLE
 */
/**
 * @throws Error if `mem` is not a block, or the heap is corrupt
 * @when !SYS_MALLOC_SIMPLE && !INSECURE
 */
/** @throws Error until the flag GD_FLG_FULL_MALLOC_INIT is set @when SYS_MALLOC_F */
/** @throws Error always @when SYS_MALLOC_SIMPLE */
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
 * Allocates a block of `n_elements * elem_size` zero bytes, as malloc() does.
 * @returns its address, or 0 if there is no room or the product does not fit a size_t
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
 * An alignment that is not a power of two is rounded up to the next one.
 * @when !SYS_MALLOC_SIMPLE && DLMALLOC_2_8_6
 */
/**
 * Until the flag GD_FLG_FULL_MALLOC_INIT is set, it must be a power of two.
 * @when SYS_MALLOC_F && DLMALLOC_2_8_6
 */
/** The alignment must be a power of two. @when SYS_MALLOC_SIMPLE || DLMALLOC_2_6_6 */
/** @returns its address, or 0 if there is no room */
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

/** Makes a heap like mem_malloc_init(). Applications call this one. @when !SYS_MALLOC_F */
/**
 * Makes a heap like mem_malloc_init(), and sets the flag GD_FLG_FULL_MALLOC_INIT, so that malloc() uses
 * the heap from then on. Applications call this one.
 * @when SYS_MALLOC_F
 */
/**
 * @param size bytes of the region; if left out, SYS_MALLOC_LEN of the configuration
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
