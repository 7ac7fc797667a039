/*
 * A heap is what lies in its memory: a copy is another heap, which goes on from there.
 */
import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Allocator, Memory } from '../../support/allocator.ts';
import { LEGACY, SANDBOX, SMALL, buildOptions, type Bits } from '../../support/build-options.ts';
import type { OptionChanges } from '../../support/build-options.ts';
import { heapCalls } from '../../support/heap-call.ts';
import { heapLayout } from '../../support/heap-layout.ts';
import { checkHeap, heapView } from '../../support/heap-walker.ts';
import { loadTemplates } from '../../support/load-templates.ts';
import { runCalls } from '../../support/run-calls.ts';
import { runs, seeded } from '../../support/seed.ts';
import { loadSpecialised } from '../../support/specialised.ts';
import { sharedMemory, unsharedMemory, wideMemory } from '../../support/wasm-memory.ts';

const ATTACH = { SYS_MALLOC_ATTACH: true };
const LOCK = { SYS_MALLOC_ATTACH: true, SYS_MALLOC_LOCK: true };

const CASES: readonly (readonly [string, OptionChanges])[] = [
  ['a fixed pool', ATTACH],
  ['SYS_MALLOC_SMALL', { ...SMALL, ...ATTACH }],
  ['SANDBOX', { ...SANDBOX, ...ATTACH }],
  ['a fixed pool with a lock', LOCK],
  ['SANDBOX with a lock', { ...SANDBOX, ...LOCK }],
  ['SYS_MALLOC_LEGACY', { ...LEGACY, ...ATTACH }],
  ['SYS_MALLOC_LEGACY with a lock', { ...LEGACY, ...LOCK }],
];

const START = 4096;
const ROOM = 65_536;

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  describe.each(CASES)('%s', (_, changes) => {
    const options = buildOptions(bits, changes);
    const isFixed = options.enabled.SIMPLE_SYSALLOC;
    let first: Allocator;
    let second: Allocator;
    beforeAll(async () => {
      first = await loadTemplates(options);
      second = await loadSpecialised(options);
    });

    function memoryOf(bytes: number): ArrayBuffer | SharedArrayBuffer {
      return changes.SYS_MALLOC_LOCK === true
        ? new SharedArrayBuffer(bytes)
        : new ArrayBuffer(bytes);
    }

    function copyOf(memory: ArrayBufferLike, by = 0) {
      const copy = memoryOf(memory.byteLength + by);
      new Uint8Array(copy).set(new Uint8Array(memory), by);
      return copy;
    }

    /** The heap walker knows dlmalloc 2.8.6 alone. */
    const walk = (allocator: Allocator, memory: ArrayBufferLike) =>
      changes.SYS_MALLOC_LEGACY === true
        ? [undefined]
        : checkHeap(heapView(allocator, memory, heapLayout(options)));

    // dlmalloc 2.6.6 takes whole pages from sbrk(), so where they start makes a difference.
    const step = changes.SYS_MALLOC_LEGACY === true ? 4096 : 16;

    test.each(isFixed ? [0, step, 65_536] : [0])(
      seeded('a snapshot, %i bytes further on, goes on as the heap does'),
      (by) => {
        fc.assert(
          fc.property(
            heapCalls(60),
            fc.nat(60),
            fc.integer({ min: 1500, max: 20_000 }),
            fc.nat(40),
            (all, at, size, off) => {
              // Where a block for memalign() can be depends on its address, not on the heap alone.
              const calls = all.filter(({ call }) => by % 65_536 === 0 || call !== 'memalign');
              const memory = memoryOf(ROOM);
              const start = START + off;
              first.mem_malloc_init(memory, start, size);
              const before = calls.slice(0, at);
              const live: number[] = [];
              for (const call of before) {
                if (call.call === 'free') first.free(live.splice(call.pick % 7, 1)[0] ?? 0);
                else if (call.call === 'malloc') live.push(first.malloc(call.size));
                else if (call.call === 'memalign') live.push(first.memalign(call.align, 10));
              }
              const copy = copyOf(memory, by);
              second.mem_malloc_attach(copy, start + by);
              expect(second.mem_malloc_start).toBe(first.mem_malloc_start + by);
              expect(second.mem_malloc_end).toBe(first.mem_malloc_end + by);
              expect(second.mem_malloc_brk).toBe(first.mem_malloc_brk + by);
              expect(walk(second, copy)).toHaveLength(walk(first, memory).length);
              for (const mem of live) {
                first.free(mem);
                second.free(mem === 0 ? 0 : mem + by);
              }
              expect([...runCalls(second, calls)]).toEqual([...runCalls(first, calls)]);
              walk(second, copy);
              expect(Buffer.from(copy, by).equals(Buffer.from(memory))).toBe(true);
            },
          ),
          runs(25),
        );
      },
    );

    test('the specialised module makes what the templates open', () => {
      const memory = memoryOf(ROOM);
      second.mem_malloc_init(memory, START, 40_000);
      const mem = second.malloc(100);
      new Uint8Array(memory, mem, 100).fill(7);
      first.mem_malloc_attach(memory, START);
      const moved = first.realloc(mem, 5000);
      expect([...new Uint8Array(memory, moved, 100)]).toEqual(Array.from({ length: 100 }, () => 7));
      first.free(moved);
      expect(walk(first, memory)).toHaveLength(1);
    });

    describe('refuses memory without a heap', () => {
      const refused = 'no heap that this allocator can open starts at byte ';

      test.each([START - 8, START + 4, START + 8, -8, ROOM, ROOM * 2, 2 ** 40, 0.5, Number.NaN])(
        'at byte %d',
        (start) => {
          const memory = memoryOf(ROOM);
          first.mem_malloc_init(memory, START, 10_000);
          expect(() => second.mem_malloc_attach(memory, start)).toThrow(
            new RangeError(refused + String(start)),
          );
        },
      );

      test.each([isFixed ? 4 : 16, 1, 12])('moved by %i bytes', (by) => {
        const memory = memoryOf(ROOM);
        first.mem_malloc_init(memory, START, 10_000);
        expect(() => second.mem_malloc_attach(copyOf(memory, by), START + by)).toThrow(refused);
      });

      test('cut off', () => {
        const memory = memoryOf(ROOM);
        first.mem_malloc_init(memory, START, 10_000);
        const whole = memoryOf(START + 10_000);
        new Uint8Array(whole).set(new Uint8Array(memory, 0, START + 10_000));
        second.mem_malloc_attach(whole, START);
        const short = memoryOf(START + 10_000 - 4);
        new Uint8Array(short).set(new Uint8Array(memory, 0, START + 10_000 - 4));
        expect(() => second.mem_malloc_attach(short, START)).toThrow(refused);
      });

      test('and stays with the heap from before', () => {
        const memory = memoryOf(ROOM);
        first.mem_malloc_init(memory, START, 10_000);
        const mem = first.malloc(10);
        expect(() => first.mem_malloc_attach(memoryOf(ROOM), START)).toThrow(RangeError);
        first.free(mem);
        expect(first.malloc(10)).toBe(mem);
        expect(first.mem_malloc_start).toBe(START + first.MALLOC_STATE_SIZE);
      });
    });
  });

  test('a heap opened with another layout', async () => {
    const layouts = [
      buildOptions(bits, ATTACH),
      buildOptions(bits === 64 ? 32 : 64, ATTACH),
      buildOptions(bits, { ...ATTACH, NO_TREE_BINS: true }),
      buildOptions(bits, { ...ATTACH, STATIC_MALLOC_PARAMS: true }),
      buildOptions(bits, { ...ATTACH, SIMPLE_SYSALLOC: false }),
    ];
    const variants = await Promise.all(layouts.map((options) => loadSpecialised(options)));
    for (const [i, maker] of variants.entries()) {
      const memory = new ArrayBuffer(ROOM);
      maker.mem_malloc_init(memory, START, 10_000);
      for (const [j, other] of variants.entries()) {
        const attempt = () => other.mem_malloc_attach(memory, START);
        if (i === j) attempt();
        else expect(attempt).toThrow(RangeError);
      }
    }
  });

  test('dlmalloc 2.6.6 in a second region cannot be opened', async () => {
    const options = buildOptions(bits, { ...LEGACY, ...ATTACH });
    const maker = await loadSpecialised(options);
    const other = await loadTemplates(options);
    const memory = new ArrayBuffer(ROOM);
    maker.mem_malloc_init(memory, START, 10_000);
    maker.mem_malloc_init(memory, START + 16_384, 10_000);
    for (const start of [START, START + 16_384]) {
      expect(() => other.mem_malloc_attach(memory, start)).toThrow(RangeError);
    }
    maker.mem_malloc_init(new ArrayBuffer(ROOM), START, 10_000);
    maker.mem_malloc_init(memory, START, 10_000);
    other.mem_malloc_attach(memory, START);
    expect(other.mem_malloc_end).toBe(START + 10_000);
  });

  test('a copy of a shared heap is one without a lock, too', async () => {
    const shared = await loadSpecialised(buildOptions(bits, LOCK));
    const alone = await loadSpecialised(buildOptions(bits, ATTACH));
    const memory = new SharedArrayBuffer(ROOM);
    shared.mem_malloc_init(memory, 0, ROOM);
    shared.malloc(100);
    const copy = new ArrayBuffer(ROOM);
    new Uint8Array(copy).set(new Uint8Array(memory));
    alone.mem_malloc_attach(copy, 0);
    expect(alone.malloc(50)).toBe(shared.malloc(50));
  });

  test('a heap that is as long as the one before is opened like any other', async () => {
    const allocator = await loadSpecialised(
      buildOptions(bits, { ...ATTACH, SYS_MALLOC_GROW: true }),
    );
    const [first, second] = [new ArrayBuffer(ROOM), new ArrayBuffer(ROOM)];
    allocator.mem_malloc_init(first, 0, ROOM);
    const end = allocator.mem_malloc_end;
    allocator.mem_malloc_init(second, 0, ROOM);
    const mem = allocator.malloc(10);
    allocator.mem_malloc_attach(first, 0);
    expect(allocator.mem_malloc_end).toBe(end);
    expect(allocator.malloc(10)).toBe(mem);
  });

  test('a call that takes no memory leaves the extent in the header alone', async () => {
    const allocator = await loadSpecialised(
      buildOptions(bits, { ...ATTACH, SYS_MALLOC_GROW: true }),
    );
    const memory = new ArrayBuffer(ROOM, { maxByteLength: 4 * ROOM });
    const words = new Int32Array(memory, 0, 6);
    allocator.mem_malloc_init(memory, 0, ROOM);
    const before = [...words.subarray(3)];
    words.fill(-1, 3);
    allocator.free(allocator.malloc(100));
    expect([...words.subarray(3)]).toEqual([-1, -1, -1]);
    expect(allocator.malloc(ROOM)).not.toBe(0);
    const grown = allocator.mem_malloc_end - allocator.mem_malloc_start;
    expect(grown).toBeGreaterThan(before[0] ?? 0);
    expect(words[3]).toBe(grown);
  });

  test('a thread whose memory has addresses of 64 bits goes on where another one let it grow', async () => {
    const options = buildOptions(bits, { ...LOCK, SYS_MALLOC_GROW: true });
    const [one, other] = [await loadSpecialised(options), await loadTemplates(options)];
    const memory = sharedMemory(1, 4);
    const stale = wideMemory(memory);
    one.mem_malloc_init(wideMemory(memory), 0, ROOM);
    other.mem_malloc_attach(stale, 0);
    const first = one.malloc(ROOM);
    expect(stale.buffer.byteLength).toBe(ROOM);
    expect(other.malloc(100)).toBeGreaterThan(first);
    expect(stale.buffer.byteLength).toBeGreaterThan(ROOM);
    expect(other.mem_malloc_end).toBe(one.mem_malloc_end);
  });

  test('malloc() uses the heap from then on', async () => {
    const options = buildOptions(bits, { ...ATTACH, SYS_MALLOC_F: true });
    const maker = await loadSpecialised(options);
    const other = await loadSpecialised(options);
    const memory = new ArrayBuffer(ROOM);
    maker.initr_malloc(memory, START, 10_000);
    other.initf_malloc(memory, 32_768);
    expect(other.malloc(10)).toBe(32_768);
    other.mem_malloc_attach(memory, START);
    expect(other.malloc(10)).toBe(maker.mem_malloc_start + (bits === 64 ? 16 : 8));
    expect(other.gd.flags).toBe(other.GD_FLG_FULL_MALLOC_INIT);
  });

  test('a lock needs shared memory', async () => {
    const allocator = await loadTemplates(buildOptions(bits, LOCK));
    const sentence = new TypeError(
      'a heap with a lock needs a SharedArrayBuffer, or a shared WebAssembly.Memory',
    );
    const unshared: readonly Memory[] = [new ArrayBuffer(ROOM), unsharedMemory(1)];
    for (const memory of unshared) {
      expect(() => allocator.mem_malloc_init(memory, 0, ROOM)).toThrow(sentence);
      expect(() => allocator.initr_malloc(memory, 0, ROOM)).toThrow(sentence);
      expect(() => allocator.mem_malloc_attach(memory, 0)).toThrow(sentence);
    }
    const memory = sharedMemory(1, 2);
    allocator.mem_malloc_init(memory, 0, ROOM);
    const mem = allocator.malloc(10);
    allocator.mem_malloc_attach(memory, 0);
    allocator.free(mem);
    expect(allocator.malloc(10)).toBe(mem);
  });
});
