/*
 * U-Boot's annotations for Valgrind, at the places where it has them. In C they are instructions that
 * Valgrind notices; here they are calls of what set_valgrind() was given.
 */
import { VALGRIND } from '../options/options.ts';
import type { Mem } from '../options/types.ts';

/**
 * A memory checker, told what the allocator does under the names of Valgrind's client requests. It is
 * called in the middle of the allocator's work and must not allocate from this heap. `addr` is a byte
 * offset into the memory, all sizes are bytes. `redzone` bytes on either side belong to no block.
 */
export interface Valgrind {
  /** A block of `size` bytes was allocated, undefined, or zero if `is_zeroed`. */
  malloclike_block(addr: Mem, size: number, redzone: number, is_zeroed: boolean): void;
  /** The block at `addr` is about to be freed; comes before the allocator looks at it. */
  freelike_block(addr: Mem, redzone: number): void;
  /** realloc() was called for the block at `addr`; comes before the allocator looks at it. */
  before_realloc?(addr: Mem): void;
  /**
   * The block at `addr` has `new_size` bytes from now on. What it keeps stays as it is, what it gains
   * is undefined. `old_size` is 0, as in U-Boot: the allocator does not keep what was asked for.
   */
  resizeinplace_block(addr: Mem, old_size: number, new_size: number, redzone: number): void;
  /** The allocator has written these bytes for the user. */
  make_mem_defined(addr: Mem, size: number): void;
  /** What these bytes hold means nothing. */
  make_mem_undefined(addr: Mem, size: number): void;
  /** These bytes are a pool of which no block is allocated. */
  make_mem_noaccess?(addr: Mem, size: number): void;
  /**
   * realloc() moved the contents of the block at `from` to the new block at `to`, as much as fits. It
   * comes after malloclike_block(to) and before freelike_block(from); if the two blocks overlap, after
   * both. A checker without this function is told that the whole new block is defined.
   */
  copy_block?(to: Mem, from: Mem): void;
}

export let valgrind: Valgrind | null = null;

/** Reports every block to `checker` from now on; null ends that. */
export function set_valgrind(checker: Valgrind | null): void {
  valgrind = checker;
}

/** A pool starts, without blocks. @inline !VALGRIND */
export function report_pool(start: Mem, size: number): void {
  if (VALGRIND) valgrind?.make_mem_noaccess?.(start, size);
}

/** The allocator is about to resize the block at mem, if there is one. @inline !VALGRIND */
export function report_before_realloc(mem: Mem): void {
  if (VALGRIND && mem !== 0) valgrind?.before_realloc?.(mem);
}

/** A block of the simple malloc. @inline !VALGRIND */
export function report_malloc_simple(mem: Mem, bytes: number): Mem {
  if (VALGRIND && mem !== 0) valgrind?.malloclike_block(mem, bytes >>> 0, 0, false);
  return mem;
}

/** @inline !VALGRIND */
export function report_free_simple(mem: Mem): void {
  if (VALGRIND && mem !== 0) valgrind?.freelike_block(mem, 0);
}

/** The allocator wrote these bytes for the user. @inline !VALGRIND */
export function report_defined(mem: Mem, bytes: number): void {
  if (VALGRIND) valgrind?.make_mem_defined(mem, bytes);
}
