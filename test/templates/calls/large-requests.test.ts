/*
 * Requests of 2^32 bytes and more. C drops the upper bits of such a number, and a block would be too short.
 */
import { describe, expect, test } from '@jest/globals';
import {
  LEGACY,
  SMALL,
  buildOptions,
  type Bits,
  type OptionChanges,
} from '../../support/build-options.ts';
import { loadSpecialised } from '../../support/specialised.ts';

const SIZES = [2 ** 32, 2 ** 32 + 100, 2 ** 35 + 8, 2 ** 53, Infinity];

describe.each<[string, OptionChanges]>([
  ['default', {}],
  ['small', SMALL],
  ['INSECURE=n', { INSECURE: false }],
  ['2.6.6', LEGACY],
  ['full sys_alloc', { SIMPLE_SYSALLOC: false }],
  ['mcheck', { MCHECK_HEAP_PROTECTION: true }],
])('%s', (_, changes) => {
  test.each<Bits>([32, 64])('%i bits: there is no room', async (bits) => {
    const heap = await loadSpecialised(buildOptions(bits, changes));
    heap.mem_malloc_init(new ArrayBuffer(1 << 20), 64, (1 << 20) - 64);
    const mem = heap.malloc(100);
    expect(mem).toBeGreaterThan(0);
    for (const size of SIZES) {
      expect(heap.malloc(size)).toBe(0);
      expect(heap.memalign(64, size)).toBe(0);
      expect(heap.realloc(mem, size)).toBe(0);
      expect(heap.calloc(1, size)).toBe(0);
      expect(heap.calloc(size, 1)).toBe(0);
    }
    expect(heap.calloc(65536, 65536)).toBe(0);
    expect(heap.calloc(65536, 2 ** 48)).toBe(0);
    expect(heap.calloc(2 ** 48, 65536)).toBe(0);
    expect(heap.calloc(2 ** 31, 2)).toBe(0);
    expect(heap.malloc_usable_size(mem)).toBeGreaterThanOrEqual(100);
  });
});

test.each<Bits>([32, 64])('malloc_simple, %i bits', async (bits) => {
  const heap = await loadSpecialised(
    buildOptions(bits, { SYS_MALLOC_SIMPLE: true, SYS_MALLOC_F: true }),
  );
  heap.initf_malloc(new ArrayBuffer(1 << 16), 64);
  for (const size of SIZES) {
    expect(heap.malloc(size)).toBe(0);
    expect(heap.calloc(1, size)).toBe(0);
    expect(heap.calloc(65536, size)).toBe(0);
    expect(heap.memalign(64, size)).toBe(0);
  }
  expect(heap.malloc(10)).toBeGreaterThan(0);
});
