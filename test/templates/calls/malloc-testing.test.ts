/*
 * malloc_enable_testing() and malloc_disable_testing(), as U-Boot's tests of malloc use them.
 */
import { describe, expect, test } from '@jest/globals';
import { SMALL, buildOptions, type Bits, type OptionChanges } from '../../support/build-options.ts';
import { loadTemplates } from '../../support/load-templates.ts';
import { openHeap } from '../../support/open-heap.ts';

const CALLS = {
  UNIT_TEST: true,
  MALLOC_INDEPENDENT_CALLS: true,
  MALLOC_POSIX_MEMALIGN: true,
  MALLOC_REALLOC_IN_PLACE: true,
} as const satisfies OptionChanges;

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  const options = buildOptions(bits, CALLS);

  test('two calls succeed, the others fail until it is turned off', async () => {
    const { allocator, chunks } = await openHeap(options);
    allocator.malloc_enable_testing(2);
    const first = allocator.malloc(100);
    const second = allocator.malloc(100);
    expect(first * second).not.toBe(0);
    const before = chunks();
    for (let i = 0; i < 5; i += 1) expect(allocator.malloc(100)).toBe(0);
    expect(chunks()).toEqual(before);
    allocator.malloc_disable_testing();
    const third = allocator.malloc(100);
    expect(third).not.toBe(0);
    for (const mem of [first, second, third]) allocator.free(mem);
    expect(chunks()).toHaveLength(1);
  });

  test('a failed realloc leaves the block as it was', async () => {
    const { allocator, memory, chunks } = await openHeap(options);
    const mem = allocator.malloc(50);
    memory.bytes.fill(7, mem, mem + 50);
    allocator.malloc_enable_testing(0);
    const before = chunks();
    for (const size of [0, 10, 100]) expect(allocator.realloc(mem, size)).toBe(0);
    expect(allocator.realloc(0, 10)).toBe(0);
    expect(chunks()).toEqual(before);
    expect(memory.bytes.subarray(mem, mem + 50).every((byte) => byte === 7)).toBe(true);
    allocator.malloc_disable_testing();
    expect(allocator.realloc(mem, 100)).not.toBe(0);
  });

  test.each([
    ['malloc', (a) => a.malloc(10)],
    ['calloc', (a) => a.calloc(2, 10)],
    ['realloc', (a) => a.realloc(0, 10)],
    ['memalign', (a) => a.memalign(64, 10)],
    ['memalign of what is aligned anyway', (a) => a.memalign(4, 10)],
    ['valloc', (a) => a.valloc(10)],
    ['pvalloc', (a) => a.pvalloc(10)],
    ['posix_memalign', (a) => Number(a.posix_memalign(256, 64, 10) !== 12)],
    ['independent_calloc', (a) => a.independent_calloc(2, 10)],
    ['independent_comalloc', (a) => a.independent_comalloc(1, 512)],
  ] satisfies [string, (a: Awaited<ReturnType<typeof openHeap>>['allocator']) => number][])(
    '%s counts once',
    async (_, call) => {
      const { allocator, memory, chunks } = await openHeap(options);
      memory.allow(256, 1024);
      memory.bytes.fill(0, 512, 520);
      allocator.malloc_enable_testing(3);
      for (const succeeds of [true, true, true, false, false]) {
        const before = chunks();
        expect(call(allocator) !== 0).toBe(succeeds);
        if (!succeeds) expect(chunks()).toEqual(before);
      }
      allocator.malloc_enable_testing(1);
      expect(call(allocator)).not.toBe(0);
      expect(call(allocator)).toBe(0);
      allocator.malloc_disable_testing();
      expect(call(allocator)).not.toBe(0);
    },
  );

  test('a realloc that moves counts once, a call without room too', async () => {
    const { allocator } = await openHeap(buildOptions(bits, { ...SMALL, ...CALLS }));
    const mem = allocator.malloc(50);
    allocator.malloc_enable_testing(3);
    const moved = allocator.realloc(mem, 500);
    expect(moved).not.toBe(mem);
    expect(allocator.malloc(2 ** 30)).toBe(0);
    expect(allocator.malloc(10)).not.toBe(0);
    expect(allocator.malloc(10)).toBe(0);
  });

  test('free() and realloc_in_place() do not count', async () => {
    const { allocator } = await openHeap(options);
    const mem = allocator.malloc(50);
    allocator.malloc_enable_testing(0);
    expect(allocator.realloc_in_place(mem, 20)).toBe(mem);
    allocator.free(mem);
    allocator.malloc_enable_testing(1);
    allocator.free(0);
    expect(allocator.malloc(1)).not.toBe(0);
  });

  test.each([-1, Number.NaN, -(2 ** 31)])('%d allows nothing', async (max) => {
    const { allocator } = await openHeap(options);
    allocator.malloc_enable_testing(max);
    expect(allocator.malloc(1)).toBe(0);
    expect(allocator.malloc(1)).toBe(0);
  });

  test('the simple malloc before relocation never fails so', async () => {
    const allocator = await loadTemplates(buildOptions(bits, { ...CALLS, SYS_MALLOC_F: true }));
    const memory = new ArrayBuffer(65536);
    allocator.initf_malloc(memory, 1024);
    allocator.malloc_enable_testing(0);
    expect(allocator.malloc(10)).not.toBe(0);
    expect(allocator.calloc(1, 10)).not.toBe(0);
    expect(allocator.independent_calloc(1, 10)).toBe(0);
    expect(allocator.realloc_in_place(1024, 1)).toBe(0);
    allocator.initr_malloc(memory, 16384, 32768);
    expect(allocator.malloc(10)).toBe(0);
  });
});
