/*
 * Growth in memories whose engines refuse some lengths, or report old ones.
 */
import { expect, test } from '@jest/globals';
import { buildOptions } from '../../support/build-options.ts';
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
