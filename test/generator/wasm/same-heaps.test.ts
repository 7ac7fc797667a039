import { runInNewContext } from 'node:vm';

import { beforeAll, describe, expect, test } from '@jest/globals';

import type { BuildOptions } from '../../../generator/options/index.ts';
import type { Allocator, Memory } from '../../support/allocator.ts';
import { buildOptions, LEGACY, SMALL } from '../../support/build-options.ts';
import { firstDifference } from '../../support/first-difference.ts';
import {
  GOLDEN_START,
  goldenHeapSize,
  goldenOffsets,
  goldenTrace,
  type GoldenTrace,
} from '../../support/golden.ts';
import { loadFace, lowered, specialisedOf, type Face } from '../../support/lowered.ts';
import { loadSpecialised } from '../../support/specialised.ts';
import { replay } from '../../support/trace.ts';
import { sharedMemory, unsharedMemory } from '../../support/wasm-memory.ts';
import { callBoth, differs, ODD } from './both-heaps.ts';

const PAGES = 24;
const BYTES = PAGES * 65536;

/** Numbers that the two sides convert in ways of their own. */
const CONVERTED = [
  0,
  -0,
  1,
  8.5,
  19,
  -1,
  -8.5,
  NaN,
  255.99,
  -(2 ** 31),
  2 ** 31,
  2 ** 32 - 1,
  2 ** 32,
].concat([-(2 ** 32), 2 ** 32 + 8, 2 ** 53, 1e300, Infinity, -Infinity]);

const ROWS: readonly (readonly [string, BuildOptions])[] = [
  ['default-32', buildOptions(32)],
  ['default-64', buildOptions(64)],
  ['small-32', buildOptions(32, SMALL)],
  ['small-64', buildOptions(64, SMALL)],
];

/** Others, with the name of an export that only they have or lack. */
const OTHERS: readonly (readonly [string, BuildOptions])[] = [
  ['dlmalloc 2.6.6', buildOptions(32, LEGACY)],
  ['checks', buildOptions(32, { INSECURE: false })],
  ['a heap that grows', buildOptions(32, { SYS_MALLOC_GROW: true })],
  ['dlmalloc 2.6.6 in a heap that grows', buildOptions(32, { ...LEGACY, SYS_MALLOC_GROW: true })],
  ['a lock', buildOptions(32, { SYS_MALLOC_ATTACH: true, SYS_MALLOC_LOCK: true })],
];

/** The options with one symbol changed. */
function flipped(options: BuildOptions, symbol: string): BuildOptions {
  const { enabled } = options;
  const isOn = (enabled as Readonly<Record<string, boolean>>)[symbol];
  if (isOn === undefined) return options;
  return { ...options, enabled: { ...enabled, [symbol]: !isOn } };
}

describe.each(ROWS)('%s', (name, options) => {
  let js: Allocator;
  let face: Face;

  beforeAll(async () => {
    js = await loadSpecialised(options);
    face = await loadFace(await lowered(options));
  });

  test.each([0, 8, 1000, 65536])('returns what malloc.js returns from byte %i on', (start) => {
    const [buffer, memory] = [new ArrayBuffer(BYTES), unsharedMemory(PAGES)];
    js.mem_malloc_init(buffer, start, BYTES - start);
    face.mem_malloc_init(memory, start, BYTES - start);
    callBoth(js, face, 3000, start + 1);
    expect(differs(buffer, memory.buffer)).toBe(-4);
    expect([face.mem_malloc_start, face.mem_malloc_end, face.mem_malloc_brk]).toEqual([
      js.mem_malloc_start,
      js.mem_malloc_end,
      js.mem_malloc_brk,
    ]);
  });

  test('takes odd numbers as malloc.js does', () => {
    const heaps = [js, face] as const;
    for (const heap of heaps) heap.mem_malloc_init(unsharedMemory(PAGES), 8, 65536);
    const differences: string[] = [];
    const compare = (call: string, of: (heap: Allocator) => number): void => {
      const [expected, found] = heaps.map((heap) => {
        const mem = of(heap);
        heap.free(mem);
        return mem;
      });
      if (expected !== found) differences.push(`${call}: ${expected}, ${found}`);
    };
    for (const a of CONVERTED) {
      compare(`malloc(${a})`, (heap) => heap.malloc(a));
      compare(`realloc(0, ${a})`, (heap) => heap.realloc(0, a));
      for (const b of CONVERTED) {
        // docs/wasm.md says how these differ in the 64-bit layout.
        if (name.endsWith('64') && ![a, b].every(Number.isInteger)) continue;
        compare(`calloc(${a}, ${b})`, (heap) => heap.calloc(a, b));
        compare(`memalign(${a}, ${b})`, (heap) => heap.memalign(a, b));
      }
    }
    expect(differences).toEqual([]);
  });

  test('serves a fixed address, made to be the least, short or quick', async () => {
    for (const goal of ['least', 'size', 'speed'] as const) {
      const fixed = await loadFace(await lowered(options, { address: 1024, goal }));
      const [buffer, memory] = [new ArrayBuffer(BYTES), unsharedMemory(PAGES)];
      const heap = fixed.instantiate(memory);
      js.mem_malloc_init(buffer, 1024, BYTES - 1024);
      heap.mem_malloc_init(memory, 1024, BYTES - 1024);
      callBoth(js, heap, 2000, 7);
      expect(differs(buffer, memory.buffer)).toBe(-4);
      expect(() => heap.mem_malloc_init(memory, 2048, 65536)).toThrow('--wasm-address 2048');
    }
  });

  test('serves a memory of its own', async () => {
    const own = await loadFace(await lowered(options, { memory: 'own' }));
    const { memory } = own;
    if (memory === undefined) throw new Error('no memory is exported');
    const [other, size] = [own.instantiate(), memory.buffer.byteLength];
    expect(other.memory).not.toBe(memory);
    const buffer = new ArrayBuffer(size);
    js.mem_malloc_init(buffer, 8, BYTES);
    own.mem_malloc_init(memory, 8, BYTES);
    other.mem_malloc_init(other.memory, 8, BYTES);
    callBoth(js, own, 2000, 11);
    expect(differs(buffer, memory.buffer)).toBe(-4);
    expect(own.mem_malloc_brk).toBe(js.mem_malloc_brk);
    // Nothing has been taken from the other instance.
    js.mem_malloc_init(new ArrayBuffer(size), 8, BYTES);
    expect(other.malloc(100)).toBe(js.malloc(100));
    expect(() => own.mem_malloc_init(unsharedMemory(PAGES), 0, BYTES)).toThrow(TypeError);
    expect(() => own.instantiate(unsharedMemory(PAGES))).toThrow('without one');
    expect(() => other.mem_malloc_init(memory, 8, BYTES)).toThrow(TypeError);
  });

  test.each<GoldenTrace>(['uboot-ut-env', 'fuzz1', 'oom11'])(
    'gives the addresses of C for %s',
    (trace) => {
      const size = goldenHeapSize(trace);
      const state = face.MALLOC_STATE_SIZE;
      const pages = Math.ceil((GOLDEN_START + size) / 65536);
      const heap = face.instantiate(unsharedMemory(pages));
      heap.mem_malloc_init(heap.memory, GOLDEN_START - state, size + state);
      const offsets = replay(heap, goldenTrace(trace)).map((mem) =>
        mem === 0 ? -1 : mem - GOLDEN_START,
      );
      expect(firstDifference(offsets, goldenOffsets(trace, name))).toBeUndefined();
    },
  );
});

test('says which kind of memory a module needs', async () => {
  const alone = await loadFace(await lowered(buildOptions(32, SMALL)));
  expect(() => alone.instantiate(sharedMemory(PAGES, PAGES))).toThrow('CONFIG_SYS_MALLOC_LOCK=y');
  const options = buildOptions(32, { SYS_MALLOC_ATTACH: true, SYS_MALLOC_LOCK: true });
  const together = await loadFace(await lowered(options));
  expect(() => together.instantiate(unsharedMemory(PAGES, PAGES))).toThrow('shared: true');
});

test.each(OTHERS)('returns what malloc.js returns with %s', async (_, options) => {
  const js = await loadSpecialised(options);
  const face = await loadFace(await lowered(options));
  const isShared = options.enabled.SYS_MALLOC_LOCK;
  const make = () => (isShared ? sharedMemory(PAGES, 64) : unsharedMemory(PAGES, 64));
  const [first, second] = [make(), make()];
  js.mem_malloc_init(first, 1000, BYTES - 1000);
  face.mem_malloc_init(second, 1000, BYTES - 1000);
  // memalign() of dlmalloc 2.6.6 adds its padding to NaN, and so gets a block of no bytes.
  const odd = options.enabled.SYS_MALLOC_LEGACY ? ODD.filter((n) => !Number.isNaN(n)) : ODD;
  callBoth(js, face, 3000, 5, odd);
  if (!options.enabled.INSECURE) {
    const mem = face.malloc(100);
    expect(js.malloc(100)).toBe(mem);
    const twice = (allocator: Allocator) => () => {
      allocator.free(mem);
      allocator.free(mem);
    };
    expect(twice(js)).toThrow(`0x${mem.toString(16)} is not an allocated block`);
    expect(twice(face)).toThrow(`0x${mem.toString(16)} is not an allocated block`);
  }
  expect(differs(first.buffer, second.buffer)).toBe(-4);
});

test.each([
  ['default-32', buildOptions(32)],
  ['small-32', buildOptions(32, SMALL)],
])('%s serves a region above 2 GiB', async (_, options) => {
  const start = 2 ** 31 + 2 ** 28 + 1000;
  const size = 2 ** 20;
  const pages = Math.ceil((start + size) / 65536);
  const js = await loadSpecialised(options);
  const heaps = [js, await loadFace(await lowered(options))] as const;
  // Only what is written takes room.
  const memories = heaps.map(() => unsharedMemory(pages, pages));
  heaps.forEach((heap, i) => heap.mem_malloc_init(memories[i] as Memory, start, size));
  callBoth(...heaps, 3000, 11);
  const [expected, found] = memories.map(({ buffer }) => new Uint8Array(buffer, start, size));
  expect(heaps[1].malloc(100)).toBeGreaterThan(2 ** 31);
  expect(heaps[0].malloc(100)).toBeGreaterThan(2 ** 31);
  expect(Buffer.compare(expected as Uint8Array, found as Uint8Array)).toBe(0);
});

test('simple malloc returns the same, and prints', async () => {
  const options = buildOptions(32, { SYS_MALLOC_F: true, SYS_MALLOC_SIMPLE: true });
  const js = await loadSpecialised(options);
  const face = await loadFace(await lowered(options));
  js.initf_malloc(new ArrayBuffer(BYTES), 4096);
  face.initf_malloc(unsharedMemory(PAGES), 4096);
  const sizes = [1, 7, 100, 0, 2 ** 32, -1, 4096, 3, 8192];
  expect(sizes.map((size) => face.malloc(size))).toEqual(sizes.map((size) => js.malloc(size)));
  expect(face.memalign(64, 20)).toBe(js.memalign(64, 20));
  expect({ ...face.gd }).toEqual({ ...js.gd });
  expect(() => face.realloc(0, 1)).toThrow('pre-reloc realloc() is not supported');
});

test('a memory of its own is refused where threads share one', async () => {
  const options = buildOptions(32, { SYS_MALLOC_ATTACH: true, SYS_MALLOC_LOCK: true });
  await expect(lowered(options, { memory: 'own' })).rejects.toThrow(
    /^SYS_MALLOC_LOCK: .*--wasm-memory own/,
  );
});

test('several heaps in one module are refused by their symbol', async () => {
  const options = buildOptions(32, { SYS_MALLOC_MULTI_INSTANCE: true });
  await expect(lowered(options)).rejects.toThrow('SYS_MALLOC_MULTI_INSTANCE');
});

test('one of several parts that are refused for one reason is named by its symbol', async () => {
  const parts = ['MALLOC_BULK_FREE', 'MALLOC_INDEPENDENT_CALLS'];
  const options = buildOptions(32, Object.fromEntries(parts.map((each) => [each, true])));
  const without = (each: string) => {
    // Other symbols change nothing of it; to try them all takes long.
    if (!parts.includes(each)) throw new Error(each);
    return specialisedOf(flipped(options, each));
  };
  await expect(lowered(options, { without })).rejects.toThrow(
    /^MALLOC_(?:BULK_FREE|INDEPENDENT_CALLS): .*Turn MALLOC_\w+ off/,
  );
});

test.each<readonly [string, boolean]>([
  ['MCHECK_HEAP_PROTECTION', true],
  ['MALLOC_DEBUG', true],
  ['NO_MALLINFO', false],
  ['SIMPLE_SYSALLOC', false],
])('a part that %s decides is refused by that symbol', async (symbol, isOn) => {
  const change = { [symbol]: isOn };
  const options = buildOptions(32, change);
  const without = (each: string) => specialisedOf(flipped(options, each));
  const remedy = `Turn ${symbol} ${isOn ? 'off' : 'on'}, or use malloc.js, without --target wasm.`;
  await expect(lowered(options, { without })).rejects.toThrow(remedy);
});

test('regions that hold no heap are refused, and the old heap stays', async () => {
  for (const options of [buildOptions(32), buildOptions(32, SMALL)]) {
    const face = await loadFace(await lowered(options));
    const memory = unsharedMemory(2);
    face.mem_malloc_init(memory, 8, 65536);
    const mem = face.malloc(100);
    for (const [start, size] of [
      [0, 100],
      [-8, 1000],
      [NaN, 1000],
      [65536, 65537],
      [0, 2 ** 32],
    ] as const)
      expect(() => face.mem_malloc_init(memory, start, size)).toThrow(RangeError);
    for (const other of [new ArrayBuffer(65536), {}, Object.create(null), null, 5, 'x'] as never[])
      expect(() => face.mem_malloc_init(other, 0, 65536)).toThrow(TypeError);
    face.free(mem);
    expect(face.malloc(100)).toBe(mem);
    // Of another realm, as from an iframe.
    face.mem_malloc_init(runInNewContext('new WebAssembly.Memory({ initial: 2 })'), 8, 65536);
    expect(face.malloc(100)).toBe(mem);
  }
});
