/*
 * Without INSECURE: what the caller must not hand over, and damage to the heap, is noticed before
 * anything is written.
 */
import { describe, expect, test } from '@jest/globals';
import { buildOptions, type Bits } from '../../../support/build-options.ts';
import { openHeap, type OpenHeap } from '../../../support/open-heap.ts';
import { gm, wordAt } from '../../../support/heap-walker.ts';

const NOT_ALLOCATED = /^0x[0-9a-f]+ is not an allocated block$/;
const CORRUPT = /^the heap is corrupt at 0x[0-9a-f]+$/;

/** The call throws, and every byte of the memory is as it was. */
function expectRefusal(heap: OpenHeap, call: () => unknown, message: RegExp): void {
  const before = Buffer.from(heap.memory.bytes);
  expect(call).toThrow(message);
  expect(heap.memory.bytes.equals(before)).toBe(true);
}

/** Every call that takes a block refuses this one. */
function expectNoBlock(heap: OpenHeap, mem: number): void {
  const { allocator } = heap;
  expectRefusal(heap, () => allocator.free(mem), NOT_ALLOCATED);
  expectRefusal(heap, () => allocator.realloc(mem, 10), NOT_ALLOCATED);
  expectRefusal(heap, () => allocator.realloc(mem, 1000), NOT_ALLOCATED);
  expectRefusal(heap, () => allocator.malloc_usable_size(mem), NOT_ALLOCATED);
}

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  describe.each([false, true])('NO_TREE_BINS=%s', (NO_TREE_BINS) => {
    const options = buildOptions(bits, { INSECURE: false, NO_TREE_BINS });
    const word = bits / 8;
    const granule = bits / 4;

    /** Three blocks of equal size, and one behind them that keeps them off top. */
    async function threeBlocks(size: number) {
      const heap = await openHeap(options);
      const [a, b, c] = [1, 2, 3].map(() => heap.allocator.malloc(size));
      heap.allocator.malloc(1);
      return { heap, a: a ?? 0, b: b ?? 0, c: c ?? 0, ...heap };
    }

    test.each([40, 600])('a block of %i bytes that was freed', async (size) => {
      const { heap, a, b, c, allocator, chunks } = await threeBlocks(size);
      for (const mem of [b, c, a]) {
        allocator.free(mem);
        expectNoBlock(heap, mem);
      }
      chunks();
    });

    test('a block that became part of top', async () => {
      const heap = await openHeap(options);
      const first = heap.allocator.malloc(100);
      const second = heap.allocator.malloc(100);
      heap.allocator.free(second);
      expectNoBlock(heap, second);
      heap.allocator.free(first);
      expectNoBlock(heap, first);
      expectNoBlock(heap, second);
      expect(heap.chunks()).toHaveLength(1);
    });

    test('the designated victim', async () => {
      const { heap, b, allocator } = await threeBlocks(600);
      allocator.free(b);
      const mem = allocator.malloc(30);
      expect(mem).toBe(b);
      expectNoBlock(heap, mem + allocator.malloc_usable_size(mem) + word);
    });

    test('an address inside of a block', async () => {
      const { heap, a, memory } = await threeBlocks(600);
      memory.bytes.fill(0, a, a + 600);
      for (const offset of [1, 2, 4, 7, granule / 2, granule, 10 * granule]) {
        expectNoBlock(heap, a + offset);
      }
    });

    test('an address outside of the heap', async () => {
      const { heap, allocator } = await threeBlocks(600);
      const { mem_malloc_start: start, mem_malloc_end: end } = allocator;
      for (const mem of [
        granule,
        start - granule,
        start,
        end - granule,
        end,
        end + granule,
        2 ** 20,
        2 ** 31,
        2 ** 32 - granule,
        -granule,
        Number.NaN,
      ]) {
        expectNoBlock(heap, mem);
      }
    });

    test('a head that was overwritten', async () => {
      const { heap, b, view } = await threeBlocks(600);
      const head = wordAt(view, b) - word / 4;
      const sound = view.words[head] ?? 0;
      for (const value of [0, sound - 2, sound + granule, sound - granule, 2 ** 31 - 1, -1, 3]) {
        view.words[head] = value;
        expectNoBlock(heap, b);
      }
      view.words[head] = sound;
      heap.allocator.free(b);
    });

    test('the head behind that was overwritten', async () => {
      const { heap, b, c, view } = await threeBlocks(600);
      const head = wordAt(view, c) - word / 4;
      const sound = view.words[head] ?? 0;
      for (const value of [0, sound - 1, 2]) {
        view.words[head] = value;
        expectNoBlock(heap, b);
      }
    });

    test('a foot in front that was overwritten', async () => {
      const { heap, a, b, allocator, view } = await threeBlocks(600);
      allocator.free(a);
      const foot = wordAt(view, b) - word / 2;
      const sound = view.words[foot] ?? 0;
      for (const value of [0, sound + granule, sound - granule, 2 ** 30, -granule]) {
        view.words[foot] = value;
        expectRefusal(heap, () => allocator.free(b), CORRUPT);
        expectRefusal(heap, () => allocator.realloc(b, 10), CORRUPT);
        expectRefusal(heap, () => allocator.realloc(b, 2000), CORRUPT);
      }
      view.words[foot] = sound;
      allocator.free(b);
      heap.chunks();
    });

    describe.each([40, 600])('links of a free chunk for %i bytes', (size) => {
      /** The middle one is free, and so are others of its size. */
      async function freeChunk() {
        const three = await threeBlocks(size);
        const others = [1, 2].map(() => {
          const mem = three.allocator.malloc(size);
          three.allocator.malloc(1);
          return mem;
        });
        three.allocator.free(others[0] ?? 0);
        three.allocator.free(three.b);
        three.allocator.free(others[1] ?? 0);
        return three;
      }

      test.each([0, 1])('link %i, met by freeing a neighbour', async (link) => {
        const { heap, a, b, c, allocator, view } = await freeChunk();
        const at = wordAt(view, b) + link;
        const sound = view.words[at] ?? 0;
        // A list of small chunks ends with none: so nobody knows whether it should.
        const none = size === 40 && link === 0 ? [] : [gm(view)];
        for (const value of [wordAt(view, a), wordAt(view, b), 1, ...none]) {
          view.words[at] = value;
          expectRefusal(heap, () => allocator.free(a), CORRUPT);
          expectRefusal(heap, () => allocator.free(c), CORRUPT);
        }
        view.words[at] = sound;
        allocator.free(a);
        heap.chunks();
      });

      test.each([
        ['malloc', {}],
        ['the shorter malloc', { SMALLCHUNKS_AS_FUNCS: true }],
      ])('its size, met by %s', async (_, changes) => {
        const heap = await openHeap(
          buildOptions(bits, { INSECURE: false, NO_TREE_BINS, ...changes }),
        );
        const { allocator, view } = heap;
        const mem = allocator.malloc(size);
        allocator.malloc(1);
        allocator.free(mem);
        const head = wordAt(view, mem) - word / 4;
        const sound = view.words[head] ?? 0;
        for (const value of [sound | 2, sound + granule]) {
          view.words[head] = value;
          expectRefusal(heap, () => allocator.malloc(size), CORRUPT);
        }
        view.words[head] = sound;
        expect(allocator.malloc(size)).toBe(mem);
      });
    });
  });

  test('with INSECURE nothing is looked at', async () => {
    const { allocator } = await openHeap(buildOptions(bits));
    const mem = allocator.malloc(100);
    expect(() => allocator.malloc_usable_size(mem + bits / 4)).not.toThrow();
    allocator.malloc(1);
    allocator.free(mem);
    expect(() => allocator.free(mem)).not.toThrow();
  });
});
