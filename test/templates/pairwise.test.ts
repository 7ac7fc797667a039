/*
 * Random calls of variants in which every pair of values of every two options occurs, with everything
 * that fails failing at every point: nothing gets lost or is handed out twice, and when all is freed,
 * one free chunk is left.
 */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { BuildOptions } from '../../generator/options/index.ts';
import type { Allocator } from '../support/allocator.ts';
import { callsOf, type AnyCall } from '../support/any-call.ts';
import { pairsOf } from '../support/covering-array.ts';
import { GuardedMemory } from '../support/guarded-memory.ts';
import { heapCalls, type HeapCall } from '../support/heap-call.ts';
import { optionRows } from '../support/option-rows.ts';
import { runs, seeded } from '../support/seed.ts';
import { loadSpecialised } from '../support/specialised.ts';
import { SystemMemory } from '../support/system-memory.ts';
import { ARRAYS_END, WatchedHeap } from '../support/watched-heap.ts';

/** What the system has behind the heap. */
const ROOM = 40 * 4096;

const places = fc.array(fc.nat(25), { maxLength: 3 });

type Instances = Allocator & { readonly createMalloc?: () => Allocator };

async function load(options: BuildOptions): Promise<Allocator> {
  const module: Instances = await loadSpecialised(options);
  if (module.createMalloc === undefined) return module;
  const { MALLOC_STATE_SIZE } = module;
  return Object.create(module.createMalloc(), { MALLOC_STATE_SIZE: { value: MALLOC_STATE_SIZE } });
}

interface Run {
  /** Bytes of the heap. */
  readonly size: number;
  readonly calls: readonly AnyCall[];
  /** How many allocations succeed, where that can be said. */
  readonly allocations?: number;
  /** Before which calls somebody else takes memory from the system. */
  readonly displaced?: readonly number[];
  /** Which calls of the system fail. */
  readonly systemFails?: (call: number) => boolean;
}

/** @returns how often the system was called */
function run(allocator: Allocator, options: BuildOptions, one: Run): number {
  const kind = options.enabled.SYS_MALLOC_LOCK ? 'SharedArrayBuffer' : 'ArrayBuffer';
  const state = allocator.MALLOC_STATE_SIZE;
  const memory = new GuardedMemory(kind, ARRAYS_END + 12, state + one.size, ROOM);
  const system = new SystemMemory(memory, one.systemFails ?? (() => false));
  const heap = new WatchedHeap(allocator, options, memory, system);
  if (one.allocations !== undefined) allocator.malloc_enable_testing(one.allocations);
  one.calls.forEach((call, i) => {
    if (one.displaced?.includes(i)) system.displace();
    heap.apply(call);
  });
  if (one.allocations !== undefined) allocator.malloc_disable_testing();
  for (const call of one.calls.slice(0, 3)) heap.apply(call);
  heap.freeAll();
  return system.calls;
}

/** The options that are on, as a title. */
function title({ enabled, global }: BuildOptions): string {
  const on = Object.entries({ ...global, ...enabled }).filter(([, value]) => value);
  return on.map(([name]) => name).join(' ');
}

describe.each(['u-boot', 'spl'] as const)('%s', (phase) => {
  const { names, rows, impossible } = optionRows(phase);
  const [simple, full] = [true, false].map((only) =>
    rows.filter(({ enabled }) => enabled.SYS_MALLOC_SIMPLE === only),
  ) as [BuildOptions[], BuildOptions[]];

  test('the rows have every pair that Kconfig allows', () => {
    const pairs = new Set(
      rows.flatMap(({ enabled, global }) => pairsOf(names, { ...enabled, ...global })),
    );
    expect(pairs.size).toBe(names.length * (names.length - 1) * 2 - impossible.length);
    expect(names).toContain('64BIT');
    expect(names).toContain('UNIT_TEST');
    expect(
      impossible.filter((pair) => /^\S*(64BIT|VALGRIND)=\S* (64BIT|VALGRIND)=/.test(pair)),
    ).toEqual([]);
  });

  test.each(full.map((options) => [title(options), options] as const))(
    seeded('%s'),
    async (_, options) => {
      const allocator = await load(options);
      const size = fc.oneof(
        fc.integer({ min: 1000, max: 4000 }),
        fc.integer({ min: 4000, max: 60_000 }),
      );

      fc.assert(
        fc.property(size, callsOf(allocator, 60), places, (bytes, calls, displaced) => {
          run(allocator, options, { size: bytes, calls, displaced });
        }),
        runs(20),
      );

      fc.assert(
        fc.property(callsOf(allocator, 25), places, (calls, displaced) => {
          const one = { size: 3000, calls, displaced };
          const systemCalls = run(allocator, options, one);
          for (let point = 0; point < systemCalls; point += 1) {
            run(allocator, options, { ...one, systemFails: (call) => call === point });
            run(allocator, options, { ...one, systemFails: (call) => call >= point });
          }
          if (!options.enabled.UNIT_TEST) return;
          for (let point = 0; point <= calls.length; point += 1) {
            run(allocator, options, { ...one, allocations: point });
          }
        }),
        runs(6),
      );
      expect(allocator.malloc(1)).not.toBe(0);
    },
  );

  if (simple.length === 0) return;

  test.each(simple.map((options) => [title(options), options] as const))(
    seeded('%s'),
    async (_, options) => {
      const allocator = await load(options);
      const base = 128;
      fc.assert(
        fc.property(heapCalls(100), (calls) => {
          const limit = options.values.SYS_MALLOC_F_LEN;
          const memory = new GuardedMemory('ArrayBuffer', base, limit);
          allocator.initf_malloc(memory.memory, base);
          let last = base;
          for (const call of calls) {
            if (call.call === 'realloc' || call.call === 'memalign') continue;
            const before = allocator.gd.malloc_ptr;
            const mem = makeSimpleCall(allocator, call);
            if (mem === 0) expect(allocator.gd.malloc_ptr).toBe(before);
            else expect(mem).toBeGreaterThanOrEqual(last);
            last = Math.max(last, base + allocator.gd.malloc_ptr);
          }
          memory.checkGuards();
        }),
        runs(20),
      );
    },
  );
});

type SimpleCall = Exclude<HeapCall, { readonly call: 'realloc' | 'memalign' }>;

function makeSimpleCall(allocator: Allocator, call: SimpleCall): number {
  switch (call.call) {
    case 'malloc':
      return allocator.malloc(call.size);
    case 'calloc':
      return allocator.calloc(call.count, call.size);
    case 'free':
      allocator.free(call.pick);
      return 0;
  }
}
