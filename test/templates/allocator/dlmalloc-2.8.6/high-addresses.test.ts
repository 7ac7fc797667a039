/*
 * Heaps stay below 4 GiB, not below 2 GiB: an address may be more than an int32.
 */
import { describe, expect, test } from '@jest/globals';
import { buildOptions, type Bits } from '../../../support/build-options.ts';
import { heapLayout } from '../../../support/heap-layout.ts';
import { checkHeap, heapView } from '../../../support/heap-walker.ts';
import { loadTemplates } from '../../../support/load-templates.ts';
import { hugeMemory } from '../../../support/wasm-memory.ts';

const GIB = 2 ** 30;

const memory = hugeMemory(4 * GIB - 65536);

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  describe.each([false, true])('SIMPLE_SYSALLOC=%s', (SIMPLE_SYSALLOC) => {
    test.each([true, false])('a heap in the last GiB, INSECURE=%s', async (INSECURE) => {
      const options = buildOptions(bits, {
        SIMPLE_SYSALLOC,
        INSECURE,
        SYS_MALLOC_CLEAR_ON_INIT: false,
      });
      const allocator = await loadTemplates(options);
      const start = 3 * GIB + 12_345;
      allocator.mem_malloc_init(memory, start, 65536);
      const chunks = () => checkHeap(heapView(allocator, memory, heapLayout(options)));
      const blocks = [100, 1000, 10, 5000].map((size) => allocator.malloc(size));
      blocks.push(allocator.memalign(256, 100), allocator.calloc(10, 10));
      for (const mem of blocks) {
        expect(mem).toBeGreaterThan(start);
        expect(mem % (bits / 4)).toBe(0);
        expect(allocator.malloc_usable_size(mem)).toBeGreaterThanOrEqual(10);
      }
      expect(allocator.realloc(blocks[1] ?? 0, 500)).toBe(blocks[1]);
      chunks();
      for (const mem of blocks.toReversed()) allocator.free(mem);
      expect(chunks()).toHaveLength(1);
    });

    test('a heap of almost 4 GiB', async () => {
      const options = buildOptions(bits, { SIMPLE_SYSALLOC, SYS_MALLOC_CLEAR_ON_INIT: false });
      const allocator = await loadTemplates(options);
      allocator.mem_malloc_init(memory, 0, memory.byteLength);
      const chunks = () => checkHeap(heapView(allocator, memory, heapLayout(options)));
      expect(chunks()).toHaveLength(1);
      const low = allocator.malloc(3 * GIB);
      const high = allocator.malloc(GIB / 2);
      expect(high).toBeGreaterThan(3 * GIB);
      expect(allocator.malloc(GIB)).toBe(0);
      chunks();
      const bytes = new Uint8Array(memory, high, 100);
      bytes.fill(7);
      const moved = allocator.realloc(high, GIB / 2 + 100_000);
      expect(moved).toBe(high);
      allocator.free(low);
      expect(chunks()).toHaveLength(3);
      expect(allocator.malloc(2.5 * GIB)).toBe(low);
      allocator.free(low);
      allocator.free(moved);
      expect(chunks()).toHaveLength(1);
    });
  });
});
