/*
 * The reader of mmapped chunks finds what is wrong with one: each word of a sound one is changed.
 */
import { describe, expect, test } from '@jest/globals';
import { buildOptions, type Bits } from './build-options.ts';
import { HeapError } from './heap-error.ts';
import { heapLayout } from './heap-layout.ts';
import { heapView } from './heap-walker.ts';
import { loadTemplates } from './load-templates.ts';
import { readMmappedChunk } from './mmapped-chunk.ts';

const BASE = 0x20000;

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  const options = buildOptions(bits, { SIMPLE_SYSALLOC: false, HAVE_MMAP: true });

  async function example() {
    const allocator = await loadTemplates(options);
    const memory = new ArrayBuffer(0x100000);
    allocator.mem_malloc_init(memory, 4096, 8192);
    allocator.set_mmap(
      () => BASE,
      () => 0,
    );
    const mem = allocator.malloc(300_000);
    const view = heapView(allocator, memory, heapLayout(options));
    return { mem, view, words: view.words };
  }

  test('reads a sound one', async () => {
    const { mem, view } = await example();
    const { base, length } = readMmappedChunk(view, mem);
    expect([base, length]).toEqual([BASE, Math.ceil((300_000 + bits) / 4096) * 4096]);
  });

  test.each([
    ['its offset', 0],
    ['its head', 1],
    ['its fencepost', -3],
    ['the head behind the fencepost', -2],
  ])('finds damage to %s', async (_, index) => {
    const { mem, view, words } = await example();
    const { base, length } = readMmappedChunk(view, mem);
    const sizeT = bits / 8;
    const at = (index < 0 ? base + length + index * sizeT : base + index * sizeT) / 4;
    for (const by of [1, 8]) {
      words[at] = (words[at] ?? 0) + by;
      expect(() => readMmappedChunk(view, mem)).toThrow(HeapError);
      words[at] = (words[at] ?? 0) - by;
    }
    if (bits === 64) {
      words[at + 1] = 1;
      expect(() => readMmappedChunk(view, mem)).toThrow(HeapError);
    }
  });

  test('a block of a segment is none', async () => {
    const { view } = await example();
    expect(() => readMmappedChunk(view, 4096 + 4096)).toThrow(HeapError);
  });
});
