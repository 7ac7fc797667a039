import type { Memory } from './allocator.ts';
import { HeapError } from './heap-error.ts';

export const MEMORY_KINDS = ['ArrayBuffer', 'SharedArrayBuffer', 'WebAssembly.Memory'] as const;
export type MemoryKind = (typeof MEMORY_KINDS)[number];

/** The types of Node.js have no value WebAssembly. */
const { WebAssembly: wasm } = globalThis as unknown as {
  readonly WebAssembly: {
    readonly Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer };
  };
};

const GUARD = 0xa5;
const GUARD_AFTER = 64;
const PAGE = 65536;

/** A memory around the region [start, start + size) that notices writes outside of it. */
export class GuardedMemory {
  readonly memory: Memory;
  readonly start: number;
  readonly size: number;
  readonly bytes: Buffer;

  /** The region is full of garbage at first, the guards of another byte. */
  constructor(kind: MemoryKind, start: number, size: number) {
    const length = start + size + GUARD_AFTER;
    this.memory = createMemory(kind, length);
    this.start = start;
    this.size = size;
    this.bytes = Buffer.from(bufferOf(this.memory));
    this.bytes.fill(GUARD);
    for (let i = start; i < start + size; i += 1) this.bytes[i] = (i * 151 + 89) & 0xff;
  }

  get buffer(): ArrayBufferLike {
    return bufferOf(this.memory);
  }

  /** @throws HeapError if a byte outside of the region was written */
  checkGuards(): void {
    this.#checkGuard(0, this.start);
    this.#checkGuard(this.start + this.size, this.bytes.length);
  }

  #checkGuard(from: number, to: number): void {
    for (let i = from; i < to; i += 1) {
      if (this.bytes[i] !== GUARD) {
        throw new HeapError(`byte ${String(i)}, outside of the region, was written`);
      }
    }
  }
}

function bufferOf(memory: Memory): ArrayBufferLike {
  return 'buffer' in memory ? memory.buffer : memory;
}

function createMemory(kind: MemoryKind, length: number): Memory {
  if (kind === 'ArrayBuffer') return new ArrayBuffer(length);
  if (kind === 'SharedArrayBuffer') return new SharedArrayBuffer(length);
  return new wasm.Memory({ initial: Math.ceil(length / PAGE) });
}
