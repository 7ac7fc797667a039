/*
 * HAVE_MMAP: large requests have memory of their own, laid out as in dlmalloc 2.8.6, and what sbrk() does
 * not have comes from mmap() too.
 */
import { describe, expect, test } from '@jest/globals';
import { buildOptions, type Bits, type OptionChanges } from '../../../support/build-options.ts';
import { segments, wordAt } from '../../../support/heap-walker.ts';
import { MemorySystem, type SystemBehaviour } from '../../../support/memory-system.ts';
import { GuardedMemory } from '../../../support/guarded-memory.ts';
import { loadTemplates } from '../../../support/load-templates.ts';
import { ShadowHeap } from '../../../support/shadow-heap.ts';

const PAGE = 4096;
const START = 16 * PAGE;
const SIZE = 4 * PAGE;
const ROOM = 512 * PAGE;

const M_GRANULARITY = -2;
const M_MMAP_THRESHOLD = -3;
/** dlmalloc's default. */
const THRESHOLD = 256 * 1024;

const MMAP = {
  SIMPLE_SYSALLOC: false,
  HAVE_MMAP: true,
  INSECURE: false,
  NO_MALLINFO: false,
} as const satisfies OptionChanges;

async function open(bits: Bits, changes: OptionChanges = {}, behaviour: SystemBehaviour = {}) {
  const options = buildOptions(bits, { ...MMAP, ...changes });
  const allocator = await loadTemplates(options);
  const memory = new GuardedMemory('ArrayBuffer', START, SIZE, ROOM);
  const system = new MemorySystem(memory, behaviour);
  const heap = new ShadowHeap(allocator, options, memory);
  system.serve(allocator, true);
  return { allocator, memory, system, heap };
}

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  const sizeT = bits / 8;

  test('a request at the threshold is mapped, one below is not', async () => {
    const { allocator, system } = await open(bits);
    // The chunk counts: the request and one size_t.
    expect(allocator.malloc(THRESHOLD - 4 * sizeT)).toBeLessThan(START + SIZE + 2 * THRESHOLD);
    expect(system.mapped).toBe(0);
    const mem = allocator.malloc(THRESHOLD - sizeT);
    expect(system.mapped).toBe(THRESHOLD + PAGE);
    allocator.free(mem);
    expect(system.mapped).toBe(0);
  });

  test('a free chunk in the heap comes first', async () => {
    const { allocator, system } = await open(bits);
    allocator.mallopt(M_MMAP_THRESHOLD, PAGE);
    allocator.malloc(2 * PAGE);
    expect(system.mapped).toBe(0);
  });

  test('header, fencepost and sizes are those of C', async () => {
    const { allocator, memory, system, heap } = await open(bits);
    const mem = heap.apply({ call: 'malloc', size: 300_000 });
    const length = Math.ceil((300_000 + 8 * sizeT + 2 * sizeT) / PAGE) * PAGE;
    expect(system.mapped).toBe(length);
    const base = mem - 2 * sizeT;
    expect(base % PAGE).toBe(0);
    const words = new Int32Array(memory.buffer);
    const at = (address: number) => words[address / 4];
    expect(at(base)).toBe(0);
    expect(at(base + sizeT)).toBe(length - 4 * sizeT);
    expect(at(base + length - 3 * sizeT)).toBe(sizeT + 3);
    expect(at(base + length - 2 * sizeT)).toBe(0);
    expect(allocator.malloc_usable_size(mem)).toBe(length - 6 * sizeT);
    expect(wordAt(heap.view(), base)).toBe(base / 4);
  });

  test('statistics count it: hblkhd, and the footprints after it is gone', async () => {
    const { allocator, heap } = await open(bits);
    const before = allocator.mallinfo();
    const footprint = allocator.malloc_footprint();
    heap.apply({ call: 'malloc', size: 300_000 });
    const mapped = heap.mmapped().reduce((sum, { length }) => sum + length, 0);
    expect(mapped).toBeGreaterThan(300_000);
    expect(allocator.mallinfo()).toEqual({
      ...before,
      hblkhd: before.hblkhd + mapped,
      usmblks: before.usmblks + mapped,
      uordblks: before.uordblks + mapped,
    });
    expect(allocator.malloc_footprint()).toBe(footprint + mapped);
    heap.freeAll();
    expect(allocator.malloc_footprint()).toBe(footprint);
    expect(allocator.malloc_max_footprint()).toBe(footprint + mapped);
    expect(allocator.mallinfo()).toEqual({ ...before, usmblks: before.usmblks + mapped });
  });

  test.each([32, 4096, 65536])('memalign(%i)', async (align) => {
    const { heap, system } = await open(bits);
    const mem = heap.apply({ call: 'memalign', align, size: 300_000 });
    expect(mem % align).toBe(0);
    const [chunk] = heap.mmapped();
    // The chunk starts further on, and the mapping is given back whole.
    expect(chunk?.length).toBe(system.mapped);
    if (align > 32) expect(mem - (chunk?.base ?? 0)).toBeGreaterThan(2 * sizeT);
    heap.freeAll();
    expect(system.mapped).toBe(0);
  });

  test('realloc keeps a chunk that fits well enough, and copies otherwise', async () => {
    const { allocator, heap, system } = await open(bits);
    allocator.mallopt(M_GRANULARITY, PAGE);
    const mem = heap.apply({ call: 'malloc', size: 300_000 });
    const usable = allocator.malloc_usable_size(mem);
    // C's limits: one size_t to spare, and not two units of the granularity.
    expect(heap.apply({ call: 'realloc', pick: 0, size: usable - 2 * sizeT })).toBe(mem);
    expect(heap.apply({ call: 'realloc', pick: 0, size: usable - 2 * PAGE + 2 * sizeT })).toBe(mem);
    const smaller = heap.apply({ call: 'realloc', pick: 0, size: usable - 3 * PAGE });
    expect(smaller).not.toBe(mem);
    const larger = heap.apply({ call: 'realloc', pick: 0, size: 2 * usable });
    expect(larger).not.toBe(smaller);
    // A small block has no page of its own.
    const small = heap.apply({ call: 'realloc', pick: 0, size: 100 });
    expect(small).toBeLessThan(START + SIZE);
    expect(system.mapped).toBe(0);
  });

  test('calloc clears what mmap() may not have cleared', async () => {
    const { heap } = await open(bits);
    expect(heap.apply({ call: 'calloc', count: 1000, size: 300 })).not.toBe(0);
  });

  test('without morecore a heap goes on in segments from mmap(), and gives them back', async () => {
    const { allocator, heap, system } = await open(bits, {}, { mmapOnly: true, scatters: true });
    for (let i = 0; i < 20; i += 1) heap.apply({ call: 'malloc', size: 3000 + i });
    const { mapped } = system;
    expect(mapped).toBeGreaterThan(10 * PAGE);
    heap.freeAll();
    expect(system.mapped).toBe(mapped);
    expect(allocator.malloc_trim(0)).toBe(1);
    // Top keeps one unit.
    expect(system.mapped).toBe(PAGE);
    expect(allocator.malloc_trim(0)).toBe(0);
  });

  test('segments are given back, too, if morecore() keeps what it gave', async () => {
    const changes = { MORECORE_CANNOT_TRIM: false };
    const { allocator, heap, system } = await open(bits, changes);
    // First a mapped segment, and then one from morecore() with top.
    allocator.set_morecore(() => -1);
    heap.apply({ call: 'malloc', size: 5 * PAGE });
    expect(system.mapped).toBeGreaterThan(5 * PAGE);
    allocator.set_mmap(() => -1, system.munmap);
    allocator.set_morecore((increment) => (increment < 0 ? -1 : system.morecore(increment)));
    heap.apply({ call: 'malloc', size: 30 * PAGE });
    heap.freeAll();
    expect(allocator.malloc_trim(0)).toBe(1);
    expect(system.mapped).toBe(0);
    expect(allocator.malloc_trim(0)).toBe(0);
  });

  test('every 4095th large chunk that is freed has unused segments given back', async () => {
    const { allocator, heap, system } = await open(bits, {}, { mmapOnly: true, scatters: true });
    for (let i = 0; i < 8; i += 1) heap.apply({ call: 'malloc', size: 6000 });
    heap.freeAll();
    const { mapped } = system;
    const [a, b] = [allocator.malloc(600), allocator.malloc(600)];
    allocator.malloc(600);
    let frees = 0;
    let again = a;
    for (; system.mapped === mapped && frees < 5000; frees += 1) {
      allocator.free(again);
      again = allocator.malloc(600);
    }
    expect(frees).toBeGreaterThan(4000);
    expect(frees).toBeLessThanOrEqual(4095);
    expect(again).toBe(a);
    expect(b).not.toBe(0);
  });

  test('what munmap() does not take is used again', async () => {
    const { allocator, heap, system } = await open(bits, {}, { fails: (n) => n === 1 });
    const mem = heap.apply({ call: 'malloc', size: 300_000 });
    heap.freeAll();
    expect(system.mapped).toBeGreaterThan(300_000);
    const again = heap.apply({ call: 'malloc', size: 290_000 });
    expect(again).toBe(mem);
    heap.freeAll();
    allocator.malloc_trim(0);
    expect(system.mapped).toBe(0);
  });

  test('bad calls throw, and change nothing', async () => {
    const { allocator, memory, heap } = await open(bits);
    const mem = heap.apply({ call: 'malloc', size: 300_000 });
    const words = new Int32Array(memory.buffer);
    const head = (mem - sizeT) / 4;
    for (const at of [head, head - sizeT / 4]) {
      const before = words[at] ?? 0;
      words[at] = before + 64;
      expect(() => allocator.free(mem)).toThrow('is not an allocated block');
      expect(() => allocator.realloc(mem, 10)).toThrow('is not an allocated block');
      words[at] = before;
    }
    allocator.free(mem);
    expect(() => allocator.free(mem)).toThrow('is not an allocated block');
  });

  test('memory from mmap() that borders on memory from sbrk() stays apart', async () => {
    const { allocator, memory, heap } = await open(bits);
    const given: (readonly [number, number])[] = [];
    let next = START + SIZE;
    allocator.set_morecore(() => -1);
    allocator.set_mmap(
      (length) => {
        memory.allow(next, next + length);
        next += length;
        return next - length;
      },
      (address, length) => {
        given.push([address, address + length]);
        memory.forbid(address, address + length);
        return 0;
      },
    );
    for (let i = 0; i < 12; i += 1) heap.apply({ call: 'malloc', size: 5000 });
    // Neighbours from the same source are one segment.
    expect(segments(heap.view()).map(({ base, mapped }) => [base, mapped])).toEqual([
      [START + SIZE, true],
      [allocator.mem_malloc_start, false],
    ]);
    heap.freeAll();
    expect(allocator.malloc_trim(0)).toBe(1);
    expect(given).toEqual([[START + SIZE + PAGE, next]]);
    heap.apply({ call: 'malloc', size: 100 });
  });

  test('without set_mmap, and after null, nothing is mapped', async () => {
    const { allocator, system } = await open(bits);
    allocator.set_mmap(null, null);
    expect(allocator.malloc(300_000)).not.toBe(0);
    expect(system.mapped).toBe(0);
  });

  test('an mmap() that returns no page is reported, and nothing is lost', async () => {
    const { allocator, heap } = await open(bits);
    allocator.set_mmap(
      () => START + SIZE + 24,
      () => 0,
    );
    expect(() => allocator.malloc(300_000)).toThrow('mmap() returned no page');
    heap.apply({ call: 'malloc', size: 100 });
  });

  test('a mapping beyond the memory is reported, and nothing is changed', async () => {
    const { allocator, heap } = await open(bits);
    allocator.set_mmap(
      () => START + ROOM + 64 * PAGE,
      () => 0,
    );
    expect(() => allocator.malloc(300_000)).toThrow(RangeError);
    heap.apply({ call: 'malloc', size: 100 });
  });
});
