/*
 * A heap of 3 GiB, of which most lies above 2 GiB, where an address does not fit an int32. Nothing here touches
 * more than a few pages of it.
 */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Allocator } from '../../support/allocator.ts';
import { SANDBOX, SMALL, buildOptions, type Bits } from '../../support/build-options.ts';
import type { OptionChanges } from '../../support/build-options.ts';
import { heapCalls } from '../../support/heap-call.ts';
import { heapLayout } from '../../support/heap-layout.ts';
import { checkHeap, heapView } from '../../support/heap-walker.ts';
import { loadModule } from '../../support/load-variant.ts';
import { runCalls } from '../../support/run-calls.ts';
import { runs, seeded } from '../../support/seed.ts';
import { specialised } from '../../support/specialised.ts';
import { sparseMemory } from '../../support/sparse-memory.ts';

const GIB = 2 ** 30;
const START = 900 * 2 ** 20;
const SIZE = 3 * GIB;
const LENGTH = START + SIZE;

const unshared = sparseMemory(ArrayBuffer, LENGTH);
const shared = sparseMemory(SharedArrayBuffer, LENGTH);
const testHigh = unshared === undefined || shared === undefined ? test.skip : test;

const LOCK = { SYS_MALLOC_ATTACH: true, SYS_MALLOC_LOCK: true };
const MULTI = { SYS_MALLOC_MULTI_INSTANCE: true };

const CASES: readonly (readonly [string, OptionChanges])[] = [
  ['the defaults', {}],
  ['SYS_MALLOC_SMALL', SMALL],
  ['SANDBOX', SANDBOX],
  ['many heaps', MULTI],
  ['a lock', LOCK],
  ['SANDBOX with a lock, many heaps', { ...SANDBOX, ...LOCK, ...MULTI }],
];

type Module = Allocator & { createMalloc?(): Allocator };

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  describe.each(CASES)('%s', (_, changes) => {
    const options = buildOptions(bits, { ...changes, SYS_MALLOC_CLEAR_ON_INIT: false });
    const memory = (changes.SYS_MALLOC_LOCK === true ? shared : unshared) as ArrayBuffer;

    async function load(): Promise<Allocator> {
      const module = await loadModule<Module>(specialised(options).javascript);
      const { MALLOC_STATE_SIZE } = module;
      if (module.createMalloc === undefined) return module;
      return Object.create(module.createMalloc(), {
        MALLOC_STATE_SIZE: { value: MALLOC_STATE_SIZE },
      });
    }

    const chunksOf = (allocator: Allocator, buffer: ArrayBufferLike) =>
      checkHeap(heapView(allocator, buffer, heapLayout(options)));

    testHigh('large blocks, up to the end', async () => {
      const allocator = await load();
      allocator.mem_malloc_init(memory, START, SIZE);
      expect(allocator.mem_malloc_end).toBe(LENGTH);
      const chunks = () => chunksOf(allocator, memory);
      expect(chunks()).toHaveLength(1);
      expect(allocator.malloc(SIZE)).toBe(0);
      const low = allocator.malloc(1.5 * GIB);
      const high = allocator.malloc(GIB);
      expect(high).toBeGreaterThan(2300 * 2 ** 20);
      expect(allocator.malloc(GIB)).toBe(0);
      expect(allocator.malloc_usable_size(high)).toBeGreaterThanOrEqual(GIB);
      new Uint8Array(memory, high, 3).fill(9);
      new Uint8Array(memory, high + GIB - 3, 3).fill(9);
      const last = allocator.calloc(100, 100);
      expect(last).toBeGreaterThan(3400 * 2 ** 20);
      expect(new Uint8Array(memory, last, 10_000).every((byte) => byte === 0)).toBe(true);
      chunks();
      allocator.free(high);
      const aligned = allocator.memalign(GIB / 4, 1000);
      expect(aligned).toBe(Math.ceil(high / (GIB / 4)) * (GIB / 4));
      chunks();
      for (const mem of [low, aligned, last]) allocator.free(mem);
      expect(chunks()).toHaveLength(1);
    });

    testHigh('realloc() moves and keeps a block up there', async () => {
      const allocator = await load();
      allocator.mem_malloc_init(memory, START, SIZE);
      const low = allocator.malloc(1.5 * GIB);
      const mem = allocator.malloc(10_000);
      const fence = allocator.malloc(10);
      const bytes = Array.from({ length: 10_000 }, (_byte, i) => (i * 7) & 255);
      new Uint8Array(memory, mem).set(bytes);
      const moved = allocator.realloc(mem, 200_000);
      expect(moved).toBeGreaterThan(fence);
      expect([...new Uint8Array(memory, moved, 10_000)]).toEqual(bytes);
      const shrunk = allocator.realloc(moved, 5000);
      expect([...new Uint8Array(memory, shrunk, 5000)]).toEqual(bytes.slice(0, 5000));
      for (const block of [low, fence, shrunk]) allocator.free(block);
      expect(chunksOf(allocator, memory)).toHaveLength(1);
    });

    testHigh(seeded('random calls above 2 GiB give what they give below'), async () => {
      const here = await load();
      const there = await load();
      const region = fc.record({
        size: fc.integer({ min: 1000, max: 30_000 }),
        // From the last page below 2 GiB to the end of the memory; alignments see the same address.
        at: fc.constantFrom(
          2 * GIB - 4096,
          2 * GIB,
          3 * GIB,
          LENGTH - (LENGTH % 2 ** 20) - 2 ** 20,
        ),
        calls: heapCalls(60),
      });
      fc.assert(
        fc.property(region, ({ size, at, calls: all }) => {
          // memalign() for a larger alignment than the two places have in common may differ.
          const calls = all.filter((call) => call.call !== 'memalign' || call.align <= 4096);
          here.mem_malloc_init(memory, at % 2 ** 20 || 2 ** 20, size);
          const expected = [...runCalls(here, calls)];
          there.mem_malloc_init(memory, at, size);
          expect([...runCalls(there, calls)]).toEqual(expected);
          chunksOf(there, memory);
        }),
        runs(15),
      );
    });
  });

  testHigh('two heaps of one memory, below and above 2 GiB', async () => {
    const options = buildOptions(bits, { ...MULTI, SYS_MALLOC_CLEAR_ON_INIT: false });
    const { createMalloc } = await loadModule<{ createMalloc(): Allocator }>(
      specialised(options).javascript,
    );
    const memory = unshared as ArrayBuffer;
    const [below, above] = [createMalloc(), createMalloc()];
    below.mem_malloc_init(memory, 16, 2 * GIB - 16);
    above.mem_malloc_init(memory, 2 * GIB, LENGTH - 2 * GIB);
    const low = below.malloc(1900 * 2 ** 20);
    const high = above.malloc(1800 * 2 ** 20);
    expect(below.malloc(GIB)).toBe(0);
    expect(high - 2 * GIB).toBe(low - 16);
    below.free(low);
    expect(above.malloc(GIB)).toBe(0);
    expect(below.malloc(1900 * 2 ** 20)).toBe(low);
    above.free(high);
    expect(above.malloc(1800 * 2 ** 20)).toBe(high);
  });

  testHigh('a heap that another instance opens up there', async () => {
    const options = buildOptions(bits, { ...LOCK, SYS_MALLOC_CLEAR_ON_INIT: false });
    const { javascript } = specialised(options);
    const maker = await loadModule<Allocator>(javascript);
    const other = await loadModule<Allocator>(javascript);
    const memory = shared as SharedArrayBuffer;
    maker.mem_malloc_init(memory, 3 * GIB, 65_536);
    const mem = maker.malloc(100);
    other.mem_malloc_attach(memory, 3 * GIB);
    expect(other.mem_malloc_end).toBe(3 * GIB + 65_536);
    other.free(mem);
    expect(maker.malloc(100)).toBe(mem);
  });
});
