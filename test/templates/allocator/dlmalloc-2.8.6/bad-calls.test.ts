/*
 * Without INSECURE, bad pointers in all calls that take blocks, and in what other calls than malloc()
 * returned: each throws the same error, with every byte of the memory as it was.
 */
import { describe, expect, test } from '@jest/globals';
import { buildOptions, type Bits, type OptionChanges } from '../../../support/build-options.ts';
import { gm, wordAt } from '../../../support/heap-walker.ts';
import { openHeap } from '../../../support/open-heap.ts';
import { SizeTArray } from '../../../support/size-t-array.ts';

const NOT_ALLOCATED = /^0x[0-9a-f]+ is not an allocated block$/;
const CORRUPT = /^the heap is corrupt at 0x[0-9a-f]+$/;

/** A block freed between two free ones: its old head looks in use, with neighbours that deny it. */
const EITHER = new RegExp(`${NOT_ALLOCATED.source}|${CORRUPT.source}`);

const CHECKED = {
  INSECURE: false,
  MALLOC_BULK_FREE: true,
  MALLOC_INDEPENDENT_CALLS: true,
  MALLOC_POSIX_MEMALIGN: true,
  MALLOC_REALLOC_IN_PLACE: true,
} as const satisfies OptionChanges;

const VARIANTS: readonly (readonly [string, OptionChanges])[] = [
  ['the defaults', {}],
  ['SIMPLE_SYSALLOC=n', { SIMPLE_SYSALLOC: false }],
  ['NO_TREE_BINS, NO_REALLOC_IN_PLACE', { NO_TREE_BINS: true, NO_REALLOC_IN_PLACE: true }],
];

/** Where the arrays of bulk_free() are, in front of the heap. */
const ARRAY = 1024;

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  describe.each(VARIANTS)('%s', (_, changes) => {
    const word = bits / 8;
    const granule = bits / 4;

    async function open() {
      const heap = await openHeap(buildOptions(bits, { ...CHECKED, ...changes }));
      const { allocator, memory, view } = heap;
      memory.allow(ARRAY, ARRAY + 256);

      function bulkFree(...blocks: readonly number[]): number {
        const array = new SizeTArray(memory.buffer, ARRAY, blocks.length, bits);
        blocks.forEach((mem, i) => array.set(i, mem));
        return allocator.bulk_free(ARRAY, blocks.length);
      }

      function expectRefusal(call: () => unknown, message: RegExp): void {
        const before = Buffer.from(memory.bytes);
        expect(call).toThrow(message);
        before.copy(memory.bytes, ARRAY, ARRAY, ARRAY + 256);
        const after = Buffer.from(memory.bytes);
        after.fill(0, ARRAY, ARRAY + 256);
        before.fill(0, ARRAY, ARRAY + 256);
        expect(after.equals(before)).toBe(true);
      }

      /** Every call that takes a block refuses this one. */
      function expectNoBlock(mem: number, message = NOT_ALLOCATED): void {
        expectRefusal(() => allocator.free(mem), message);
        for (const size of [0, 10, 1000]) {
          expectRefusal(() => allocator.realloc(mem, size), message);
          expectRefusal(() => allocator.realloc_in_place(mem, size), message);
        }
        expectRefusal(() => allocator.malloc_usable_size(mem), message);
        expectRefusal(() => bulkFree(mem), message);
        expectRefusal(() => bulkFree(0, mem, 0), message);
      }

      const head = (mem: number) => wordAt(view, mem) - word / 4;
      return { ...heap, bulkFree, expectRefusal, expectNoBlock, head };
    }

    test.each([40, 600])('a block of %i bytes freed twice', async (size) => {
      const { allocator, bulkFree, expectNoBlock, chunks } = await open();
      const [a, b, c] = [1, 2, 3].map(() => allocator.malloc(size)) as [number, number, number];
      allocator.malloc(1);
      allocator.free(b);
      expectNoBlock(b);
      expect(bulkFree(a, c)).toBe(0);
      for (const mem of [a, b, c]) expectNoBlock(mem);
      chunks();
    });

    test('foreign and misaligned pointers, and the middle of a block', async () => {
      const { allocator, memory, expectNoBlock } = await open();
      const mem = allocator.malloc(600);
      memory.bytes.fill(0, mem, mem + 600);
      const { mem_malloc_start: start, mem_malloc_end: end } = allocator;
      for (const bad of [granule, ARRAY, start - granule, end, end + granule, 2 ** 31]) {
        expectNoBlock(bad);
      }
      for (const offset of [1, 2, 4, granule / 2, granule, 300 - (300 % granule)]) {
        expectNoBlock(mem + offset);
      }
    });

    test('numbers that are not addresses', async () => {
      const { allocator, expectRefusal } = await open();
      const mem = allocator.malloc(600);
      for (const bad of [mem + 2 ** 32, mem + 0.5, mem - 2 ** 32, Number.NaN]) {
        if (!Number.isNaN(bad)) expectRefusal(() => allocator.free(bad), NOT_ALLOCATED);
        expectRefusal(() => allocator.realloc(bad || 2 ** 40, 10), NOT_ALLOCATED);
        expectRefusal(() => allocator.malloc_usable_size(bad), NOT_ALLOCATED);
      }
    });

    test('what memalign() returned, and what it left beside it', async () => {
      const { allocator, memory, expectNoBlock } = await open();
      const mem = allocator.memalign(512, 700);
      const behind = allocator.malloc(3000);
      memory.bytes.fill(0, mem, mem + 700);
      for (const offset of [-granule, 1, word, granule, 256, 512]) expectNoBlock(mem + offset);
      allocator.free(mem);
      expectNoBlock(mem, EITHER);
      const pp = new SizeTArray(memory.buffer, ARRAY, 1, bits);
      expect(allocator.posix_memalign(ARRAY, 256, 50)).toBe(0);
      const aligned = pp.get(0);
      allocator.free(aligned);
      expectNoBlock(aligned, EITHER);
      allocator.free(behind);
    });

    test('blocks of independent_calloc(), and their array', async () => {
      const { allocator, memory, bulkFree, expectNoBlock, chunks } = await open();
      const array = allocator.independent_calloc(4, 100);
      allocator.malloc(1);
      const blocks = new SizeTArray(memory.buffer, array, 4, bits).values();
      for (const mem of blocks) expectNoBlock(mem + granule);
      expect(bulkFree(...blocks)).toBe(0);
      for (const mem of blocks) expectNoBlock(mem);
      allocator.free(array);
      expectNoBlock(array);
      chunks();
    });

    test('an overwritten header, and one behind', async () => {
      const { allocator, view, expectNoBlock, head } = await open();
      const [a, b] = [1, 2].map(() => allocator.malloc(600)) as [number, number];
      allocator.malloc(1);
      const sound = view.words[head(a)] ?? 0;
      for (const value of [0, sound - 2, sound + granule, 2 ** 31 - 1, -1, 3]) {
        view.words[head(a)] = value;
        expectNoBlock(a);
      }
      view.words[head(a)] = sound;
      const behind = view.words[head(b)] ?? 0;
      for (const value of [0, behind - 1, 2]) {
        view.words[head(b)] = value;
        expectNoBlock(a);
      }
      view.words[head(b)] = behind;
      allocator.free(a);
    });

    test('overwritten links of a free neighbour', async () => {
      const { allocator, view, bulkFree, expectRefusal } = await open();
      const [a, b, c] = [1, 2, 3].map(() => allocator.malloc(600)) as [number, number, number];
      allocator.free(allocator.malloc(600));
      allocator.malloc(1);
      allocator.free(b);
      allocator.malloc(5000);
      const at = wordAt(view, b);
      const sound = view.words[at] ?? 0;
      view.words[at] = gm(view);
      for (const mem of [a, c]) {
        expectRefusal(() => allocator.free(mem), CORRUPT);
        expectRefusal(() => bulkFree(mem), CORRUPT);
        expectRefusal(() => allocator.realloc(mem, 2000), CORRUPT);
        expectRefusal(() => allocator.realloc_in_place(mem, 650), CORRUPT);
      }
      view.words[at] = sound;
      allocator.free(a);
    });

    test('bulk_free() stops at the bad entry, which it leaves with what follows', async () => {
      const { allocator, memory, bulkFree, expectNoBlock, chunks } = await open();
      const [a, b, c, d] = [1, 2, 3, 4].map(() => allocator.malloc(100)) as [
        number,
        number,
        number,
        number,
      ];
      const array = new SizeTArray(memory.buffer, ARRAY, 4, bits);
      allocator.free(c);
      expect(() => bulkFree(a, c, d, b)).toThrow(NOT_ALLOCATED);
      expect(array.values()).toEqual([0, c, d, b]);
      expectNoBlock(a);
      chunks();
      array.set(0, 0);
      expect(bulkFree(d, b)).toBe(0);
      expect(chunks()).toHaveLength(1);
    });

    test('bulk_free() of one block twice', async () => {
      const { allocator, memory, bulkFree, chunks } = await open();
      const [a, b] = [1, 2].map(() => allocator.malloc(100)) as [number, number];
      allocator.malloc(1);
      expect(() => bulkFree(a, a)).toThrow(NOT_ALLOCATED);
      expect(new SizeTArray(memory.buffer, ARRAY, 2, bits).values()).toEqual([0, a]);
      chunks();
      // b joins what is left of a: the neighbour of the array is not a block any more.
      expect(() => bulkFree(b, a)).toThrow(NOT_ALLOCATED);
      chunks();
    });

    test('an array that is not in the memory', async () => {
      const { allocator, memory, chunks } = await open();
      const before = chunks();
      const outside = memory.bytes.length;
      for (const array of [outside, outside - word, ARRAY + 1, 2 ** 31, -4]) {
        expect(() => allocator.bulk_free(array, 2)).toThrow(RangeError);
        expect(() => allocator.independent_calloc(2, 8, array)).toThrow(RangeError);
        expect(() => allocator.independent_comalloc(2, array)).toThrow(RangeError);
      }
      expect(() => allocator.posix_memalign(outside, word, 8)).toThrow(RangeError);
      expect(() => allocator.bulk_free(ARRAY, -1)).toThrow(RangeError);
      expect(chunks()).toEqual(before);
      expect(allocator.independent_calloc(-1, 8)).toBe(0);
      expect(allocator.independent_calloc(2, -1)).toBe(0);
      expect(allocator.independent_calloc(2 ** 27, 2 ** 27)).toBe(0);
      expect(allocator.independent_comalloc(-1, ARRAY)).toBe(0);
      expect(allocator.independent_calloc(0, 8, ARRAY)).toBe(ARRAY);
      expect(allocator.pvalloc(-1)).toBe(0);
      expect(allocator.valloc(-1)).toBe(0);
      expect(chunks()).toEqual(before);
      expect(allocator.independent_calloc(0, 8)).not.toBe(0);
    });
  });
});
