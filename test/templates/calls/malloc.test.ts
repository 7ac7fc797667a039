/*
 * Which allocator malloc() and its companions use.
 */
import { describe, expect, test } from '@jest/globals';
import { buildOptions, type Bits } from '../../support/build-options.ts';
import { loadTemplates } from '../../support/load-templates.ts';

const POOL = 0x1000;
const HEAP = 0x8000;

/** A phase that has only the pool yet. */
async function withPool(bits: Bits) {
  const allocator = await loadTemplates(buildOptions(bits, { SYS_MALLOC_F: true }));
  const memory = new ArrayBuffer(0x20000);
  allocator.initf_malloc(memory, POOL);
  return { allocator, memory };
}

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  test('GD_FLG_FULL_MALLOC_INIT has the value of U-Boot', async () => {
    const allocator = await loadTemplates(buildOptions(bits, { SYS_MALLOC_F: true }));
    expect(allocator.GD_FLG_FULL_MALLOC_INIT).toBe(0x200);
  });

  test('a number that is not a size_t of 32 bits converts to one, and in 64 bits is too much', async () => {
    const { initr_malloc, malloc, free } = await loadTemplates(buildOptions(bits));
    initr_malloc(new ArrayBuffer(0x20000), 0, 0x20000);
    const none = malloc(0);
    free(none);
    const mem = malloc(Number.NaN);
    expect(mem).toBe(bits === 64 ? 0 : none);
    free(mem);
    expect(malloc(Number.POSITIVE_INFINITY)).toBe(0);
    expect(malloc(-1)).toBe(0);
  });

  describe('SYS_MALLOC_F, before the heap is there', () => {
    test('malloc, calloc and memalign take from the pool', async () => {
      const { allocator, memory } = await withPool(bits);
      expect(allocator.malloc(8)).toBe(POOL);
      new Uint8Array(memory, POOL + 8, 8).fill(1);
      expect(allocator.calloc(2, 4)).toBe(POOL + 8);
      expect(new Uint8Array(memory, POOL + 8, 8)).toEqual(new Uint8Array(8));
      expect(allocator.memalign(256, 1)).toBe(POOL + 256);
    });

    test('free does nothing', async () => {
      const { allocator, memory } = await withPool(bits);
      const mem = allocator.malloc(8);
      const before = Buffer.from(memory.slice(0));
      allocator.free(mem);
      allocator.free(0);
      allocator.free(12_345);
      expect(Buffer.from(memory).equals(before)).toBe(true);
      expect(allocator.malloc(8)).toBe(POOL + 8);
    });

    test('realloc panics', async () => {
      const { allocator } = await withPool(bits);
      expect(() => allocator.realloc(allocator.malloc(8), 16)).toThrow(
        /^pre-reloc realloc\(\) is not supported$/,
      );
    });

    test('mem_malloc_init alone does not switch, GD_FLG_FULL_MALLOC_INIT does', async () => {
      const { allocator, memory } = await withPool(bits);
      allocator.mem_malloc_init(memory, HEAP, 0x8000);
      expect(allocator.malloc(8)).toBe(POOL);
      allocator.gd.flags |= allocator.GD_FLG_FULL_MALLOC_INIT;
      const mem = allocator.malloc(8);
      expect(mem).toBeGreaterThan(HEAP);
      allocator.free(mem);
      expect(allocator.realloc(0, 8)).toBe(mem);
      expect(allocator.calloc(1, 8)).toBeGreaterThan(mem);
      expect(allocator.memalign(64, 8)).toBeGreaterThan(HEAP);
      expect(allocator.gd.malloc_ptr).toBe(8);
    });

    test('initr_malloc switches, and keeps the other flags', async () => {
      const { allocator, memory } = await withPool(bits);
      allocator.gd.flags = 0x11;
      allocator.initr_malloc(memory, HEAP, 0x8000);
      expect(allocator.gd.flags).toBe(0x211);
      expect(allocator.malloc(8)).toBeGreaterThan(HEAP);
      expect(allocator.malloc_simple(8)).toBe(POOL);
    });
  });

  test('without SYS_MALLOC_F malloc uses the heap at once', async () => {
    const allocator = await loadTemplates(buildOptions(bits));
    allocator.mem_malloc_init(new ArrayBuffer(0x20000), HEAP, 0x8000);
    expect(allocator.malloc(8)).toBeGreaterThan(HEAP);
    allocator.initr_malloc(new ArrayBuffer(0x20000), HEAP, 0x8000);
    expect(allocator.gd.flags).toBe(0);
  });

  test('with SYS_MALLOC_SIMPLE malloc_simple is all there is, whatever the flags say', async () => {
    const allocator = await loadTemplates(
      buildOptions(bits, { SYS_MALLOC_F: true, SYS_MALLOC_SIMPLE: true }),
    );
    allocator.initf_malloc(new ArrayBuffer(0x20000), POOL);
    allocator.gd.flags |= allocator.GD_FLG_FULL_MALLOC_INIT;
    expect(allocator.malloc(8)).toBe(POOL);
    allocator.free(POOL);
    expect(allocator.calloc(1, 8)).toBe(POOL + 8);
    expect(allocator.memalign(32, 8)).toBe(POOL + 32);
    expect(() => allocator.realloc(POOL, 16)).toThrow('pre-reloc realloc() is not supported');
  });
});
