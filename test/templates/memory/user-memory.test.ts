/*
 * What the user gives as a memory, in every kind of variant as it is generated.
 */
import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  LEGACY,
  SMALL,
  buildOptions,
  type Bits,
  type OptionChanges,
} from '../../support/build-options.ts';
import type { Allocator } from '../../support/allocator.ts';
import { loadSpecialised } from '../../support/specialised.ts';
import { hugeMemory } from '../../support/wasm-memory.ts';

const VARIANTS: readonly [string, OptionChanges][] = [
  ['default', {}],
  ['small', SMALL],
  ['small, full sys_alloc', { ...SMALL, SIMPLE_SYSALLOC: false }],
  ['INSECURE=n', { INSECURE: false }],
  ['small, INSECURE=n', { ...SMALL, INSECURE: false }],
  ['2.6.6', LEGACY],
  ['full sys_alloc', { SIMPLE_SYSALLOC: false }],
  ['mmap', { SIMPLE_SYSALLOC: false, HAVE_MMAP: true }],
  ['trim', { MORECORE_CANNOT_TRIM: false }],
  ['grow', { SYS_MALLOC_GROW: true }],
  ['attach', { SYS_MALLOC_ATTACH: true }],
];

const BYTES = 1 << 17;
const M_TRIM_THRESHOLD = -1;

describe.each(VARIANTS)('%s', (_, changes) => {
  const bytes = new Uint8Array(new ArrayBuffer(BYTES), 4096);
  /** They look like a buffer or a memory, and a typed array would copy them. */
  const alike = [{ byteLength: BYTES }, { buffer: bytes }, { buffer: { byteLength: BYTES } }];
  const tagged = { byteLength: BYTES, [Symbol.toStringTag]: 'ArrayBuffer' };
  const others = [{}, 5, 'x', null, undefined, [1, 2], bytes, new DataView(bytes.buffer), tagged];

  let heap: Allocator;

  beforeAll(async () => {
    heap = await loadSpecialised(buildOptions(32, changes));
  });

  test.each([...others, ...alike])('value %# is refused as a memory', (value) => {
    const memory = value as unknown as ArrayBuffer;
    expect(() => heap.mem_malloc_init(memory, 64, 65536)).toThrow(TypeError);
    if (changes.SYS_MALLOC_ATTACH) {
      expect(() => heap.mem_malloc_attach(memory, 64)).toThrow(TypeError);
    }
  });

  test.each([
    [64, 2 * BYTES],
    [2 * BYTES, 65536],
    [-4, 65536],
    [-8, 65536],
    [64, 10],
    [64, -5],
    [64, Number.NaN],
    [Number.NaN, 65536],
    [0, 2 ** 32],
    [0, 2 ** 33],
  ])('a region at %d of %d bytes is refused in a sentence', (start, size) => {
    const attempt = (): void => heap.mem_malloc_init(new ArrayBuffer(BYTES), start, size);
    expect(attempt).toThrow(RangeError);
    // The smallest code leaves the sentence to the engine.
    expect(attempt).toThrow(
      changes.SMALLCHUNKS_AS_FUNCS && !changes.SYS_MALLOC_LEGACY && changes.INSECURE !== false
        ? /^(Start offset|Invalid DataView length) -?\d+/
        : 'cannot hold a heap',
    );
  });

  test('after the memory is detached, no call returns an address, let alone NaN', () => {
    const memory = new ArrayBuffer(BYTES);
    heap.mem_malloc_init(memory, 64, 65536);
    const mem = heap.malloc(100);
    heap.malloc(20);
    heap.free(heap.malloc(3000));
    structuredClone(memory, { transfer: [memory] });
    const calls = [10, 100, 300, 1000, 50_000].flatMap((size) => [
      () => heap.malloc(size),
      () => heap.calloc(1, size),
      () => heap.memalign(64, size),
      () => heap.realloc(0, size),
    ]);
    for (const call of calls) {
      let result = 0;
      try {
        result = call();
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
      }
      expect(result).toBe(0);
    }
    try {
      expect([0, mem]).toContain(heap.realloc(mem, 50));
    } catch (error) {
      expect(error).toBeInstanceOf(Error);
    }
    expect(() => heap.mem_malloc_init(memory, 64, 65536)).toThrow();
  });
});

test.each([true, false])(
  'after the memory is detached, calls that walk the heap end, SIMPLE_SYSALLOC=%s',
  async (SIMPLE_SYSALLOC) => {
    const heap = await loadSpecialised(
      buildOptions(32, {
        SIMPLE_SYSALLOC,
        NO_MALLINFO: false,
        NO_MALLOC_STATS: false,
        MALLOC_INSPECT_ALL: true,
        MALLOC_DEBUG: true,
      }),
    );
    const memory = new ArrayBuffer(BYTES);
    heap.mem_malloc_init(memory, 64, 65536);
    heap.malloc(100);
    structuredClone(memory, { transfer: [memory] });
    let visits = 0;
    heap.malloc_inspect_all(() => {
      visits += 1;
      if (visits > 10) throw new Error('it goes on');
    }, 0);
    heap.mallinfo();
    heap.malloc_get_info();
    heap.malloc_stats();
    expect(heap.malloc_leak_check_list(heap.malloc_leak_check_start())).toEqual([]);
  },
);

describe.each<[string, OptionChanges]>([
  ['default', {}],
  ['small', SMALL],
  ['2.6.6', LEGACY],
  ['full sys_alloc', { SIMPLE_SYSALLOC: false }],
  ['attach', { SYS_MALLOC_ATTACH: true }],
])('%s, INSECURE=n', (_, changes) => {
  const memory = new ArrayBuffer(1 << 24);
  let heap: Allocator;

  beforeAll(async () => {
    heap = await loadSpecialised(buildOptions(32, { ...changes, INSECURE: false }));
    heap.mem_malloc_init(memory, 64, 65536);
  });

  test.each<[unknown, unknown]>([
    [64.5, 65536],
    [64, 65536.5],
    [64.5, 65535.5],
    ['64', 65536],
    [64, '65536'],
    ['0', '65536'],
    [[64], 65536],
    [null, 65536],
  ])('%p and %p are not a region', (start, size) => {
    expect(() => heap.mem_malloc_init(memory, start as number, size as number)).toThrow(RangeError);
    if (changes.SYS_MALLOC_ATTACH && start !== 64) {
      expect(() => heap.mem_malloc_attach(memory, start as number)).toThrow(RangeError);
    }
    expect(heap.malloc(100)).toBeGreaterThan(64);
  });
});

test('with SYS_MALLOC_LOCK too, only a memory is one', async () => {
  const heap = await loadSpecialised(
    buildOptions(32, { SYS_MALLOC_ATTACH: true, SYS_MALLOC_LOCK: true }),
  );
  for (const value of [{}, 5, new Uint8Array(new SharedArrayBuffer(BYTES), 8)]) {
    const memory = value as unknown as SharedArrayBuffer;
    expect(() => heap.mem_malloc_init(memory, 64, 65536)).toThrow(TypeError);
  }
  heap.mem_malloc_init(new SharedArrayBuffer(BYTES), 64, 65536);
  expect(heap.malloc(100)).toBeGreaterThan(64);
});

test.each([true, false])('malloc_simple takes a memory only, INSECURE=%s', async (INSECURE) => {
  const heap = await loadSpecialised(
    buildOptions(32, { SYS_MALLOC_SIMPLE: true, SYS_MALLOC_F: true, INSECURE }),
  );
  for (const value of [{}, 5, 'x', null, new Uint8Array(new ArrayBuffer(BYTES), 64)]) {
    expect(() => heap.initf_malloc(value as unknown as ArrayBuffer, 64)).toThrow(TypeError);
  }
  for (const base of [0, -4, BYTES - 100, Number.NaN]) {
    expect(() => heap.initf_malloc(new ArrayBuffer(BYTES), base)).toThrow(RangeError);
  }
});

describe.each<Bits>([32, 64])('a heap of exactly 4 GiB, %i bits', (bits) => {
  test.each<[string, OptionChanges]>([
    ['default', {}],
    ['small', SMALL],
    ['INSECURE=n', { INSECURE: false }],
    ['2.6.6', LEGACY],
    ['full sys_alloc', { SIMPLE_SYSALLOC: false }],
    ['grow', { SYS_MALLOC_GROW: true }],
  ])('%s', async (_, changes) => {
    const heap = await loadSpecialised(
      buildOptions(bits, { ...changes, SYS_MALLOC_CLEAR_ON_INIT: false }, {}, 2 ** 32 - 1),
    );
    const memory = hugeMemory(2 ** 32);
    heap.mem_malloc_init(memory, 0, 2 ** 32);
    // 2.6.6 would clear all that free() gives back to the pool.
    if (changes.SYS_MALLOC_LEGACY) heap.mallopt(M_TRIM_THRESHOLD, -1);
    expect(heap.mem_malloc_end).toBe(2 ** 32);
    const low = heap.malloc(100);
    const large = heap.malloc(2 ** 31 - 64);
    const high = heap.malloc(2 ** 30);
    expect(low).toBe(heap.mem_malloc_start + bits / 4);
    expect(high).toBeGreaterThan(2 ** 31);
    new Uint8Array(memory, high, 10).fill(7);
    expect(heap.malloc(2 ** 31)).toBe(0);
    for (const mem of [large, low, high]) heap.free(mem);
    expect(heap.malloc(2 ** 31 - 64)).toBe(low);
    expect(() => heap.mem_malloc_init(memory, 0, 2 ** 32 + 8)).toThrow(RangeError);
  });
});
