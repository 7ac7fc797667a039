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
