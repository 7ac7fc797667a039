import { SIMPLE_SYSALLOC } from './options.ts';
import type { Memory } from './types.ts';

/** The memory in words of 32 bits, from its start to the end of the heap. */
export let M: Int32Array;

/** What M is a view of; kept where the heap may go on beyond its first region. */
let mapped: Memory;

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
  if (!SIMPLE_SYSALLOC) mapped = memory;
}

/**
 * Opens the words below byte `end` too. A WebAssembly.Memory that grew has a new buffer, so the view
 * is made anew in any case.
 * @throws RangeError if the memory is shorter than that
 */
export function extend_map(end: number): void {
  map_memory(mapped, Math.max(end, M.length * 4));
}
