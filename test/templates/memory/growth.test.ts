/*
 * Growth in memories whose engines refuse some lengths, or report old ones.
 */
import { describe, expect, test } from '@jest/globals';
import type { BuildOptions } from '../../../generator/options/index.ts';
import { buildOptions, type OptionChanges } from '../../support/build-options.ts';
import { loadSpecialised } from '../../support/specialised.ts';
import { unsharedMemory } from '../../support/wasm-memory.ts';

const GROW = { SYS_MALLOC_GROW: true };

/** As the buffer of WebAssembly.Memory.toResizableBuffer(): whole pages, and it never shrinks. */
function wasmBuffer(pages: number, max: number): ArrayBuffer {
  const buffer = new ArrayBuffer(pages * 65536, { maxByteLength: max * 65536 });
  buffer.resize = (length = 0) => {
    if (length % 65536 !== 0 || length < buffer.byteLength) throw new RangeError('wrong length');
    ArrayBuffer.prototype.resize.call(buffer, length);
  };
  return buffer;
}

test('a buffer that takes whole pages only', async () => {
  const heap = await loadSpecialised(buildOptions(32, GROW));
  const buffer = wasmBuffer(2, 100);
  heap.mem_malloc_init(buffer, 65536, 65536);
  expect(heap.malloc(100_000)).toBeGreaterThan(65536);
  expect(buffer.byteLength % 65536).toBe(0);
  expect(heap.malloc(100 * 65536)).toBe(0);
});

test('a buffer that cannot shrink keeps its bytes when top is trimmed', async () => {
  const heap = await loadSpecialised(buildOptions(32, { ...GROW, MORECORE_CANNOT_TRIM: false }));
  const buffer = wasmBuffer(2, 100);
  heap.mem_malloc_init(buffer, 65536, 65536);
  const mem = heap.malloc(3_000_000);
  expect(mem).toBeGreaterThan(0);
  const { byteLength } = buffer;
  heap.free(mem);
  expect(buffer.byteLength).toBe(byteLength);
  expect(heap.malloc(3_000_000)).toBe(mem);
});

test('a memory that somebody else lets grow, after a heap in a resizable buffer', async () => {
  const heap = await loadSpecialised(buildOptions(32, GROW));
  unsharedMemory(1, 2).grow(1);
  const take = (bytes: number): number => heap.malloc(bytes);
  const give = (mem: number): void => heap.free(mem);
  const work = (): void => {
    for (let i = 0; i < 300_000; i += 1) give(take(100));
  };
  heap.mem_malloc_init(new ArrayBuffer(131_072, { maxByteLength: 1 << 20 }), 65536, 65536);
  work();
  const memory = unsharedMemory(2, 20);
  heap.mem_malloc_init(memory, 65536, 65536);
  work();
  memory.grow(1);
  const first = take(100);
  expect(first).toBeGreaterThan(0);
  expect([take(100), take(100)]).toEqual([first + 104, first + 208]);
});

describe('SYS_MALLOC_GROW_STEP', () => {
  const STEP = 0x80000;
  const options = (changes: OptionChanges = {}): BuildOptions => {
    const built = buildOptions(32, { ...GROW, ...changes });
    return { ...built, values: { ...built.values, SYS_MALLOC_GROW_STEP: STEP } };
  };

  test('a WebAssembly.Memory grows once for many blocks', async () => {
    const heap = await loadSpecialised(options());
    const memory = unsharedMemory(2, 100);
    let growths = 0;
    const { grow } = memory;
    memory.grow = (pages: number) => {
      growths += 1;
      return grow.call(memory, pages);
    };
    heap.mem_malloc_init(memory, 65536, 65536);
    for (let i = 0; i < 12; i += 1) expect(heap.malloc(50_000)).toBeGreaterThan(0);
    expect(memory.buffer.byteLength).toBe(2 * STEP);
    expect(growths).toBe(2);
    expect(heap.mem_malloc_end).toBe(2 * STEP);
  });

  test('a buffer grows to its maximum, although that is not a multiple of the step', async () => {
    const heap = await loadSpecialised(options());
    const buffer = new ArrayBuffer(0x10000, { maxByteLength: STEP + 0x3000 });
    heap.mem_malloc_init(buffer, 0, 0x10000);
    expect(heap.malloc(STEP - 0x2000)).toBeGreaterThan(0);
    expect(buffer.byteLength).toBe(STEP);
    expect(heap.malloc(0x4000)).toBeGreaterThan(0);
    expect(buffer.byteLength).toBeGreaterThan(STEP);
    expect(heap.malloc(0x4000)).toBe(0);
  });

  test('gives the same addresses as a smaller step', async () => {
    const addresses = async (built: BuildOptions): Promise<readonly number[]> => {
      const heap = await loadSpecialised(built);
      heap.mem_malloc_init(new ArrayBuffer(8192, { maxByteLength: 1 << 22 }), 0, 8192);
      const mems: number[] = [];
      for (let i = 1; i < 300; i += 1) {
        mems.push(heap.malloc((i * 7919) % 20_000));
        if (i % 3 === 0) heap.free(mems[i >> 1] ?? 0);
      }
      return mems;
    };
    expect(await addresses(options())).toEqual(await addresses(buildOptions(32, GROW)));
  });

  test('a buffer shrinks to a multiple of the step', async () => {
    const heap = await loadSpecialised(options({ MORECORE_CANNOT_TRIM: false }));
    const buffer = new ArrayBuffer(0x10000, { maxByteLength: 1 << 24 });
    heap.mem_malloc_init(buffer, 0, 0x10000);
    const mem = heap.malloc(3_000_000);
    expect(buffer.byteLength).toBe(6 * STEP);
    heap.free(mem);
    expect(buffer.byteLength).toBe(STEP);
    expect(heap.malloc(3_000_000)).toBe(mem);
  });
});
