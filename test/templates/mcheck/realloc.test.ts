import { describe, expect, test } from '@jest/globals';
import { MCHECK, SMALL, buildOptions, type Bits } from '../../support/build-options.ts';
import { LOADERS, debugHeap } from '../../support/debug-heap.ts';

const SIZES = [0, 1, 30, 100, 1000, 3000];
const ALIGNMENTS = [0, 32, 64, 256, 1024];

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  describe.each([
    ['in place', {}],
    ['by copying', SMALL],
  ])('realloc %s', (_, changes) => {
    const options = buildOptions(bits, { ...MCHECK, ...changes });

    test.each(LOADERS)(
      'keeps the bytes of a block, of an aligned one too: %s',
      async (__, load) => {
        const { heap, bytes } = await debugHeap(load, options);
        heap.mcheck((status) => {
          throw new Error(`status ${String(status)}`);
        });
        for (const align of ALIGNMENTS) {
          for (const from of SIZES) {
            for (const to of SIZES) {
              const mem = align === 0 ? heap.malloc(from) : heap.memalign(align, from);
              if (align !== 0) expect(mem % align).toBe(0);
              for (let i = 0; i < from; i += 1) bytes[mem + i] = (i * 7 + from) & 0xff;
              const neighbour = to % 3 === 0 ? heap.malloc(1) : 0;
              const moved = heap.realloc(mem, to);
              const kept = bytes.slice(moved, moved + Math.min(from, to));
              expect(kept.findIndex((byte, i) => byte !== ((i * 7 + from) & 0xff))).toBe(-1);
              expect(heap.malloc_usable_size(moved)).toBe(to);
              heap.mcheck_check_all();
              heap.free(moved);
              heap.free(neighbour);
            }
          }
        }
        expect(heap.mallinfo().uordblks).toBe(0);
      },
    );

    test.each(LOADERS)('that fails leaves everything as it was: %s', async (__, load) => {
      const { heap, bytes } = await debugHeap(load, options);
      for (const align of ALIGNMENTS) {
        const mem = align === 0 ? heap.malloc(100) : heap.memalign(align, 100);
        const fillers = [];
        for (let size = 40_000; size > 0; size = size >>> 1) {
          for (let it = heap.malloc(size); it !== 0; it = heap.malloc(size)) fillers.push(it);
        }
        // Counters change.
        const at = 0x10000;
        const before = bytes.slice(at);
        for (const size of [5000, 2 ** 31, 2 ** 32 - 1, -1, Number.NaN]) {
          if (bits === 32 && Number.isNaN(size)) continue;
          expect(heap.realloc(mem, size)).toBe(0);
        }
        expect(Buffer.from(bytes.subarray(at)).equals(before)).toBe(true);
        heap.mcheck_check_all();
        for (const it of [mem, ...fillers]) heap.free(it);
      }
      expect(heap.malloc_mcheck_count()).toBe(0);
    });
  });

  test.each(LOADERS)('the old place of a block that moved counts as freed: %s', async (_, load) => {
    const { heap } = await debugHeap(load, buildOptions(bits, MCHECK));
    const told: (readonly [number, number])[] = [];
    heap.mcheck((status, mem) => told.push([status, mem]));
    const mem = heap.malloc(100);
    heap.malloc(100);
    const moved = heap.realloc(mem, 10_000);
    expect(moved).not.toBe(mem);
    heap.free(mem);
    expect(told).toEqual([[heap.MCHECK_FREE, mem]]);
  });
});
