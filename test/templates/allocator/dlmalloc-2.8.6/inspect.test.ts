import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { SANDBOX, buildOptions, type Bits } from '../../../support/build-options.ts';
import { GuardedMemory } from '../../../support/guarded-memory.ts';
import { heapCalls } from '../../../support/heap-call.ts';
import type { HeapChunk } from '../../../support/heap-walker.ts';
import { loadTemplates } from '../../../support/load-templates.ts';
import { openHeap } from '../../../support/open-heap.ts';
import { runs, seeded } from '../../../support/seed.ts';
import { ShadowHeap } from '../../../support/shadow-heap.ts';

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

  test('mallinfo of an empty heap counts top alone', async () => {
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
});
