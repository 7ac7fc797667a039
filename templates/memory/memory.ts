/*
 * M starts with malloc_state, so that the words of a heap do not depend on its place in the memory.
 * With the full sys_alloc, a heap can have memory in several places, and M is the whole memory.
 */
import {
  FIXED_POOL,
  INSECURE,
  SIMPLE_SYSALLOC,
  SMALLCHUNKS_AS_FUNCS,
  SYS_MALLOC_ATTACH,
} from '../options/options.ts';
import { set_new_extent } from './extent.ts';
import { SIZE_T_SIZE } from './size_t.ts';
import type { Memory } from '../options/types.ts';

/** The memory of the heap, as words of 32 bits. */
export let M: Int32Array;

/** Address of the block of a chunk whose head would be M[0]: one size_t after that word. */
export let block_0: number;

/**
 * Bytes of M, kept if other threads can map more. Asking M for them at each call would take longer than the
 * call where its buffer can grow.
 */
export let map_length: number;

/** The memory that M is a view of, kept if the heap can grow beyond its first region. */
export let mapped: Memory;

/** The buffer of `memory`. @inline */
export function buffer_of(memory: Memory): ArrayBufferLike {
  return (memory as WebAssembly.Memory).buffer ?? memory;
}

/** @throws TypeError if `memory` is not an ArrayBuffer, SharedArrayBuffer or WebAssembly.Memory */
export function check_memory(memory: Memory): void {
  // A view has a buffer too, but need not start where the buffer does.
  if (
    !((memory as Memory | null) && buffer_of(memory).byteLength >= 0) ||
    ArrayBuffer.isView(memory)
  ) {
    throw new TypeError('not an ArrayBuffer, SharedArrayBuffer or WebAssembly.Memory');
  }
}

/**
 * What a view of the user's memory is made of. A view has a byteLength too, so it stays what it is, and
 * DataView takes nothing but buffers: it throws the engine's TypeError. @inline
 */
export function viewed_buffer(memory: Memory): ArrayBuffer {
  return (memory as ArrayBuffer).byteLength >= 0
    ? (memory as ArrayBuffer)
    : ((memory as WebAssembly.Memory).buffer as ArrayBuffer);
}

/** The buffer of what the user gave as a memory. @inline */
export function opened_buffer(memory: Memory): ArrayBufferLike {
  if (!INSECURE) check_memory(memory);
  return new DataView(viewed_buffer(memory)).buffer;
}

/**
 * The same, if it has `size` bytes from byte `start`. The engine checks all of this.
 * @throws RangeError if it does not, or `size` is negative
 * @inline
 */
export function buffer_with_region(memory: Memory, start: number, size: number): ArrayBufferLike {
  return new DataView(viewed_buffer(memory), start, size).buffer;
}

/** Whether a region can start there. A text cannot, though it compares with numbers. @inline */
export function is_start(start: number): boolean {
  return SMALLCHUNKS_AS_FUNCS ? Math.floor(start) === start && start >= 0 : start >>> 0 === start;
}

/** Whether a region can end there: the sum with a text is one, and there are no parts of bytes. @inline */
export function is_end(end: number): boolean {
  return INSECURE || Math.floor(end) === end;
}

/** Makes M the words of `buffer` from byte `start`, a multiple of 4, to byte `end`. @inline */
export function map_words(buffer: ArrayBufferLike, start: number, end: number): void {
  map_region(buffer, start, (end - start) / 4);
}

/**
 * Makes M the `words` words of `buffer` from byte `start`. A part of a word does not count.
 * @inline
 */
export function map_region(buffer: ArrayBufferLike, start: number, words: number): void {
  M = new Int32Array(buffer, start, words);
  if (SIMPLE_SYSALLOC) block_0 = start + SIZE_T_SIZE;
  if (SYS_MALLOC_ATTACH && !FIXED_POOL) {
    map_length = M.byteLength;
    set_new_extent(true);
  }
}

/** @inline */
export function set_mapped(memory: Memory): void {
  mapped = memory;
}
