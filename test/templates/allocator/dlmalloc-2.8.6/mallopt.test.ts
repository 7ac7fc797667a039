/*
 * mallopt() takes what the variant reads, and nothing else. system-memory.test.ts has what the
 * parameters do.
 */
import { describe, expect, test } from '@jest/globals';
import { buildOptions, type Bits, type OptionChanges } from '../../../support/build-options.ts';
import { openHeap } from '../../../support/open-heap.ts';

const M_TRIM_THRESHOLD = -1;
const M_GRANULARITY = -2;
const M_MMAP_THRESHOLD = -3;

const FULL = { SIMPLE_SYSALLOC: false } as const satisfies OptionChanges;
const TRIM = { MORECORE_CANNOT_TRIM: false } as const satisfies OptionChanges;
const MMAP = { ...FULL, HAVE_MMAP: true } as const satisfies OptionChanges;

/** The parameters of each kind of variant. */
const VARIANTS: readonly (readonly [string, OptionChanges, readonly number[]])[] = [
  ['a pool of one size', {}, []],
  ['trimming', TRIM, [M_TRIM_THRESHOLD, M_GRANULARITY]],
  ['growing', { SYS_MALLOC_GROW: true }, [M_GRANULARITY]],
  ['segments', FULL, [M_GRANULARITY]],
  ['pieces', { ...FULL, MORECORE_CONTIGUOUS: false }, [M_GRANULARITY]],
  ['mmap', MMAP, [M_GRANULARITY, M_MMAP_THRESHOLD]],
  ['everything', { ...MMAP, ...TRIM, SYS_MALLOC_GROW: true }, [-1, -2, -3]],
];

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  describe.each(VARIANTS)('%s', (_, changes, parameters) => {
    test('takes its parameters, and writes into its static data alone', async () => {
      const { allocator, memory, chunks } = await openHeap(buildOptions(bits, changes));
      allocator.free(allocator.malloc(300));
      const before = Buffer.from(memory.bytes);
      for (const parameter of [-1, -2, -3, -4, 0, 1]) {
        const taken = parameters.includes(parameter);
        expect([parameter, allocator.mallopt(parameter, 0x10000)]).toEqual([
          parameter,
          taken ? 1 : 0,
        ]);
      }
      const { mem_malloc_start: start } = allocator;
      expect(memory.bytes.subarray(start)).toEqual(before.subarray(start));
      expect(memory.bytes.equals(before)).toBe(parameters.length === 0);
      memory.checkGuards();
      chunks();
    });

    test('STATIC_MALLOC_PARAMS takes their place in the static data', async () => {
      const { allocator } = await openHeap(buildOptions(bits, changes));
      const fixed = await openHeap(buildOptions(bits, { ...changes, STATIC_MALLOC_PARAMS: true }));
      const saved = allocator.MALLOC_STATE_SIZE - fixed.allocator.MALLOC_STATE_SIZE;
      // What is saved may be less than the chunk alignment.
      expect(Math.abs(saved - parameters.length * 4)).toBeLessThan(bits / 4);
    });
  });

  test.each([
    [4096, 1],
    [65536, 1],
    [2 ** 30, 1],
    [4095, 0],
    [5000, 0],
    [2048, 0],
    [0, 0],
    [-1, 0],
    [-4096, 0],
    [2 ** 31, 0],
    [2 ** 32, 0],
    [2 ** 32 + 100, 0],
    [Number.NaN, 0],
    [Number.POSITIVE_INFINITY, 0],
  ])('a granularity of %d: %i', async (value, result) => {
    const { allocator, chunks } = await openHeap(buildOptions(bits, FULL));
    expect(allocator.mallopt(M_GRANULARITY, value)).toBe(result);
    allocator.malloc(100);
    expect(allocator.malloc(2 ** 20)).toBe(0);
    chunks();
  });

  test.each([0, 1, -1, 2 ** 31 - 1, -(2 ** 31)])('a threshold of %i', async (value) => {
    const { allocator, chunks } = await openHeap(buildOptions(bits, { ...MMAP, ...TRIM }));
    expect(allocator.mallopt(M_TRIM_THRESHOLD, value)).toBe(1);
    expect(allocator.mallopt(M_MMAP_THRESHOLD, value)).toBe(1);
    allocator.free(allocator.malloc(100));
    expect(allocator.malloc(2 ** 20)).toBe(0);
    chunks();
  });
});
