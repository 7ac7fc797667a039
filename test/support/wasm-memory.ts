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

/** What a program has in place of a memory: it takes a number, as its type says. */
export function ownMemory(memory: WasmMemory): WasmMemory & Memory {
  return {
    get buffer() {
      return memory.buffer;
    },
    grow(pages: number) {
      if (!Number.isInteger(pages)) throw new TypeError('pages are counted by a number');
      return memory.grow(pages);
    },
  };
}

/**
 * A memory as one with addresses of 64 bits is, which Node.js 20 lacks: what grow() takes becomes a BigInt, as no number
 * does. Its buffer is kept until it grows, as in a thread that does not know yet that another one let a memory grow.
 */
export function wideMemory(memory: WasmMemory): WasmMemory & Memory {
  let { buffer } = memory;
  return {
    get buffer() {
      return buffer;
    },
    grow(pages: unknown) {
      const more = BigInt.asUintN(64, pages as bigint);
      if (more > 65536n) throw new RangeError('no memory is that long');
      const old = memory.grow(Number(more));
      ({ buffer } = memory);
      return old;
    },
  };
}

/**
 * A buffer of gigabytes, in a mapping with guards around it; untouched pages cost nothing. Plain buffers of
 * that size lie side by side and become one mapping. Once it is larger than the machine's memory,
 * the process cannot fork: no later test of the same worker could run a program.
 */
export function hugeMemory(bytes: number): ArrayBuffer {
  return unsharedMemory(bytes / 65536).buffer;
}
