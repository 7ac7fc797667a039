/*
 * What dlmalloc 2.6.6 promises beyond addresses: where top ends, what is refused, trimming, parameters,
 * statistics, and what a second mem_malloc_init() does.
 */
import { describe, expect, jest, test } from '@jest/globals';
import type { Allocator } from '../../../support/allocator.ts';
import {
  LEGACY,
  buildOptions,
  type Bits,
  type OptionChanges,
} from '../../../support/build-options.ts';
import {
  checkLegacyHeap,
  legacyView,
  type LegacyView,
} from '../../../support/legacy-heap-walker.ts';
import { loadTemplates } from '../../../support/load-templates.ts';

const PAGE = 4096;
const START = 65536;

interface Heap {
  readonly allocator: Allocator;
  readonly memory: ArrayBuffer;
  readonly walk: () => ReturnType<typeof checkLegacyHeap>;
}

async function open(bits: Bits, changes: OptionChanges = {}, size = 0x100000): Promise<Heap> {
  const allocator = await loadTemplates(buildOptions(bits, { ...LEGACY, ...changes }));
  const memory = new ArrayBuffer(4 * 0x100000);
  const state = allocator.MALLOC_STATE_SIZE;
  allocator.mem_malloc_init(memory, START - state, size + state);
  return {
    allocator,
    memory,
    walk: () => checkLegacyHeap(legacyView(allocator, memory, bits)),
  };
}

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  const sizeT = bits / 8;
  const minSize = 4 * sizeT;

  test('static data are no more than the 258 words of C', async () => {
    const { allocator } = await open(bits);
    expect(allocator.MALLOC_STATE_SIZE).toBeLessThanOrEqual(258 * sizeT);
    expect(allocator.MALLOC_STATE_SIZE).toBe(bits === 64 ? 1040 : 1032);
  });

  test('the heap takes page after page', async () => {
    const { allocator, walk } = await open(bits);
    expect(allocator.mem_malloc_brk).toBe(START);
    const first = allocator.malloc(100);
    expect(first).toBe(START + 2 * sizeT);
    expect(allocator.mem_malloc_brk).toBe(START + PAGE);
    // The pages asked for hold the whole request, whatever top has.
    allocator.malloc(PAGE);
    expect(allocator.mem_malloc_brk).toBe(START + 3 * PAGE);
    walk();
  });

  test('a pool that ends within a page loses what it has of that page, as in C', async () => {
    const { allocator } = await open(bits, {}, 2 * PAGE + 100);
    expect(allocator.malloc(2 * PAGE)).toBe(0);
    expect(allocator.malloc(10)).toBe(0);
    expect(allocator.mem_malloc_brk).toBeGreaterThan(START + 2 * PAGE);
  });

  test('refuses more than SYS_MALLOC_LEN, and what is negative', async () => {
    const options = buildOptions(bits, LEGACY, {}, 5000);
    const allocator = await loadTemplates(options);
    allocator.mem_malloc_init(new ArrayBuffer(0x40000), 0, 0x40000);
    const mem = allocator.malloc(5000);
    expect(mem).not.toBe(0);
    for (const bytes of [5001, -1, -5000, 2 ** 31, 2 ** 32 - 1]) {
      expect(allocator.malloc(bytes)).toBe(0);
      expect(allocator.realloc(mem, bytes)).toBe(0);
      expect(allocator.memalign(64, bytes)).toBe(0);
      expect(allocator.calloc(1, bytes)).toBe(0);
    }
    expect(allocator.calloc(2 ** 16, 2 ** 16)).toBe(0);
    expect(allocator.malloc_usable_size(mem)).toBeGreaterThanOrEqual(5000);
  });

  test('realloc() to 0 keeps a smallest chunk', async () => {
    const { allocator, walk } = await open(bits);
    const mem = allocator.malloc(1000);
    expect(allocator.realloc(mem, 0)).toBe(mem);
    expect(allocator.malloc_usable_size(mem)).toBe(minSize - sizeT);
    expect(allocator.malloc_usable_size(0)).toBe(0);
    walk();
  });

  test('free() gives back what top has of 128 KiB, and clears it', async () => {
    const { allocator, memory, walk } = await open(bits);
    const mem = allocator.malloc(200_000);
    new Uint8Array(memory, mem, 200_000).fill(1);
    allocator.free(mem);
    expect(allocator.mem_malloc_brk).toBe(START + PAGE);
    const rest = new Uint8Array(memory, START + PAGE, 200_000);
    expect(rest.every((byte) => byte === 0)).toBe(true);
    walk();

    const small = allocator.malloc(100_000);
    const brk = allocator.mem_malloc_brk;
    allocator.free(small);
    expect(allocator.mem_malloc_brk).toBe(brk);
    expect(allocator.malloc_trim(PAGE)).toBe(1);
    expect(allocator.mem_malloc_brk).toBe(START + 2 * PAGE);
    expect(allocator.malloc_trim(PAGE)).toBe(0);
    expect(allocator.malloc_trim(-1)).toBe(0);
    expect(allocator.malloc_trim(0)).toBe(1);
    walk();
  });

  test('mallopt() sets when top is trimmed, and how much more is asked for', async () => {
    const { allocator, walk } = await open(bits);
    expect(allocator.mallopt(-1, -1)).toBe(1);
    allocator.free(allocator.malloc(200_000));
    expect(allocator.mem_malloc_brk).toBeGreaterThan(START + 200_000);
    expect(allocator.mallopt(-1, 0)).toBe(1);
    allocator.free(allocator.malloc(1));
    expect(allocator.mem_malloc_brk).toBe(START + PAGE);

    expect(allocator.mallopt(-2, 10 * PAGE)).toBe(1);
    allocator.malloc(PAGE);
    expect(allocator.mem_malloc_brk).toBe(START + 13 * PAGE);
    expect(allocator.mallopt(-3, 5)).toBe(1);
    expect([0, 5].map((value) => allocator.mallopt(-4, value))).toEqual([1, 0]);
    expect([0, 1, 4, -5].map((parameter) => allocator.mallopt(parameter, 1))).toEqual([0, 0, 0, 0]);
    expect(allocator.mallopt(-2, -1)).toBe(1);
    expect(allocator.malloc(0x80000)).toBe(0);
    walk();
  });

  test('mallinfo() and malloc_stats() count what sbrk() gave, and what is free of it', async () => {
    const { allocator } = await open(bits, { NO_MALLINFO: false, NO_MALLOC_STATS: false });
    const nothing = { smblks: 0, hblks: 0, hblkhd: 0, usmblks: 0, fsmblks: 0 };
    expect(allocator.mallinfo()).toEqual({
      ...nothing,
      arena: 0,
      ordblks: 0,
      uordblks: 0,
      fordblks: 0,
      keepcost: 0,
    });
    const blocks = [1, 2, 3, 4].map(() => allocator.malloc(1000 - sizeT));
    allocator.free(blocks[0] ?? 0);
    allocator.free(blocks[2] ?? 0);
    const chunk = Math.ceil(1000 / (2 * sizeT)) * 2 * sizeT;
    const keepcost = PAGE - 4 * chunk;
    const arena = PAGE;
    expect(allocator.mallinfo()).toEqual({
      ...nothing,
      arena,
      ordblks: 3,
      uordblks: 2 * chunk,
      fordblks: keepcost + 2 * chunk,
      keepcost,
    });
    allocator.free(allocator.malloc(200_000));
    const log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
    allocator.malloc_stats();
    const max = PAGE + Math.ceil((200_000 + sizeT + minSize) / PAGE) * PAGE;
    expect(log.mock.calls.map(([line]) => line as string)).toEqual([
      `max system bytes = ${String(max).padStart(10)}`,
      `system bytes     = ${String(arena).padStart(10)}`,
      `in use bytes     = ${String(2 * chunk).padStart(10)}`,
    ]);
    log.mockRestore();
  });

  test('memory that is too small or no memory is refused, and the heap stays', async () => {
    const { allocator, memory } = await open(bits);
    const mem = allocator.malloc(100);
    const state = allocator.MALLOC_STATE_SIZE;
    for (const [start, size] of [
      [0, state - 1],
      [-4, 0x10000],
      [0x3f0000, 0x20000],
      [0, 2 ** 32],
      [Number.NaN, 0x10000],
    ] as const) {
      expect(() => allocator.mem_malloc_init(memory, start, size)).toThrow(RangeError);
    }
    expect(allocator.mem_malloc_start).toBe(START);
    allocator.free(mem);
    expect(allocator.malloc(100)).toBe(mem);
  });

  describe('a second mem_malloc_init()', () => {
    /** The second region, above the first. */
    const ABOVE = 0x200000;
    const SIZE = 0x40000;

    test('with SYS_MALLOC_DEFAULT_TO_INIT moves the heap, and forgets the old one', async () => {
      const { allocator, memory, walk } = await open(bits, { SYS_MALLOC_DEFAULT_TO_INIT: true });
      const old = allocator.malloc(100);
      allocator.free(allocator.malloc(1000));
      const state = allocator.MALLOC_STATE_SIZE;
      for (const start of [ABOVE, 0x8000, ABOVE]) {
        allocator.mem_malloc_init(memory, start - state, 0x8000);
        expect(allocator.malloc(100)).toBe(start + 2 * sizeT);
        expect(walk().map((chunk) => chunk.state)).toEqual(['used', 'top']);
      }
      expect(old).toBe(START + 2 * sizeT);
      const other = new ArrayBuffer(0x10000);
      allocator.mem_malloc_init(other, 0, 0x10000);
      expect(allocator.malloc(5000)).toBeLessThan(0x8000);
    });

    test('without it goes on: what was allocated stays, and free memory is used first', async () => {
      const { allocator, memory } = await open(bits, {}, SIZE);
      const state = allocator.MALLOC_STATE_SIZE;
      const view: LegacyView = {
        ...legacyView(allocator, memory, bits),
        regions: [
          [START, START + SIZE],
          [ABOVE, ABOVE + SIZE],
        ],
      };
      const bytes = new Uint8Array(memory);
      const first = allocator.malloc(1000);
      bytes.fill(7, first, first + 1000);
      const hole = allocator.malloc(500);
      const second = allocator.malloc(1000);
      allocator.free(hole);

      bytes.fill(9, ABOVE - state, ABOVE - state + SIZE);
      allocator.mem_malloc_init(memory, ABOVE - state, SIZE + state);
      expect(allocator.mem_malloc_start).toBe(ABOVE);
      expect(bytes[ABOVE + SIZE - 1]).toBe(0);
      expect(allocator.malloc(500)).toBe(hole);
      expect(allocator.malloc(10)).toBeLessThan(START + PAGE);
      const above = allocator.malloc(PAGE);
      expect(above).toBe(ABOVE + 2 * sizeT);
      checkLegacyHeap(view);
      // What was left of top went to a bin.
      expect(allocator.malloc(600)).toBeLessThan(START + PAGE);

      allocator.free(second);
      checkLegacyHeap(view);
      expect(allocator.realloc(above, 2 * PAGE)).toBe(above);
      expect(bytes.subarray(first, first + 1000).every((byte) => byte === 7)).toBe(true);
      while (allocator.malloc(3000) !== 0) checkLegacyHeap(view);
      expect(checkLegacyHeap(view).at(-1)?.state).toBe('top');
      allocator.free(above);
      allocator.free(first);
      checkLegacyHeap(view);
      expect(allocator.malloc_trim(0)).toBe(0);
    });

    test('without it memory that lies before starts a new heap', async () => {
      const { allocator, memory, walk } = await open(bits);
      allocator.malloc(100);
      allocator.mem_malloc_init(memory, 0, 0x8000);
      expect(allocator.malloc(1000)).toBeLessThan(0x8000);
      expect(walk()).toHaveLength(2);
    });

    test('without it other memory, or memory of the heap, starts a new heap', async () => {
      const { allocator, memory, walk } = await open(bits);
      const state = allocator.MALLOC_STATE_SIZE;
      const mem = allocator.malloc(100);
      allocator.malloc(100);
      allocator.mem_malloc_init(memory, START - state, 0x10000);
      expect(allocator.malloc(50)).toBe(mem);
      expect(walk()).toHaveLength(2);
      allocator.mem_malloc_init(memory, START + 0x4000 - state, 0x10000);
      expect(allocator.malloc(50)).toBe(mem + 0x4000);
      allocator.mem_malloc_init(new ArrayBuffer(0x40000), START - state, 0x10000);
      expect(allocator.malloc(50)).toBe(mem);
      expect(new Uint8Array(memory).some((byte) => byte !== 0)).toBe(true);
    });
  });
});
