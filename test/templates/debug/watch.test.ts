/*
 * MALLOC_DEBUG: what malloc_watch() reports of each call.
 */
import { describe, expect, test } from '@jest/globals';
import type { Allocator } from '../../support/allocator.ts';
import { MCHECK, SANDBOX, buildOptions, type Bits } from '../../support/build-options.ts';
import { LOADERS, debugHeap } from '../../support/debug-heap.ts';
import { SizeTArray } from '../../support/size-t-array.ts';

const CALLS = {
  MALLOC_BULK_FREE: true,
  MALLOC_INDEPENDENT_CALLS: true,
  MALLOC_POSIX_MEMALIGN: true,
  MALLOC_REALLOC_IN_PLACE: true,
  SYS_MALLOC_SNAPSHOT: true,
} as const;

const VARIANTS = [
  ['MALLOC_DEBUG', { ...SANDBOX, MALLOC_DEBUG: true, ...CALLS }],
  ['mcheck', { ...MCHECK, ...CALLS }],
] as const;

type Report = readonly (number | string)[];

/** Notes what is reported, and gives it away when asked. */
function watched(heap: Allocator): () => readonly Report[] {
  const reports: Report[] = [];
  heap.malloc_watch({
    allocated: (...args) => void reports.push(args),
    freed: (mem) => void reports.push(['freed', mem]),
    started: () => void reports.push(['started']),
  });
  return () => reports.splice(0);
}

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  describe.each(VARIANTS)('%s', (_, changes) => {
    describe.each(LOADERS)('%s', (_loader, load) => {
      test('a watcher gets each block, with the bytes that were asked for', async () => {
        const { heap, memory } = await debugHeap(load, buildOptions(bits, changes));
        const reports = watched(heap);
        const mem = heap.malloc(10);
        expect(reports()).toEqual([[mem, 10, 0]]);
        const zeroed = heap.calloc(3, 7);
        const aligned = heap.memalign(64, 11);
        expect(reports()).toEqual([
          [zeroed, 21, 0],
          [aligned, 11, 0],
        ]);
        expect(heap.malloc(2 ** 30)).toBe(0);
        expect(heap.realloc(mem, 2 ** 30)).toBe(0);
        expect(reports()).toEqual([]);
        const moved = heap.realloc(mem, 5000);
        expect(reports()).toEqual([[moved, 5000, mem]]);
        expect(heap.realloc(moved, 40)).toBe(moved);
        expect(heap.realloc_in_place(moved, 30)).toBe(moved);
        expect(reports()).toEqual([
          [moved, 40, moved],
          [moved, 30, moved],
        ]);
        const fresh = heap.realloc(0, 5);
        heap.free(moved);
        heap.free(0);
        expect(reports()).toEqual([
          [fresh, 5, 0],
          ['freed', moved],
        ]);

        const array = heap.independent_calloc(2, 24);
        const pointers = new SizeTArray(memory, array, 2, bits).values();
        expect(reports()).toEqual([
          ...pointers.map((each) => [each, 24, 0]),
          [array, (2 * bits) / 8, 0],
        ]);
        heap.bulk_free(array, 2);
        expect(reports()).toEqual(pointers.map((each) => ['freed', each]));

        // The array of sizes becomes the array of addresses.
        const sizes = new SizeTArray(memory, 64, 2, bits);
        sizes.set(0, 9);
        sizes.set(1, 99);
        heap.independent_comalloc(2, 64, 64);
        const [first, second] = sizes.values();
        expect(reports()).toEqual([
          [first, 9, 0],
          [second, 99, 0],
        ]);

        heap.mem_malloc_init(memory, 0x8000, 0x8000);
        expect(reports()).toEqual([['started']]);
        heap.malloc_watch(null);
        heap.free(heap.malloc(1));
        expect(reports()).toEqual([]);
      });
    });
  });
});

test('malloc_leak_check_mem is the block behind the header', async () => {
  for (const [, load] of LOADERS) {
    const { heap } = await debugHeap(load, buildOptions(64, MCHECK));
    const snapshot = heap.malloc_leak_check_start();
    const mem = heap.malloc(10);
    const aligned = heap.memalign(256, 20);
    const blocks = heap
      .malloc_leak_check_list(snapshot)
      .map((leak) => heap.malloc_leak_check_mem(leak));
    expect(blocks).toEqual([mem, aligned]);
    expect(blocks.map((block) => heap.malloc_usable_size(block))).toEqual([10, 20]);
  }
});
