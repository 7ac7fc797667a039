import { describe, expect, test } from '@jest/globals';
import { buildOptions, type Bits } from '../../../support/build-options.ts';
import { exhaust, openHeap } from '../../../support/open-heap.ts';
import { gm } from '../../../support/heap-walker.ts';

describe.each<Bits>([64, 32])('realloc, %i bits', (bits) => {
  const smallest = bits === 64 ? 24 : 12;

  describe.each([false, true])('NO_REALLOC_IN_PLACE=%s', (NO_REALLOC_IN_PLACE) => {
    const options = buildOptions(bits, { NO_REALLOC_IN_PLACE });

    test('of NULL is malloc', async () => {
      const a = await openHeap(options);
      const b = await openHeap(options);
      expect(a.allocator.realloc(0, 1000)).toBe(b.allocator.malloc(1000));
      expect(a.chunks()).toEqual(b.chunks());
    });

    test('to 0 gives the smallest block, and frees nothing else', async () => {
      const heap = await openHeap(options);
      const mem = heap.allocator.malloc(500);
      heap.memory.bytes.fill(0x5a, mem, mem + 500);
      const small = heap.allocator.realloc(mem, 0);
      expect(small).not.toBe(0);
      expect(heap.allocator.malloc_usable_size(small)).toBe(smallest);
      expect(heap.memory.bytes.subarray(small, small + smallest)).toEqual(
        Buffer.alloc(smallest, 0x5a),
      );
      const used = heap.chunks().filter(({ state }) => state === 'used');
      expect(used.map((chunk) => chunk.mem)).toEqual([small]);
    });

    test('that fails leaves the block as it was', async () => {
      const heap = await openHeap(options);
      const mem = heap.allocator.malloc(100);
      exhaust(heap, 200);
      exhaust(heap, 1);
      const before = Buffer.from(heap.memory.bytes);
      for (const size of [300, 65536, 2 ** 31, 2 ** 32 - 1, -1]) {
        expect(heap.allocator.realloc(mem, size)).toBe(0);
      }
      expect(heap.memory.bytes.equals(before)).toBe(true);
    });
  });

  describe('in place', () => {
    const options = buildOptions(bits);

    test.each([
      ['shrinks', 1000, 200, 0],
      ['takes a part of the free chunk behind', 200, 600, 0],
      ['takes all of the free chunk behind', 200, 1000, 0],
      ['takes a part of top', 200, 3000, 2],
    ])('%s', async (_, from, to, freed) => {
      const heap = await openHeap(options);
      const mem = heap.allocator.malloc(from);
      const behind = heap.allocator.malloc(1000 + 24 - 200);
      if (freed === 0) heap.allocator.malloc(1);
      heap.allocator.free(behind);
      expect(heap.allocator.realloc(mem, to)).toBe(mem);
      expect(heap.allocator.malloc_usable_size(mem)).toBeGreaterThanOrEqual(to);
      heap.chunks();
    });

    test('takes a part of the designated victim, and all of it', async () => {
      const heap = await openHeap(options);
      const hole = heap.allocator.malloc(1000);
      heap.allocator.malloc(1);
      heap.allocator.free(hole);
      // Split off the large chunk: what is left of it becomes the victim.
      const mem = heap.allocator.malloc(100);
      const dv = heap.view.words[gm(heap.view) + heap.view.layout.state.dv] ?? 0;
      expect(heap.chunks().find(({ head }) => head === dv)?.state).toBe('free');
      expect(heap.allocator.realloc(mem, 400)).toBe(mem);
      expect(heap.view.words[gm(heap.view) + heap.view.layout.state.dv]).toBeGreaterThan(dv);
      heap.chunks();
      expect(heap.allocator.realloc(mem, 1000)).toBe(mem);
      expect(heap.chunks().filter(({ state }) => state === 'free')).toHaveLength(0);
    });
  });

  test('with NO_REALLOC_IN_PLACE moves even where it could shrink', async () => {
    const heap = await openHeap(buildOptions(bits, { NO_REALLOC_IN_PLACE: true }));
    const mem = heap.allocator.malloc(1000);
    expect(heap.allocator.realloc(mem, 200)).not.toBe(mem);
  });
});
