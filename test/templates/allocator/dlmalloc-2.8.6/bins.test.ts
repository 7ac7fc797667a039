/*
 * Which of several free chunks serves a request.
 */
import { describe, expect, test } from '@jest/globals';
import { buildOptions, type Bits } from '../../../support/build-options.ts';
import { openHeap, type OpenHeap } from '../../../support/open-heap.ts';
import { gm } from '../../../support/heap-walker.ts';

/** Blocks of the given sizes with a small one in use behind each, freed in this order. */
function freed(heap: OpenHeap, sizes: readonly number[]): readonly number[] {
  const blocks = sizes.map((size) => {
    const mem = heap.allocator.malloc(size);
    heap.allocator.malloc(1);
    return mem;
  });
  for (const mem of blocks) heap.allocator.free(mem);
  return blocks;
}

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  describe.each([false, true])('NO_TREE_BINS=%s', (NO_TREE_BINS) => {
    const options = buildOptions(bits, { NO_TREE_BINS });

    test('of equal large chunks the one freed first is taken', async () => {
      const heap = await openHeap(options);
      const blocks = freed(heap, [600, 600, 600, 600]);
      const again = blocks.map(() => heap.allocator.malloc(600));
      expect(again).toEqual(blocks);
      heap.chunks();
    });

    test('of equal small chunks the one freed last is taken', async () => {
      const heap = await openHeap(options);
      const blocks = freed(heap, [100, 100, 100]);
      const again = blocks.map(() => heap.allocator.malloc(100));
      expect(again).toEqual(blocks.toReversed());
    });

    test('the smallest large chunk that is large enough is taken', async () => {
      const heap = await openHeap(options);
      const sizes = [5000, 900, 700, 3000, 2000, 600, 1500, 1000, 4000];
      const blocks = freed(heap, sizes);
      for (const size of sizes.toSorted((a, b) => a - b)) {
        // A little less: what is left is not a chunk.
        expect(heap.allocator.malloc(size - 8)).toBe(blocks[sizes.indexOf(size)]);
        heap.chunks();
      }
    });

    test('of many sizes, freed in any order, the best fit is taken', async () => {
      const heap = await openHeap(options, { heapSize: 2 ** 20 });
      const sizes = Array.from({ length: 200 }, (_, i) => 256 + ((i * 77) % 200) * 16);
      const blocks = freed(heap, sizes);
      for (const [i, size] of sizes.entries()) {
        if (i % 3 !== 0) continue;
        expect(heap.allocator.malloc(size)).toBe(blocks[i]);
        heap.chunks();
      }
    });

    test('a small request prefers its own bin, then the victim, then a larger bin', async () => {
      const heap = await openHeap(options);
      const [own, larger, large] = freed(heap, [40, 200, 1000]);
      expect(heap.allocator.malloc(40)).toBe(own);
      // No victim yet: the next larger bin is split, the rest is the victim.
      expect(heap.allocator.malloc(40)).toBe(larger);
      const fromVictim = heap.allocator.malloc(40);
      expect(fromVictim).toBeGreaterThan(larger ?? 0);
      expect(fromVictim).toBeLessThan((larger ?? 0) + 200);
      // The victim is too small: a large chunk is split.
      expect(heap.allocator.malloc(230)).toBe(large);
      heap.chunks();
    });

    test('a large request prefers the victim where it fits as well', async () => {
      const heap = await openHeap(options);
      freed(heap, [2000]);
      heap.allocator.malloc(100);
      const [other] = freed(heap, [1990]);
      const victim = heap
        .chunks()
        .find(({ head }) => head === heap.view.words[gm(heap.view) + heap.view.layout.state.dv]);
      expect(victim?.size).toBeLessThan(1990);
      expect(heap.allocator.malloc(1000)).toBe(victim?.mem);
      expect(heap.allocator.malloc(1000)).toBe(other);
      heap.chunks();
    });
  });

  test('a search that finds a tree empty clears its bit, so that small requests go straight to top', async () => {
    const heap = await openHeap(buildOptions(bits));
    const { words, layout } = heap.view;
    const treeMap = () => words[gm(heap.view) + (layout.state.treeMap ?? Number.NaN)];
    freed(heap, [600, 300]);
    expect(treeMap()).not.toBe(0);
    for (const size of [600, 300]) heap.allocator.malloc(size);
    expect(treeMap()).not.toBe(0);
    heap.allocator.malloc(100);
    expect(treeMap()).toBe(0);
    heap.chunks();
  });
});
