/*
 * Top serves what no bin can, and is never used up: a granule stays, with its head.
 */
import { describe, expect, test } from '@jest/globals';
import { buildOptions, type Bits, type OptionChanges } from '../../../support/build-options.ts';
import { openHeap } from '../../../support/open-heap.ts';

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  const granule = bits / 4;
  const overhead = bits / 8;

  async function withTop(changes: OptionChanges = {}) {
    const heap = await openHeap(buildOptions(bits, changes));
    const top = heap.chunks().at(-1)?.size ?? 0;
    return { ...heap, top };
  }

  test.each([
    ['malloc', {}],
    ['the shorter malloc', { SMALLCHUNKS_AS_FUNCS: true }],
  ])('%s takes all but a granule', async (_, changes) => {
    const { allocator, top, chunks } = await withTop(changes);
    expect(allocator.malloc(top - overhead)).toBe(0);
    expect(allocator.malloc(top - granule - overhead)).not.toBe(0);
    expect(chunks().at(-1)).toMatchObject({ state: 'top', size: granule });
    expect(allocator.malloc(0)).toBe(0);
  });

  test('realloc in place takes all but a granule', async () => {
    const { allocator, top, chunks } = await withTop();
    const mem = allocator.malloc(100);
    expect(allocator.realloc(mem, top - overhead)).toBe(0);
    expect(allocator.realloc(mem, top - granule - overhead)).toBe(mem);
    expect(chunks().at(-1)).toMatchObject({ state: 'top', size: granule });
  });

  test('free gives a block that borders on top to it', async () => {
    const { allocator, top, chunks } = await withTop();
    const mem = allocator.malloc(top - granule - overhead);
    allocator.free(mem);
    expect(chunks()).toMatchObject([{ state: 'top', size: top }]);
  });
});
