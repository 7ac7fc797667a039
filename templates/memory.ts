import type { Memory } from './types.ts';

/** The memory in words of 32 bits, from its start to the end of the heap. */
export let M: Int32Array;

/** The buffer behind `memory`. */
export function buffer_of(memory: Memory): ArrayBufferLike {
  return (memory as WebAssembly.Memory).buffer ?? memory;
}

/**
 * Opens the words below byte `end` of `memory`.
 * @throws RangeError if the memory is shorter than that
 */
export function map_memory(memory: Memory, end: number): void {
  M = new Int32Array(buffer_of(memory), 0, end >>> 2);
}
