import type { Memory } from './allocator.ts';

interface MemoryDescriptor {
  readonly initial: number;
  readonly maximum?: number;
  readonly shared?: boolean;
}

export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** The types of Node.js have no value WebAssembly. */
const { WebAssembly: wasm } = globalThis as unknown as {
  readonly WebAssembly: { readonly Memory: new (size: MemoryDescriptor) => WasmMemory };
};

/** A WebAssembly.Memory of `initial` pages of 65536 bytes. */
export function unsharedMemory(initial: number, maximum = 65536): WasmMemory & Memory {
  return new wasm.Memory({ initial, maximum });
}

/** One that threads can share. */
export function sharedMemory(initial: number, maximum: number): WasmMemory & Memory {
  return new wasm.Memory({ initial, maximum, shared: true });
}

/**
 * A buffer of gigabytes, in a mapping with guards around it; untouched pages cost nothing. Plain buffers of
 * that size lie side by side and become one mapping. Once it is larger than the machine's memory,
 * the process cannot fork: no later test of the same worker could run a program.
 */
export function hugeMemory(bytes: number): ArrayBuffer {
  return unsharedMemory(bytes / 65536).buffer;
}
