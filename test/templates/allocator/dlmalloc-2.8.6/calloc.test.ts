import { describe, expect, test } from '@jest/globals';
import { buildOptions, type Bits } from '../../../support/build-options.ts';
import { openHeap } from '../../../support/open-heap.ts';

describe.each<Bits>([64, 32])('calloc, %i bits', (bits) => {
  const options = buildOptions(bits, { SYS_MALLOC_CLEAR_ON_INIT: false });

  test.each([
    [1, 100],
    [7, 11],
    [3, 1000],
    [0, 100],
    [100, 0],
  ])('of %i times %i zeroes the whole block, and nothing behind it', async (count, size) => {
    const heap = await openHeap(options);
    const { bytes } = heap.memory;
    const plain = heap.allocator.malloc(count * size);
    const usable = heap.allocator.malloc_usable_size(plain);
    heap.allocator.malloc(1);
    bytes.fill(0x77, plain, plain + usable);
    heap.allocator.free(plain);
    const freed = Buffer.from(bytes);
    const mem = heap.allocator.calloc(count, size);
    expect(mem).toBe(plain);
    expect(usable).toBeGreaterThanOrEqual(count * size);
    expect(bytes.subarray(mem, mem + usable)).toEqual(Buffer.alloc(usable));
    // The next head says again that the block is in use; all else is as it was.
    const behind = mem + usable + bits / 8;
    expect(bytes.subarray(behind)).toEqual(freed.subarray(behind));
  });

  test.each([
    [65536, 65536],
    [2 ** 31, 2],
    [2 ** 32 - 1, 2 ** 32 - 1],
    [-1, 2],
    [2, -1],
    [2 ** 40, 2 ** 40],
  ])('of %i times %i is too much', async (count, size) => {
    const heap = await openHeap(options);
    expect(heap.allocator.calloc(count, size)).toBe(0);
  });
});
