/*
 * posix_memalign(), valloc(), pvalloc(), realloc_in_place(), independent_calloc(),
 * independent_comalloc(), bulk_free() and malloc_inspect_all() against the recorded C code, address for
 * address, with the whole heap checked after each call.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { buildOptions, type Bits, type OptionChanges } from '../../../support/build-options.ts';
import { openHeap, type OpenHeap } from '../../../support/open-heap.ts';
import { SizeTArray } from '../../../support/size-t-array.ts';

const ALL_CALLS = {
  MALLOC_BULK_FREE: true,
  MALLOC_INDEPENDENT_CALLS: true,
  MALLOC_INSPECT_ALL: true,
  MALLOC_POSIX_MEMALIGN: true,
  MALLOC_REALLOC_IN_PLACE: true,
} as const satisfies OptionChanges;

const VARIANTS: readonly (readonly [string, OptionChanges])[] = [
  ['the defaults', {}],
  ['INSECURE=n', { INSECURE: false }],
  ['SIMPLE_SYSALLOC=n', { SIMPLE_SYSALLOC: false }],
  ['NO_TREE_BINS and functions', { NO_TREE_BINS: true, SMALLCHUNKS_AS_FUNCS: true }],
];

type Recorded =
  | readonly ['f', number]
  | readonly ['m' | 'r' | 'valloc' | 'pvalloc' | 'realloc_in_place', number, number, number]
  | readonly ['posix_memalign', number, number, number, number, number]
  | readonly [
      'independent_calloc' | 'independent_comalloc',
      readonly number[],
      number | readonly number[],
      boolean,
      number,
      readonly number[],
    ]
  | readonly ['bulk_free', readonly number[], number]
  | readonly ['malloc_inspect_all', readonly (readonly [number, number, number])[]];

function recorded(name: string): readonly Recorded[] {
  const path = new URL(`../../../vectors/calls/${name}.jsonl.gz`, import.meta.url);
  const lines = gunzipSync(readFileSync(path)).toString().trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Recorded);
}

/** Where the arrays of the calls are, in front of the heap. */
const ARRAY = 1024;
const SIZES = 2048;
const HEAP_START = 65536;

class Replay {
  readonly #heap: OpenHeap;
  readonly #bits: Bits;
  readonly #slots: number[] = Array.from({ length: 64 }, () => 0);

  constructor(heap: OpenHeap, bits: Bits) {
    this.#heap = heap;
    this.#bits = bits;
  }

  #array(address: number, length: number): SizeTArray {
    return new SizeTArray(this.#heap.memory.buffer, address, length, this.#bits);
  }

  #offset(mem: number): number {
    return mem === 0 ? -1 : mem - HEAP_START;
  }

  #set(slot: number, mem: number): number {
    if (mem !== 0) this.#slots[slot] = mem;
    return this.#offset(mem);
  }

  /** Makes the call, and returns what the recorded line has in its place. */
  make(call: Recorded): unknown {
    const { allocator } = this.#heap;
    switch (call[0]) {
      case 'f':
        allocator.free(this.#slots[call[1]] ?? 0);
        this.#slots[call[1]] = 0;
        return call;
      case 'm':
      case 'valloc':
      case 'pvalloc': {
        const [name, slot, size] = call;
        const mem = allocator[name === 'm' ? 'malloc' : name](size);
        return [name, slot, size, this.#set(slot, mem)];
      }
      case 'r':
      case 'realloc_in_place': {
        const [name, slot, size] = call;
        const mem = allocator[name === 'r' ? 'realloc' : name](this.#slots[slot] ?? 0, size);
        return [name, slot, size, this.#set(slot, mem)];
      }
      case 'posix_memalign': {
        const [name, slot, alignment, size] = call;
        const pp = this.#array(ARRAY, 1);
        pp.set(0, 77);
        const error = allocator.posix_memalign(ARRAY, alignment, size);
        if (error !== 0) expect(pp.get(0)).toBe(77);
        const mem = error === 0 ? pp.get(0) : 0;
        return [name, slot, alignment, size, error, this.#set(slot, mem)];
      }
      case 'independent_calloc':
      case 'independent_comalloc':
        return this.#independent(call);
      case 'bulk_free': {
        const [name, slots] = call;
        const array = this.#array(ARRAY, slots.length);
        slots.forEach((slot, i) => {
          array.set(i, this.#slots[slot] ?? 0);
          this.#slots[slot] = 0;
        });
        const unfreed = allocator.bulk_free(ARRAY, slots.length);
        for (let i = 0; i < slots.length; i += 1) expect(array.get(i)).toBe(0);
        return [name, slots, unfreed];
      }
      case 'malloc_inspect_all': {
        const found: number[][] = [];
        const arg = {};
        allocator.malloc_inspect_all((start, end, used, given) => {
          expect(given).toBe(arg);
          found.push([start - HEAP_START, end - HEAP_START, used]);
        }, arg);
        return [call[0], found];
      }
    }
  }

  #independent(call: Extract<Recorded, readonly [`independent_${string}`, ...unknown[]]>): unknown {
    const { allocator, memory } = this.#heap;
    const [name, slots, size, own] = call;
    const count = slots.length;
    const sizes = typeof size === 'number' ? slots.map(() => size) : size;
    sizes.forEach((bytes, i) => this.#array(SIZES, count).set(i, bytes));
    const chunks = own ? ARRAY : 0;
    const result =
      typeof size === 'number'
        ? allocator.independent_calloc(count, size, chunks)
        : allocator.independent_comalloc(count, SIZES, chunks);
    const pointers = result === 0 ? [] : this.#array(result, count).values();
    slots.forEach((slot, i) => {
      const mem = pointers[i];
      if (mem === undefined) return;
      const block = memory.bytes.subarray(mem, mem + (sizes[i] ?? 0));
      if (typeof size === 'number') expect(block.every((byte) => byte === 0)).toBe(true);
      block.fill(0xa5);
      this.#slots[slot] = mem;
    });
    if (own) expect(result).toBe(result === 0 ? 0 : ARRAY);
    const returned = own ? Number(result !== 0) : this.#offset(result);
    const offsets = pointers.map((mem) => this.#offset(mem));
    if (!own) allocator.free(result);
    return [name, slots, size, own, returned, offsets];
  }
}

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  describe.each(VARIANTS)('%s', (_, changes) => {
    test.each(['calls1', 'calls2'])('%s', async (name) => {
      const options = buildOptions(bits, { ...ALL_CALLS, ...changes });
      const heap = await openHeap(options, { heapStart: HEAP_START, heapSize: 0x10000 });
      heap.memory.allow(ARRAY, SIZES + 1024);
      const replay = new Replay(heap, bits);
      for (const call of recorded(`${name}.${String(bits)}`)) {
        expect(replay.make(call)).toEqual(call);
        heap.chunks();
      }
      heap.memory.checkGuards();
    });
  });
});
