/*
 * U-Boot's annotations for Valgrind. In C they are instructions that Valgrind notices; here they are
 * calls of the checker that set_valgrind() was given.
 */
import { VALGRIND } from '../options/options.ts';
import type { Mem } from '../options/types.ts';

/**
 * A memory checker. Its functions have the names of Valgrind's client requests and report what the
 * allocator does. They are called during the allocator's work and must not allocate from this heap.
 * `addr` is a byte offset into the memory, and all sizes are in bytes. The `redzone` bytes on each side
 * belong to no block.
 */
export interface Valgrind {
  /**
   * A block of `size` bytes was allocated. Its contents are zero if `is_zeroed`, otherwise undefined.
   */
  malloclike_block(addr: Mem, size: number, redzone: number, is_zeroed: boolean): void;
  /** The block at `addr` is about to be freed; the allocator has not looked at it yet. */
  freelike_block(addr: Mem, redzone: number): void;
  /** realloc() was called for the block at `addr`; the allocator has not looked at it yet. */
  before_realloc?(addr: Mem): void;
  /**
   * The block at `addr` was resized to `new_size` bytes. The contents that it keeps are unchanged;
   * those that it gains are undefined. `old_size` is 0, as in U-Boot, because the allocator does not
   * store the size.
   */
  resizeinplace_block(addr: Mem, old_size: number, new_size: number, redzone: number): void;
  /** The allocator wrote these bytes for the user. */
  make_mem_defined(addr: Mem, size: number): void;
  /** The contents of these bytes are undefined. */
  make_mem_undefined(addr: Mem, size: number): void;
  /** These bytes are a pool without allocated blocks. */
  make_mem_noaccess?(addr: Mem, size: number): void;
  /**
   * realloc() moved the contents of the block at `from` to the new block at `to`, as far as they fit.
   * This call comes after malloclike_block(to) and before freelike_block(from), or after both if the
   * two blocks overlap. If the checker lacks this function, the whole new block is reported as defined.
   */
  copy_block?(to: Mem, from: Mem): void;
}

export let valgrind: Valgrind | null = null;

/** Reports every block to `checker` from now on. Null stops the reports. */
export function set_valgrind(checker: Valgrind | null): void {
  valgrind = checker;
}

/** Reports a pool without blocks. @inline !VALGRIND */
export function report_pool(start: Mem, size: number): void {
  if (VALGRIND) valgrind?.make_mem_noaccess?.(start, size);
}

/** Reports that the allocator is about to resize the block at mem, unless it is 0. @inline !VALGRIND */
export function report_before_realloc(mem: Mem): void {
  if (VALGRIND && mem !== 0) valgrind?.before_realloc?.(mem);
}

/** Reports a block of malloc_simple. @inline !VALGRIND */
export function report_malloc_simple(mem: Mem, bytes: number): Mem {
  if (VALGRIND && mem !== 0) valgrind?.malloclike_block(mem, bytes >>> 0, 0, false);
  return mem;
}

/** @inline !VALGRIND */
export function report_free_simple(mem: Mem): void {
  if (VALGRIND && mem !== 0) valgrind?.freelike_block(mem, 0);
}

/** Reports bytes that the allocator wrote for the user. @inline !VALGRIND */
export function report_defined(mem: Mem, bytes: number): void {
  if (VALGRIND) valgrind?.make_mem_defined(mem, bytes);
}
