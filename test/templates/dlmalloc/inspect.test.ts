import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { SANDBOX, SMALL, buildOptions, type Bits } from '../../support/build-options.ts';
import { GuardedMemory } from '../../support/guarded-memory.ts';
import { heapCalls } from '../../support/heap-call.ts';
import type { HeapChunk } from '../../support/heap-walker.ts';
import { loadTemplates } from '../../support/load-templates.ts';
import { openHeap } from '../../support/open-heap.ts';
import { runs, seeded } from '../../support/seed.ts';
import { ShadowHeap } from '../../support/shadow-heap.ts';

function printed(print: () => void): readonly unknown[] {
  const log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  try {
    print();
    return log.mock.calls.map(([line]: readonly unknown[]) => line);
  } finally {
    log.mockRestore();
  }
}

function sum(chunks: readonly HeapChunk[]): number {
  return chunks.reduce((total, { size }) => total + size, 0);
}

function pad(n: number): string {
  return String(n).padStart(10);
}

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  const foot = bits === 64 ? 80 : 40;
  const options = buildOptions(bits, SANDBOX);

  test('mallinfo of an empty heap', async () => {
    const { allocator } = await openHeap(options);
    expect(allocator.mallinfo()).toEqual({
      arena: 65536,
      ordblks: 1,
      smblks: 0,
      hblks: 0,
      hblkhd: 0,
      usmblks: 65536,
      fsmblks: 0,
      uordblks: 0,
      fordblks: 65536,
      keepcost: 65536 - foot,
    });
  });

  test.each([
    ['SANDBOX', SANDBOX],
    ['SIMPLE_SYSALLOC', { ...SANDBOX, SIMPLE_SYSALLOC: true }],
  ])(seeded('mallinfo and malloc_stats count what is there, %s'), async (_, changes) => {
    const build = buildOptions(bits, { ...changes, NO_MALLOC_STATS: false });
    const allocator = await loadTemplates(build);
    fc.assert(
      fc.property(heapCalls(60), fc.nat(40), fc.nat(40), (calls, start, more) => {
        const memory = new GuardedMemory('ArrayBuffer', start, 16_000 + more);
        const heap = new ShadowHeap(allocator, build, memory);
        for (const call of calls) heap.apply(call);
        const footprint = allocator.mem_malloc_end - allocator.mem_malloc_start;
        const free = heap.chunks.filter(({ state }) => state !== 'used');
        const fordblks = sum(free) + foot;
        const arena = sum(heap.chunks) + foot;
        expect(allocator.mallinfo()).toEqual({
          arena,
          ordblks: free.length,
          smblks: 0,
          hblks: 0,
          hblkhd: footprint - arena,
          usmblks: footprint,
          fsmblks: 0,
          uordblks: footprint - fordblks,
          fordblks,
          keepcost: heap.chunks.at(-1)?.size,
        });
        expect(printed(() => allocator.malloc_stats())).toEqual([
          `max system bytes = ${pad(footprint)}`,
          `system bytes     = ${pad(footprint)}`,
          `in use bytes     = ${pad(footprint - fordblks)}`,
        ]);
      }),
      runs(30),
    );
  });

  test('malloc_usable_size is what the chunk holds', async () => {
    const { allocator } = await openHeap(options);
    const overhead = bits / 8;
    const granule = bits / 4;
    for (let size = 0; size < 300; size += 1) {
      const usable = allocator.malloc_usable_size(allocator.malloc(size));
      expect(usable).toBeGreaterThanOrEqual(size);
      expect((usable + overhead) % granule).toBe(0);
      expect(usable).toBeLessThan(Math.max(size + granule, 2 * granule));
    }
    expect(allocator.malloc_usable_size(0)).toBe(0);
  });

  test('malloc_usable_size of a free block is 0, where it is not an error', async () => {
    const { allocator } = await openHeap(buildOptions(bits));
    const mem = allocator.malloc(100);
    allocator.malloc(1);
    allocator.free(mem);
    expect(allocator.malloc_usable_size(mem)).toBe(0);
  });

  test.each([
    [-1, 0, 1],
    [-1, -1, 1],
    [-2, 4096, 1],
    [-2, 65536, 1],
    [-2, 4095, 0],
    [-2, 5000, 0],
    [-2, 2048, 0],
    [-2, -1, 0],
    [-3, 1_000_000, 1],
    [0, 1, 0],
    [-4, 1, 0],
    [1, 1, 0],
  ])('mallopt(%i, %i) is %i', async (parameter, value, result) => {
    const { allocator, chunks } = await openHeap(buildOptions(bits));
    expect(allocator.mallopt(parameter, value)).toBe(result);
    allocator.malloc(100);
    chunks();
  });

  test('mallopt writes into the static data that are its own', async () => {
    const { allocator, memory, chunks } = await openHeap(buildOptions(bits, { ...SANDBOX }));
    allocator.free(allocator.malloc(300));
    const before = Buffer.from(memory.bytes);
    for (const parameter of [-1, -2, -3]) expect(allocator.mallopt(parameter, 0x10000)).toBe(1);
    const { mem_malloc_start: start } = allocator;
    expect(memory.bytes.subarray(start)).toEqual(before.subarray(start));
    chunks();
    const small = await loadTemplates(buildOptions(bits, SMALL));
    const tunable = await loadTemplates(
      buildOptions(bits, { ...SMALL, STATIC_MALLOC_PARAMS: false }),
    );
    // In 64 bits the parameters fit into what alignment leaves over.
    const least = small.MALLOC_STATE_SIZE + (bits === 64 ? 0 : 8);
    expect(tunable.MALLOC_STATE_SIZE).toBeGreaterThanOrEqual(least);
  });
});
