/*
 * VALGRIND: which requests each call makes of the checker, in which order, at which addresses.
 */
import { describe, expect, test } from '@jest/globals';
import type { Allocator, Valgrind } from '../../support/allocator.ts';
import {
  LEGACY,
  buildOptions,
  type Bits,
  type OptionChanges,
} from '../../support/build-options.ts';
import { openHeap } from '../../support/open-heap.ts';
import { loadTemplates } from '../../support/load-templates.ts';
import { SizeTArray } from '../../support/size-t-array.ts';

type Request = readonly [name: string, ...args: (number | boolean)[]];

/** Notes all requests, and takes them away when they are asked for. */
class Recorder implements Valgrind {
  #requests: Request[] = [];

  malloclike_block(...args: [number, number, number, boolean]): void {
    this.note('malloclike_block', args);
  }
  freelike_block(...args: [number, number]): void {
    this.note('freelike_block', args);
  }
  resizeinplace_block(...args: [number, number, number, number]): void {
    this.note('resizeinplace_block', args);
  }
  make_mem_defined(...args: [number, number]): void {
    this.note('make_mem_defined', args);
  }
  make_mem_undefined(...args: [number, number]): void {
    this.note('make_mem_undefined', args);
  }
  make_mem_noaccess(...args: [number, number]): void {
    this.note('make_mem_noaccess', args);
  }

  take(): readonly Request[] {
    const taken = this.#requests;
    this.#requests = [];
    return taken;
  }

  protected note(name: string, args: readonly (number | boolean)[]): void {
    this.#requests.push([name, ...args]);
  }
}

class CopyingRecorder extends Recorder {
  copy_block(...args: [number, number]): void {
    this.note('copy_block', args);
  }
}

const CALLS = {
  MALLOC_BULK_FREE: true,
  MALLOC_INDEPENDENT_CALLS: true,
  MALLOC_POSIX_MEMALIGN: true,
  MALLOC_REALLOC_IN_PLACE: true,
} as const satisfies OptionChanges;

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  const word = bits / 8;

  async function watched(changes: OptionChanges = {}, copies = true) {
    const heap = await openHeap(
      buildOptions(bits, { ...CALLS, INSECURE: false, ...changes }, { VALGRIND: true }),
    );
    const recorder = copies ? new CopyingRecorder() : new Recorder();
    heap.allocator.set_valgrind(recorder);
    return { ...heap, recorder };
  }

  test('malloc and free report a block, and nothing for NULL', async () => {
    const { allocator, recorder } = await watched();
    const mem = allocator.malloc(20);
    expect(recorder.take()).toEqual([['malloclike_block', mem, 20, word, false]]);
    allocator.free(mem);
    expect(recorder.take()).toEqual([['freelike_block', mem, word]]);
    allocator.free(0);
    expect(allocator.malloc(2 ** 31)).toBe(0);
    expect(recorder.take()).toEqual([]);
  });

  test('a bad free is reported before it throws', async () => {
    const { allocator, recorder } = await watched();
    expect(() => allocator.free(5000)).toThrow('not an allocated block');
    expect(recorder.take()).toEqual([['freelike_block', 5000, word]]);
  });

  test('calloc reports a zeroed block, memalign the aligned block alone', async () => {
    const { allocator, recorder } = await watched();
    const mem = allocator.calloc(3, 7);
    expect(recorder.take()).toEqual([['malloclike_block', mem, 21, word, true]]);
    const aligned = allocator.memalign(256, 100);
    expect(recorder.take()).toEqual([['malloclike_block', aligned, 100, word, false]]);
  });

  test('realloc reports a block that stays as resized', async () => {
    const { allocator, recorder } = await watched();
    const mem = allocator.realloc(0, 200);
    expect(recorder.take()).toEqual([['malloclike_block', mem, 200, word, false]]);
    const usable = allocator.malloc_usable_size(mem);
    expect(allocator.realloc(mem, 20)).toBe(mem);
    expect(recorder.take()).toEqual([['resizeinplace_block', mem, 0, 20, word]]);
    const small = allocator.malloc_usable_size(mem);
    expect(allocator.realloc(mem, 300)).toBe(mem);
    expect(small).toBeLessThan(usable);
    expect(recorder.take()).toEqual([
      ['resizeinplace_block', mem, 0, 300, word],
      ['make_mem_undefined', mem + small, 300 - small],
    ]);
    expect(allocator.realloc(mem, 2 ** 30)).toBe(0);
    expect(recorder.take()).toEqual([]);
  });

  test.each([true, false])(
    'realloc reports a block that moves as a new and a freed one, to a checker with copy_block: %s',
    async (copies) => {
      const { allocator, recorder } = await watched({ NO_REALLOC_IN_PLACE: true }, copies);
      const old = allocator.malloc(40);
      recorder.take();
      const mem = allocator.realloc(old, 50);
      expect(mem).not.toBe(old);
      expect(recorder.take()).toEqual([
        ['malloclike_block', mem, 50, word, false],
        copies ? ['copy_block', mem, old] : ['make_mem_defined', mem, 50],
        ['freelike_block', old, word],
      ]);
    },
  );

  test.each([true, false])(
    'realloc reports a block that moves over itself, to a checker with copy_block: %s',
    async (copies) => {
      const allocator = await loadTemplates(buildOptions(bits, LEGACY, { VALGRIND: true }));
      const recorder = copies ? new CopyingRecorder() : new Recorder();
      allocator.set_valgrind(recorder);
      allocator.mem_malloc_init(new ArrayBuffer(4096), 0, 4096);
      const before = allocator.malloc(40);
      const old = allocator.malloc(200);
      allocator.malloc(8);
      allocator.free(before);
      recorder.take();
      expect(allocator.realloc(old, 220)).toBe(before);
      expect(recorder.take()).toEqual([
        ['freelike_block', old, word],
        ['malloclike_block', before, 220, word, false],
        copies ? ['copy_block', before, old] : ['make_mem_defined', before, 220],
      ]);
    },
  );

  test('realloc and realloc_in_place are reported before the allocator looks at the block', async () => {
    const { allocator, recorder } = await watched();
    const before: number[] = [];
    allocator.set_valgrind(Object.assign(recorder, { before_realloc: before.push.bind(before) }));
    const mem = allocator.malloc(40);
    expect(allocator.realloc(mem, 30)).toBe(mem);
    expect(allocator.realloc_in_place(mem, 35)).toBe(mem);
    expect(() => allocator.realloc(5000, 30)).toThrow('not an allocated block');
    allocator.realloc(0, 30);
    expect(before).toEqual([mem, mem, 5000]);
  });

  test('realloc_in_place reports what it resizes, and nothing where it fails', async () => {
    const { allocator, recorder } = await watched();
    const mem = allocator.malloc(40);
    recorder.take();
    expect(allocator.realloc_in_place(mem, 30)).toBe(mem);
    expect(recorder.take()).toEqual([['resizeinplace_block', mem, 0, 30, word]]);
    expect(allocator.realloc_in_place(mem, 2 ** 31)).toBe(0);
    expect(allocator.realloc_in_place(0, 1)).toBe(0);
    expect(recorder.take()).toEqual([]);
  });

  test('posix_memalign reports its pointer as written', async () => {
    const { allocator, recorder, memory } = await watched();
    memory.allow(64, 64 + word);
    expect(allocator.posix_memalign(64, 128, 10)).toBe(0);
    const mem = new SizeTArray(memory.buffer, 64, 1, bits).get(0);
    expect(recorder.take()).toEqual([
      ['malloclike_block', mem, 10, word, false],
      ['make_mem_defined', 64, word],
    ]);
    expect(allocator.posix_memalign(64, 3, 10)).toBe(22);
    expect(recorder.take()).toEqual([]);
  });

  test('independent_calloc, independent_comalloc and bulk_free report each block by itself', async () => {
    const { allocator, recorder, memory } = await watched();
    const array = allocator.independent_calloc(2, 24);
    const pointers = new SizeTArray(memory.buffer, array, 2, bits).values();
    expect(recorder.take()).toEqual([
      ...pointers.map((mem) => ['malloclike_block', mem, 24, word, true]),
      ['malloclike_block', array, 2 * word, word, false],
      ['make_mem_defined', array, 2 * word],
    ]);
    const sizes = new SizeTArray(memory.buffer, 128, 2, bits);
    sizes.set(0, 9);
    sizes.set(1, 99);
    expect(allocator.independent_comalloc(2, 128, 64)).toBe(64);
    const others = new SizeTArray(memory.buffer, 64, 2, bits).values();
    expect(recorder.take()).toEqual([
      ['malloclike_block', others[0], 9, word, false],
      ['malloclike_block', others[1], 99, word, false],
      ['make_mem_defined', 64, 2 * word],
    ]);
    expect(allocator.bulk_free(array, 2)).toBe(0);
    expect(recorder.take()).toEqual([
      ...pointers.map((mem) => ['freelike_block', mem, word]),
      ['make_mem_defined', array, 2 * word],
    ]);
    expect(allocator.independent_calloc(2 ** 20, 2 ** 20)).toBe(0);
    expect(recorder.take()).toEqual([]);
  });

  test('mem_malloc_init reports the pool as not accessible', async () => {
    const { allocator, recorder, memory } = await watched();
    allocator.mem_malloc_init(memory.memory, memory.start, memory.size);
    expect(recorder.take()).toEqual([['make_mem_noaccess', memory.start, memory.size]]);
  });

  test('after set_valgrind(null) nothing is reported', async () => {
    const { allocator, recorder } = await watched();
    allocator.set_valgrind(null);
    allocator.free(allocator.realloc(allocator.malloc(20), 30));
    expect(recorder.take()).toEqual([]);
  });

  test.each([true, false])(
    'the simple malloc reports its blocks, SYS_MALLOC_SIMPLE=%s',
    async (SYS_MALLOC_SIMPLE) => {
      const options = buildOptions(
        bits,
        { SYS_MALLOC_F: true, SYS_MALLOC_SIMPLE },
        { VALGRIND: true },
      );
      const allocator: Allocator = await loadTemplates(options);
      const recorder = new CopyingRecorder();
      allocator.set_valgrind(recorder);
      allocator.initf_malloc(new ArrayBuffer(16384), 512);
      expect(recorder.take()).toEqual([['make_mem_noaccess', 512, 0x2000]]);
      const mem = allocator.malloc(10);
      const aligned = allocator.memalign(64, 5);
      const zeroed = allocator.calloc(2, 6);
      expect(allocator.malloc(0x3000)).toBe(0);
      allocator.free(aligned);
      allocator.free(0);
      expect(recorder.take()).toEqual([
        ['malloclike_block', mem, 10, 0, false],
        ['malloclike_block', aligned, 5, 0, false],
        ['malloclike_block', zeroed, 12, 0, false],
        ['make_mem_defined', zeroed, 12],
        ['freelike_block', aligned, 0],
      ]);
    },
  );
});
