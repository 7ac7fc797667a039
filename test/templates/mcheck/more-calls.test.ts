/*
 * mcheck with the rest of dlmalloc's calls, with malloc_simple, with simulated failures, and with
 * heaps that are opened again or shared.
 */
import { describe, expect, test } from '@jest/globals';
import type { Allocator } from '../../support/allocator.ts';
import { MCHECK, buildOptions, type Bits } from '../../support/build-options.ts';
import { LOADERS, debugHeap, printed } from '../../support/debug-heap.ts';
import { SizeTArray } from '../../support/size-t-array.ts';

const CALLS = {
  ...MCHECK,
  MALLOC_BULK_FREE: true,
  MALLOC_INDEPENDENT_CALLS: true,
  MALLOC_POSIX_MEMALIGN: true,
  MALLOC_REALLOC_IN_PLACE: true,
};

function throwing(heap: Allocator) {
  heap.mcheck((status, mem) => {
    throw new Error(`status ${String(status)} at ${mem.toString(16)}`);
  });
}

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  describe.each(LOADERS)('%s', (_, load) => {
    test('independent_calloc and bulk_free', async () => {
      const { heap, memory, bytes } = await debugHeap(load, buildOptions(bits, CALLS));
      throwing(heap);
      heap.free(heap.malloc(5000));
      const array = heap.independent_calloc(10, 30);
      const blocks = new SizeTArray(memory, array, 10, bits);
      for (const mem of blocks.values()) {
        expect(heap.malloc_usable_size(mem)).toBe(30);
        expect(bytes.subarray(mem, mem + 30).every((byte) => byte === 0)).toBe(true);
        expect(heap.mprobe(mem)).toBe(heap.MCHECK_OK);
      }
      expect(heap.malloc_mcheck_count()).toBe(11);
      expect(heap.bulk_free(array, 10)).toBe(0);
      expect(blocks.values()).toEqual(Array.from({ length: 10 }, () => 0));
      heap.free(array);
      expect(heap.mallinfo().uordblks).toBe(0);
      expect(heap.independent_calloc(100, 10_000)).toBe(0);
      expect(heap.mallinfo().uordblks).toBe(0);
    });

    test('independent_comalloc, with an array of its own', async () => {
      const { heap, memory } = await debugHeap(load, buildOptions(bits, CALLS));
      throwing(heap);
      const sizes = new SizeTArray(memory, 0x100, 3, bits);
      [10, 2000, 0].forEach((size, i) => {
        sizes.set(i, size);
      });
      expect(heap.independent_comalloc(3, 0x100, 0x200)).toBe(0x200);
      const blocks = new SizeTArray(memory, 0x200, 3, bits).values();
      expect(blocks.map((mem) => heap.malloc_usable_size(mem))).toEqual([10, 2000, 0]);
      heap.mcheck_check_all();
      for (const mem of blocks) heap.free(mem);
      sizes.set(1, 2 ** 31);
      expect(heap.independent_comalloc(3, 0x100, 0x200)).toBe(0);
      expect(heap.mallinfo().uordblks).toBe(0);
      expect(() => heap.independent_comalloc(3, 0x100, 2 ** 30)).toThrow(RangeError);
      expect(heap.mallinfo().uordblks).toBe(0);
    });

    test('realloc_in_place', async () => {
      const { heap, bytes } = await debugHeap(load, buildOptions(bits, CALLS));
      throwing(heap);
      for (const mem of [heap.memalign(512, 100), heap.malloc(100)]) {
        bytes.fill(3, mem, mem + 100);
        expect(heap.realloc_in_place(mem, 40)).toBe(mem);
        expect(heap.malloc_usable_size(mem)).toBe(40);
        heap.mcheck_check_all();
        expect(heap.realloc_in_place(mem, 0x20000)).toBe(0);
        expect(heap.malloc_usable_size(mem)).toBe(40);
        expect(heap.realloc_in_place(mem, 90)).toBe(mem);
        expect(bytes.subarray(mem, mem + 40).every((byte) => byte === 3)).toBe(true);
        heap.mcheck_check_all();
      }
      const last = heap.malloc(20_000);
      expect(heap.realloc_in_place(last, 25_000)).toBe(last);
      bytes[last + 25_000] = 0;
      expect(() => heap.realloc_in_place(last, 10)).toThrow('status 3');
      expect(heap.realloc_in_place(0, 10)).toBe(0);
    });

    test('posix_memalign, valloc and pvalloc', async () => {
      const { heap, memory } = await debugHeap(load, buildOptions(bits, CALLS));
      throwing(heap);
      expect(heap.posix_memalign(0x100, 256, 10)).toBe(0);
      const mem = new SizeTArray(memory, 0x100, 1, bits).get(0);
      expect(mem % 256).toBe(0);
      for (const block of [mem, heap.valloc(10), heap.pvalloc(10)]) {
        expect(heap.mprobe(block)).toBe(heap.MCHECK_OK);
        heap.free(block);
      }
      expect(heap.mallinfo().uordblks).toBe(0);
    });

    test('blocks of malloc_simple have no header, and can be freed before and after the switch', async () => {
      const heap = await load(buildOptions(bits, { ...MCHECK, SYS_MALLOC_F: true }));
      throwing(heap);
      heap.mcheck_pedantic((status) => {
        throw new Error(`status ${String(status)}`);
      });
      const memory = new ArrayBuffer(0x20000);
      heap.initf_malloc(memory, 0x100);
      const early = heap.malloc(10);
      const other = heap.calloc(2, 10);
      expect(early).toBe(0x100);
      expect(other).toBe(0x100 + (bits === 64 ? 16 : 12));
      heap.free(early);
      heap.initr_malloc(memory, 0x10000, 0x10000);
      expect(heap.malloc_get_info().malloc_count).toBe(0);
      const late = heap.malloc(10);
      heap.free(other);
      heap.free(late);
      expect(() => {
        heap.free(late);
      }).toThrow('status 1');
      expect(heap.malloc_get_info()).toMatchObject({ malloc_count: 1, free_count: 2 });
    });

    test('a simulated failure leaves a block as it was', async () => {
      const { heap } = await debugHeap(load, buildOptions(bits, { ...CALLS, UNIT_TEST: true }));
      throwing(heap);
      const mem = heap.malloc(10);
      heap.malloc_enable_testing(0);
      expect(heap.realloc(mem, 10_000)).toBe(0);
      expect(heap.malloc(1)).toBe(0);
      heap.malloc_disable_testing();
      heap.free(mem);
      expect(heap.malloc_mcheck_count()).toBe(0);
    });

    test('a heap that is opened again has its blocks', async () => {
      const options = buildOptions(bits, {
        ...CALLS,
        MCHECK_BACKTRACE: true,
        SYS_MALLOC_ATTACH: true,
      });
      const { heap, memory } = await debugHeap(load, options);
      const damaged = heap.malloc(10);
      const aligned = heap.memalign(1024, 100);
      const freed = heap.malloc(10);
      heap.malloc(10);
      heap.free(freed);
      heap.mcheck_set_disabled(true);
      heap.malloc(3000);
      const dump = printed((print) => heap.malloc_dump(print));
      const second = await load(options);
      const copy = memory.slice(0);
      second.mem_malloc_attach(copy, 0x10000 - heap.MALLOC_STATE_SIZE);
      expect(second.malloc_mcheck_count()).toBe(3);
      expect(printed((print) => second.malloc_dump(print))).toEqual(dump);
      expect(second.malloc_get_info()).toEqual(heap.malloc_get_info());
      const told: number[] = [];
      second.mcheck((_status, mem) => told.push(mem));
      new Uint8Array(copy)[damaged + 10] = 0;
      second.mcheck_check_all();
      second.free(aligned);
      second.free(freed);
      expect(told).toEqual([damaged, freed]);
      expect(second.malloc_mcheck_count()).toBe(2);
      // One with other headers cannot be read.
      const other = await load(
        buildOptions(bits, { SYS_MALLOC_ATTACH: true, ...MCHECK, MCHECK_HEAP_PROTECTION: false }),
      );
      expect(() => {
        other.mem_malloc_attach(copy, 0x10000 - heap.MALLOC_STATE_SIZE);
      }).toThrow(RangeError);
    });

    test('who shares a heap sees the blocks of others', async () => {
      const options = buildOptions(bits, {
        ...CALLS,
        SYS_MALLOC_ATTACH: true,
        SYS_MALLOC_LOCK: true,
      });
      const [first, second] = [await load(options), await load(options)];
      const memory = new SharedArrayBuffer(0x10000);
      const bytes = new Uint8Array(memory);
      first.mem_malloc_init(memory, 0, 0x10000);
      second.mem_malloc_attach(memory, 0);
      const told: (readonly [string, number, number])[] = [];
      first.mcheck((status, mem) => told.push(['first', status, mem]));
      second.mcheck((status, mem) => told.push(['second', status, mem]));
      const a = first.malloc(10);
      const b = second.memalign(256, 10);
      const c = first.malloc(10);
      second.free(c);
      const d = second.malloc(10);
      expect(d).toBe(c);
      expect([first.malloc_mcheck_count(), second.malloc_mcheck_count()]).toEqual([3, 3]);
      first.mcheck_check_all();
      second.mcheck_check_all();
      expect(told).toEqual([]);
      bytes[b + 10] = 0;
      bytes[a - 1] = 1;
      first.mcheck_check_all();
      expect(told).toEqual(
        [
          ['first', 2, a],
          ['first', 3, b],
        ].toSorted((x, y) => Number(x[2]) - Number(y[2])),
      );
      first.mcheck_set_disabled(true);
      first.free(d);
      first.mcheck_set_disabled(false);
      expect(second.malloc_mcheck_count()).toBe(2);
      expect(told).toHaveLength(2);
      expect(first.malloc_get_info()).toEqual(second.malloc_get_info());
    });
  });
});
