/*
 * MORECORE_CANNOT_TRIM off: free() and malloc_trim() give the end of the heap back, and footprint and its
 * limit determine how much there is.
 */
import { describe, expect, test } from '@jest/globals';
import { buildOptions, type Bits, type OptionChanges } from '../../../support/build-options.ts';
import { loadTemplates } from '../../../support/load-templates.ts';
import { openHeap } from '../../../support/open-heap.ts';
import { heapLayout } from '../../../support/heap-layout.ts';
import { checkHeap, heapView } from '../../../support/heap-walker.ts';
import { hugeMemory } from '../../../support/wasm-memory.ts';

const PAGE = 4096;
const MIB = 2 ** 20;
const M_TRIM_THRESHOLD = -1;
const M_GRANULARITY = -2;

const TRIM = { MORECORE_CANNOT_TRIM: false, INSECURE: false } as const satisfies OptionChanges;
const VARIANTS: readonly (readonly [string, OptionChanges])[] = [
  ['simple', TRIM],
  ['full', { ...TRIM, SIMPLE_SYSALLOC: false }],
  ['pieces', { ...TRIM, SIMPLE_SYSALLOC: false, MORECORE_CONTIGUOUS: false }],
];

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  const foot = bits === 64 ? 80 : 40;

  describe.each(VARIANTS)('%s', (name, changes) => {
    const options = buildOptions(bits, changes);
    const unit = name === 'pieces' ? 65536 : PAGE;

    async function open(heapSize: number) {
      const { allocator, memory } = await openHeap(options, { heapSize });
      const chunks = () => checkHeap(heapView(allocator, memory.buffer, heapLayout(options)));
      return { allocator, memory, chunks };
    }

    test('malloc_trim leaves less than two units, the rest can be had again', async () => {
      const { allocator, memory, chunks } = await open(MIB);
      expect(allocator.malloc_footprint()).toBe(MIB);
      expect(allocator.malloc_trim(0)).toBe(1);
      const left = allocator.malloc_footprint();
      expect(left).toBeLessThan(unit + foot + 1);
      expect((MIB - left) % unit).toBe(0);
      expect(allocator.mem_malloc_brk).toBe(allocator.mem_malloc_start + left);
      expect(allocator.mem_malloc_end).toBe(allocator.mem_malloc_start + MIB);
      expect(allocator.malloc_max_footprint()).toBe(MIB);
      // What was given back is clear.
      expect(memory.bytes.subarray(allocator.mem_malloc_brk, allocator.mem_malloc_end)).toEqual(
        Buffer.alloc(MIB - left),
      );
      expect(chunks()).toHaveLength(1);
      expect(allocator.malloc_trim(0)).toBe(0);
      expect(allocator.malloc(900_000)).not.toBe(0);
      expect(allocator.malloc_footprint()).toBeLessThanOrEqual(MIB);
      expect(chunks()).toHaveLength(2);
      memory.checkGuards();
    });

    test('malloc_trim leaves the padding that it is asked for', async () => {
      const { allocator } = await open(MIB);
      expect(allocator.malloc_trim(MIB)).toBe(0);
      expect(allocator.malloc_trim(-1)).toBe(0);
      expect(allocator.malloc_trim(300_000)).toBe(1);
      expect(allocator.malloc_footprint()).toBeGreaterThan(300_000);
      expect(allocator.malloc_footprint()).toBeLessThan(300_000 + unit + foot + 1);
    });

    test('free trims top once it exceeds 2 MiB', async () => {
      const { allocator, chunks } = await open(4 * MIB);
      const keep = allocator.malloc(MIB);
      const large = allocator.malloc(MIB + 500_000);
      // Top is about 1.5 MiB, then 2.9 MiB.
      allocator.free(allocator.malloc(100));
      expect(allocator.malloc_footprint()).toBe(4 * MIB);
      allocator.free(large);
      expect(allocator.malloc_footprint()).toBeLessThan(MIB + 2 * unit);
      allocator.free(keep);
      expect(allocator.malloc_footprint()).toBeLessThan(MIB + 2 * unit);
      expect(chunks()).toHaveLength(1);
    });

    test('mallopt sets the threshold, from the next change of the heap’s end on', async () => {
      const { allocator } = await open(MIB);
      expect(allocator.mallopt(M_TRIM_THRESHOLD, 100_000)).toBe(1);
      const mem = allocator.malloc(300_000);
      allocator.free(mem);
      expect(allocator.malloc_footprint()).toBe(MIB);
      allocator.malloc_trim(200_000);
      allocator.free(allocator.malloc(150_000));
      expect(allocator.malloc_footprint()).toBeLessThan(2 * unit);
      allocator.mallopt(M_TRIM_THRESHOLD, -1);
      allocator.malloc(200_000);
      const last = allocator.malloc(10_000);
      const { mem_malloc_brk: brk } = allocator;
      allocator.free(last);
      expect(allocator.mem_malloc_brk).toBe(brk);
    });

    test('the granularity is the unit of both', async () => {
      const { allocator } = await open(MIB);
      allocator.mallopt(M_GRANULARITY, 131072);
      allocator.malloc_trim(0);
      const left = allocator.malloc_footprint();
      expect((MIB - left) % 131072).toBe(0);
      allocator.malloc(left);
      expect((allocator.malloc_footprint() - left) % 131072).toBe(0);
    });

    test('blocks at the end of the heap keep it there', async () => {
      const { allocator, chunks } = await open(MIB);
      const blocks = [allocator.malloc(300_000), allocator.malloc(10)];
      allocator.malloc_trim(0);
      const left = allocator.malloc_footprint();
      expect(left).toBeGreaterThan(300_000);
      allocator.free(blocks[0] ?? 0);
      allocator.malloc_trim(0);
      expect(allocator.malloc_footprint()).toBe(left);
      chunks();
    });
  });

  describe('the limit of the footprint', () => {
    const options = buildOptions(bits, { ...TRIM, SIMPLE_SYSALLOC: false });
    const none = bits === 64 ? 2 ** 64 : 2 ** 32 - 1;

    test('stops the heap from asking for more', async () => {
      const { allocator } = await openHeap(options, { heapSize: MIB });
      expect(allocator.malloc_footprint_limit()).toBe(none);
      allocator.malloc_trim(0);
      expect(allocator.malloc_set_footprint_limit(300_000)).toBe(303_104);
      expect(allocator.malloc_footprint_limit()).toBe(303_104);
      expect(allocator.malloc(310_000)).toBe(0);
      expect(allocator.malloc(200_000)).not.toBe(0);
      expect(allocator.malloc(200_000)).toBe(0);
      expect(allocator.malloc_set_footprint_limit(-1)).toBe(0);
      expect(allocator.malloc_footprint_limit()).toBe(none);
      expect(allocator.malloc(200_000)).not.toBe(0);
    });

    test.each([
      [0, PAGE],
      [1, PAGE],
      [PAGE, PAGE],
      [PAGE + 1, 2 * PAGE],
      [2 ** 31 + 5, 2 ** 31 + PAGE],
      [2 ** 32 - 1, 0],
    ])('of %d bytes is %d', async (bytes, limit) => {
      const { allocator } = await openHeap(options);
      expect(allocator.malloc_set_footprint_limit(bytes)).toBe(limit);
      expect(allocator.malloc_footprint_limit()).toBe(limit === 0 ? none : limit);
    });
  });
});

describe('pools above 2 GiB', () => {
  const GIB = 2 ** 30;
  const memory = hugeMemory(4 * GIB - 65536);

  test.each<readonly [Bits, string, OptionChanges]>([
    [64, 'simple', TRIM],
    [32, 'simple', TRIM],
    [64, 'full', { ...TRIM, SIMPLE_SYSALLOC: false, HAVE_MMAP: true }],
    [32, 'full', { ...TRIM, SIMPLE_SYSALLOC: false, HAVE_MMAP: true }],
  ])('%i bits, %s', async (bits, _, changes) => {
    const options = buildOptions(bits, { ...changes, SYS_MALLOC_CLEAR_ON_INIT: false });
    const allocator = await loadTemplates(options);
    const start = 3 * GIB + PAGE;
    allocator.mem_malloc_init(memory, start, 16 * MIB);
    const chunks = () => checkHeap(heapView(allocator, memory, heapLayout(options)));
    const mem = allocator.malloc(10 * MIB);
    allocator.free(mem);
    expect(allocator.malloc_footprint()).toBeLessThan(3 * PAGE);
    if (options.enabled.HAVE_MMAP) {
      const at = 3 * GIB + 512 * MIB;
      const calls: number[] = [];
      allocator.set_mmap(
        () => at,
        (address, length) => {
          calls.push(address, length);
          return 0;
        },
      );
      const mapped = allocator.malloc(MIB);
      expect(mapped).toBe(at + bits / 4);
      expect(allocator.malloc_usable_size(mapped)).toBeGreaterThanOrEqual(MIB);
      allocator.free(mapped);
      expect(calls).toEqual([at, MIB + PAGE]);
      allocator.set_mmap(null, null);
    }
    expect(allocator.malloc(10 * MIB)).toBe(mem);
    chunks();
  });
});
