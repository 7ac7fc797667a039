import { describe, expect, test } from '@jest/globals';
import { buildOptions, type Bits } from '../../../support/build-options.ts';
import { exhaust, openHeap, type OpenHeap } from '../../../support/open-heap.ts';

describe.each<Bits>([64, 32])('memalign, %i bits', (bits) => {
  const options = buildOptions(bits);
  const simple = buildOptions(bits, { SIMPLE_MEMALIGN: true });
  const overhead = bits / 8;

  test.each([0, 1, 3, 7, 8, ...(bits === 64 ? [9, 16] : [])])(
    'to %i, no more than chunks have anyway, is malloc',
    async (alignment) => {
      const a = await openHeap(options);
      const b = await openHeap(options);
      expect(a.allocator.memalign(alignment, 100)).toBe(b.allocator.malloc(100));
      expect(a.chunks()).toEqual(b.chunks());
    },
  );

  test.each([
    [17, 32],
    [24, 32],
    [33, 64],
    [100, 128],
    [3000, 4096],
  ])('to %i is to %i', async (alignment, power) => {
    const a = await openHeap(options);
    const b = await openHeap(options);
    a.allocator.malloc(1);
    b.allocator.malloc(1);
    const mem = a.allocator.memalign(alignment, 100);
    expect(mem % power).toBe(0);
    expect(mem).toBe(b.allocator.memalign(power, 100));
  });

  test.each([2 ** 30, 2 ** 31, -1, ...(bits === 64 ? [2 ** 32] : [])])(
    'to %i has no room',
    async (alignment) => {
      const heap = await openHeap(options);
      expect(heap.allocator.memalign(alignment, 100)).toBe(0);
      expect(heap.chunks()).toHaveLength(1);
    },
  );

  test('gives back what it does not need, before and after the block', async () => {
    const heap = await openHeap(options);
    heap.allocator.malloc(1);
    const mem = heap.allocator.memalign(256, 100);
    heap.allocator.malloc(1);
    const chunks = heap.chunks();
    const index = chunks.findIndex((chunk) => chunk.mem === mem);
    expect(chunks[index - 1]?.state).toBe('free');
    expect(heap.allocator.malloc_usable_size(mem)).toBeLessThan(100 + 64);
  });

  test('keeps with the block what is behind it and a smallest chunk, no more', async () => {
    const smallest = bits === 64 ? 32 : 16;
    const granule = bits / 4;
    const heap = await openHeap(options, { heapStart: 4096 - granule - 2 * overhead });
    const { allocator } = heap;
    // One granule more than memalign() asks for, and one granule before a multiple of the alignment:
    // too little for a chunk in front, so the block moves on by the alignment and a granule.
    const hole = allocator.malloc(96 + 64 + smallest + granule - overhead);
    expect(hole).toBe(4096 - granule);
    allocator.malloc(1);
    allocator.free(hole);
    expect(allocator.memalign(64, 96 - overhead)).toBe(4096 + 64);
    expect(allocator.malloc_usable_size(4096 + 64)).toBe(96 + smallest - overhead);
    heap.chunks();
  });

  test('leaves a smallest chunk before the block, if there is room for no more', async () => {
    const smallest = bits === 64 ? 32 : 16;
    const heap = await openHeap(options, { heapStart: 4096 - smallest - 2 * overhead });
    expect(heap.allocator.memalign(256, 100)).toBe(4096);
    expect(heap.chunks()[0]).toMatchObject({ state: 'free', size: smallest });
  });

  test('leaves no less before the block', async () => {
    const granule = bits / 4;
    const heap = await openHeap(options, { heapStart: 4096 - granule - 2 * overhead });
    expect(heap.allocator.memalign(256, 100)).toBe(4096 + 256);
    expect(heap.chunks()[0]).toMatchObject({ state: 'free', size: 256 + granule });
  });

  /**
   * A full heap with one hole: a free chunk that holds `bytes` and no more, its block `misaligned`
   * bytes past a multiple of 64.
   */
  async function heapWithHole(
    build: typeof options,
    bytes: number,
    misaligned: number,
  ): Promise<OpenHeap & { readonly hole: number }> {
    // The first block of a heap lies two size_t after its start.
    const heap = await openHeap(build, {
      heapStart: 4096 + misaligned - 2 * overhead,
      heapSize: 4096,
    });
    const hole = heap.allocator.malloc(bytes);
    expect(hole % 64).toBe(misaligned);
    exhaust(heap, 100);
    exhaust(heap, 1);
    heap.allocator.free(hole);
    return { ...heap, hole };
  }

  test('keeps a plain block that happens to be aligned', async () => {
    const { allocator, hole, chunks } = await heapWithHole(options, 100, 0);
    expect(allocator.memalign(64, 100)).toBe(hole);
    chunks();
  });

  test('asks for the padding that the plain block would have needed', async () => {
    const { allocator, hole, chunks } = await heapWithHole(options, 148, 16);
    expect(allocator.memalign(64, 100)).toBe(hole + 48);
    expect(allocator.malloc_usable_size(hole + 48)).toBeGreaterThanOrEqual(100);
    chunks();
  });

  test('gives up where the block is neither aligned nor large enough to be', async () => {
    const heap = await heapWithHole(options, 100, 16);
    const before = heap.chunks();
    expect(heap.allocator.memalign(64, 100)).toBe(0);
    expect(heap.chunks()).toEqual(before);
  });

  test('gives up where the padded block would need more padding than the plain one', async () => {
    const heap = await openHeap(options, { heapStart: 4096 + 16 - 2 * overhead, heapSize: 16_384 });
    // The plain block would lie 48 past a multiple of 64, the padded one 16.
    const at = (misaligned: number) => {
      for (let i = 0; ; i += 1) {
        const filler = heap.allocator.malloc([1, 20, 40][i % 3] ?? 0);
        if (filler === 0) throw new Error('the heap is too small for this test');
        const next = heap.allocator.malloc(40);
        heap.allocator.free(next);
        if (next % 64 === misaligned) return;
      }
    };
    at(48);
    const plain = heap.allocator.malloc(100);
    heap.allocator.malloc(1);
    at(16);
    const padded = heap.allocator.malloc(116);
    exhaust(heap, 100);
    exhaust(heap, 1);
    heap.allocator.free(plain);
    heap.allocator.free(padded);
    expect([plain % 64, padded % 64]).toEqual([48, 16]);
    const before = heap.chunks();
    expect(heap.allocator.memalign(64, 100)).toBe(0);
    expect(heap.chunks()).toEqual(before);
  });

  test('takes from top what the padded block lacks, as C does where its sum wraps around', async () => {
    const smallest = bits === 64 ? 32 : 16;
    const foot = bits === 64 ? 80 : 40;
    for (const build of [options, buildOptions(bits, { NO_REALLOC_IN_PLACE: true })]) {
      // A granule past a multiple of the alignment, and then room for lead, block and nothing else.
      const granule = bits / 4;
      const lead = granule + smallest * 2 - granule * 2;
      const heap = await openHeap(build, {
        heapStart: 4096 + smallest - granule - 2 * overhead,
        heapSize: lead + granule + smallest + foot + 2 * overhead,
      });
      const mem = heap.allocator.memalign(smallest, 4);
      expect(mem % smallest).toBe(0);
      expect(mem).toBeGreaterThan(0);
      expect(heap.allocator.malloc_usable_size(mem)).toBeGreaterThanOrEqual(4);
      heap.chunks();
    }
  });

  test('with SIMPLE_MEMALIGN tries only once', async () => {
    const aligned = await heapWithHole(simple, 100, 0);
    expect(aligned.allocator.memalign(64, 100)).toBe(0);
    const padded = await heapWithHole(simple, 148, 16);
    expect(padded.allocator.memalign(64, 100)).toBe(0);
  });

  if (bits === 32) {
    test('in a heap of 4096 bytes, the last bytes are a block, as in C', async () => {
      const { allocator, chunks } = await openHeap(options, { heapStart: 65536, heapSize: 4096 });
      expect(allocator.malloc(4012)).toBe(65536 + 8);
      expect(allocator.memalign(16, 4)).toBe(65536 + 4048);
      expect(allocator.malloc_usable_size(65536 + 4048)).toBe(12);
      chunks();
      allocator.free(65536 + 4048);
      allocator.free(65536 + 8);
      expect(chunks()).toHaveLength(1);
    });
  }

  if (bits === 64) {
    test.each([2 ** 32, 2 ** 33, 2 ** 37, 2 ** 40, 2 ** 53])(
      'to %i finds no place, but tries as C does, which moves the next blocks',
      async (alignment) => {
        const { allocator, chunks } = await openHeap(options, { heapStart: 65536 });
        const mems = [243, 100, 91, 281, 249, 245].map((bytes) => allocator.malloc(bytes));
        allocator.free(mems[2] ?? 0);
        allocator.free(mems[0] ?? 0);
        expect(allocator.memalign(alignment, 132)).toBe(0);
        // From the C code. Without the attempt the first one is 384.
        const next = [47, 86, 21].map((bytes) => allocator.malloc(bytes) - 65536);
        expect(next).toEqual([16, 80, 176]);
        chunks();
      },
    );

    test('gives no block that is too short, where 16 bytes of padding are not a chunk', async () => {
      const { allocator, hole, chunks } = await heapWithHole(options, 116, 16);
      const before = chunks();
      expect(allocator.malloc(116)).toBe(hole);
      allocator.free(hole);
      const mem = allocator.memalign(32, 100);
      if (mem === 0) expect(chunks()).toEqual(before);
      else expect(allocator.malloc_usable_size(mem)).toBeGreaterThanOrEqual(100);
    });
  }
});
