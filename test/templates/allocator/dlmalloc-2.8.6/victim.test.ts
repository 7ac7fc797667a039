/*
 * The designated victim, what is left of the last small request that was split, among the other chunks.
 */
import { describe, expect, test } from '@jest/globals';
import { buildOptions, type Bits } from '../../../support/build-options.ts';
import { openHeap } from '../../../support/open-heap.ts';

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  const overhead = bits / 8;

  describe.each([false, true])('NO_TREE_BINS=%s', (NO_TREE_BINS) => {
    const options = buildOptions(bits, { NO_TREE_BINS });

    /** A victim of 1600 bytes, and a free chunk of as many more as `more`. */
    async function withVictim(more: number) {
      const heap = await openHeap(options);
      const { allocator } = heap;
      const split = allocator.malloc(1600 + 112 - overhead);
      allocator.malloc(1);
      const other = allocator.malloc(1600 + more - overhead);
      allocator.malloc(1);
      allocator.free(split);
      expect(allocator.malloc(112 - overhead)).toBe(split);
      allocator.free(other);
      return { ...heap, victim: split + 112, other };
    }

    test('serves a large request rather than a chunk as large', async () => {
      const { allocator, victim, other, chunks } = await withVictim(0);
      expect(allocator.malloc(1000)).toBe(victim);
      expect(allocator.malloc(1000)).toBe(other);
      chunks();
    });

    test('not rather than a smaller one that fits', async () => {
      const { allocator, other, chunks } = await withVictim(-16);
      expect(allocator.malloc(1000)).toBe(other);
      chunks();
    });

    test('serves every small request that has no bin of its size, as long as it can', async () => {
      const { allocator, victim, chunks } = await withVictim(-16);
      expect(allocator.malloc(208 - overhead)).toBe(victim);
      expect(allocator.malloc(208 - overhead)).toBe(victim + 208);
      chunks();
    });
  });

  if (bits === 32) {
    test.each([
      [8, true],
      [16, false],
    ])(
      'a small request takes a chunk that is %i bytes larger before the victim: %s',
      async (more, takes) => {
        const { allocator, chunks } = await openHeap(buildOptions(bits));
        const split = allocator.malloc(1000);
        allocator.malloc(1);
        const small = allocator.malloc(48 + more - overhead);
        allocator.malloc(1);
        allocator.free(split);
        const first = allocator.malloc(100 - overhead);
        expect(first).toBe(split);
        allocator.free(small);
        expect(allocator.malloc(48 - overhead) === small).toBe(takes);
        chunks();
      },
    );
  }
});
