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
  /** As long as the memory, and all guard. */
  readonly #guard: Buffer;
  /** What may be written, [from, to) each. */
  readonly #regions: [number, number][];

  /**
   * The region is full of garbage at first, the guards of another byte.
   * @param room bytes of guard behind the region
   */
  constructor(kind: MemoryKind, start: number, size: number, room = GUARD_AFTER) {
    const length = start + size + room;
    this.#regions = [[start, start + size]];
    this.memory = createMemory(kind, length);
    this.start = start;
    this.size = size;
    this.bytes = Buffer.from(bufferOf(this.memory));
    this.bytes.fill(GUARD);
    this.#guard = Buffer.from(this.bytes);
    for (let i = start; i < start + size; i += 1) this.bytes[i] = (i * 151 + 89) & 0xff;
  }

  get buffer(): ArrayBufferLike {
    return bufferOf(this.memory);
  }

  /** Lets bytes [from, to) be written, too. */
  allow(from: number, to: number): void {
    this.#regions.push([from, to]);
    this.#regions.sort(([a], [b]) => a - b);
  }

  /** Makes bytes [from, to) guard again. */
  forbid(from: number, to: number): void {
    const rest = this.#regions.flatMap(([start, end]): [number, number][] => [
      [start, Math.min(end, from)],
      [Math.max(start, to), end],
    ]);
    this.#regions.splice(0, this.#regions.length, ...rest.filter(([start, end]) => start < end));
    this.bytes.fill(GUARD, from, to);
  }

  /** @throws HeapError if a byte outside of the regions was written */
  checkGuards(): void {
    let from = 0;
    for (const [start, end] of this.#regions) {
      this.#checkGuard(from, Math.max(from, start));
      from = Math.max(from, end);
    }
    this.#checkGuard(from, this.bytes.length);
  }

  #checkGuard(from: number, to: number): void {
    if (this.bytes.compare(this.#guard, from, to, from, to) === 0) return;
    const at = this.bytes.subarray(from, to).findIndex((byte) => byte !== GUARD);
    throw new HeapError(`byte ${String(from + at)}, outside of the region, was written`);
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
