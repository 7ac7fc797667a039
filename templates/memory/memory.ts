/*
 * M starts with malloc_state, so that the words of a heap mean the same wherever it lies. Only a heap
 * that may go on in other places, with the full sys_alloc, sees the whole memory.
 */
import { SIMPLE_SYSALLOC } from '../options/options.ts';
import { SIZE_T_SIZE } from './size_t.ts';
import type { Memory } from '../options/types.ts';

/** The words of 32 bits in which the heap lies. */
export let M: Int32Array;

/** Address of the block of a chunk whose head is M[0]: one size_t after that word. */
export let block_0: number;

/** What M is a view of; kept where the heap may go on beyond its first region. */
export let mapped: Memory;

/** The buffer behind `memory`. @inline */
export function buffer_of(memory: Memory): ArrayBufferLike {
  return (memory as WebAssembly.Memory).buffer ?? memory;
}

/** @throws TypeError if `memory` is none in which a heap or a pool can lie */
export function check_memory(memory: Memory): void {
  // A view has a buffer, too, but starts anywhere in it.
  if (
    !((memory as Memory | null) && buffer_of(memory).byteLength >= 0) ||
    ArrayBuffer.isView(memory)
  ) {
    throw new TypeError('this is no ArrayBuffer, SharedArrayBuffer or WebAssembly.Memory');
  }
}

/** Opens the words of `buffer` from byte `start`, a multiple of 4, up to byte `end`. @inline */
export function map_words(buffer: ArrayBufferLike, start: number, end: number): void {
  map_region(buffer, start, (end - start) >>> 2);
}

/**
 * Opens `words` words of `buffer` from byte `start`.
 * @throws RangeError if they do not lie in the buffer, or are fewer than 0
 * @inline
 */
export function map_region(buffer: ArrayBufferLike, start: number, words: number): void {
  M = new Int32Array(buffer, start, words);
  if (SIMPLE_SYSALLOC) block_0 = start + SIZE_T_SIZE;
}

/** @inline */
export function set_mapped(memory: Memory): void {
  mapped = memory;
}
