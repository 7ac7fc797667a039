/*
 * malloc_get_info() and malloc_largest_free(), and that nothing which looks at a heap changes it.
 */
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { MCHECK, SANDBOX, buildOptions, type Bits } from '../../support/build-options.ts';
import { LOADERS, debugHeap, printed } from '../../support/debug-heap.ts';

const DEBUG = { ...SANDBOX, MALLOC_DEBUG: true };

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  describe.each(LOADERS)('%s', (_, load) => {
    test('is all zero before there is a heap', async () => {
      const heap = await load(buildOptions(bits, DEBUG));
      expect(heap.malloc_get_info()).toEqual({
        total_bytes: 0,
        in_use_bytes: 0,
        malloc_count: 0,
        free_count: 0,
        realloc_count: 0,
      });
    });

    // mcheck makes a realloc() without an old block a malloc(), as C does.
    test.each([
      ['alone', DEBUG, 3],
      ['with mcheck', MCHECK, 2],
    ])('counts calls, whether they succeed or not, %s', async (__, changes, reallocs) => {
      const { heap } = await debugHeap(load, buildOptions(bits, changes));
      const a = heap.malloc(10);
      heap.calloc(2, 10);
      const c = heap.memalign(64, 10);
      expect(heap.malloc(2 ** 31)).toBe(0);
      expect(heap.calloc(2 ** 31, 2 ** 31)).toBe(0);
      const d = heap.realloc(c, 5000);
      // What does not fit in its place is asked of malloc().
      heap.realloc(d, 2 ** 31);
      heap.realloc(0, 10);
      heap.free(a);
      heap.free(0);
      expect(heap.malloc_get_info()).toEqual({
        total_bytes: 0x10000,
        in_use_bytes: heap.mallinfo().uordblks,
        malloc_count: 7,
        free_count: 2,
        realloc_count: reallocs,
      });
    });

    test.each<[string, Record<string, boolean>]>([
      ['by default', {}],
      ['small', { SYS_MALLOC_SMALL: true, SMALLCHUNKS_AS_FUNCS: true, NO_TREE_BINS: true }],
    ])('counts what calls do inside, as C does, %s', async (__, changes) => {
      const { heap } = await debugHeap(load, buildOptions(bits, { ...DEBUG, ...changes }));
      const counts = () => {
        const { malloc_count, free_count, realloc_count } = heap.malloc_get_info();
        return [malloc_count, free_count, realloc_count];
      };
      const a = heap.malloc(100);
      heap.malloc(10);
      // It cannot grow where it is.
      const b = heap.realloc(a, 1000);
      expect(b).not.toBe(a);
      expect(counts()).toEqual([3, 1, 1]);
      heap.realloc(b, 10);
      expect(counts()).toEqual([3, 1, 2]);
      // The parts before and after an aligned block are not calls of free().
      heap.memalign(0x1000, 10);
      expect(counts()).toEqual([4, 1, 2]);
    });

    test('starts afresh with each heap', async () => {
      const options = buildOptions(bits, { ...MCHECK, SYS_MALLOC_CLEAR_ON_INIT: false });
      const { heap, memory } = await debugHeap(load, options);
      heap.malloc(10);
      expect(heap.malloc_get_info().malloc_count).toBe(1);
      heap.mem_malloc_init(memory, 0x8000, 0x8000);
      expect(heap.malloc_get_info()).toMatchObject({ malloc_count: 0, in_use_bytes: 0 });
      expect(heap.malloc_mcheck_count()).toBe(0);
    });

    test('the largest free chunk is top, or a hole that is larger', async () => {
      const { heap } = await debugHeap(load, buildOptions(bits, DEBUG));
      const hole = heap.malloc(40_000);
      heap.malloc(10);
      const rest = heap.malloc_largest_free();
      expect(rest).toBe(heap.mallinfo().keepcost - bits / 8);
      const usable = heap.malloc_usable_size(hole);
      heap.free(hole);
      expect(usable).toBeGreaterThan(rest);
      expect(heap.malloc_largest_free()).toBe(usable);
      expect(heap.malloc(usable)).toBe(hole);
    });

    test('dumps, logs and leak checks allocate nothing, and write nothing to the heap', async () => {
      const options = buildOptions(bits, { ...MCHECK, MCHECK_BACKTRACE: true, MCHECK_LOG: true });
      const { heap, bytes } = await debugHeap(load, options);
      for (let size = 1; size < 3000; size *= 3) heap.free(heap.malloc(size + heap.malloc(size)));
      const file = join(tmpdir(), `mallocgen-dump-${String(process.pid)}`);
      const before = { info: heap.malloc_get_info(), bytes: bytes.slice() };
      heap.malloc_log_start();
      const snapshot = heap.malloc_leak_check_start();
      printed((print) => heap.malloc_dump(print));
      expect(heap.malloc_dump_to_file(file)).toBe(0);
      expect(heap.malloc_log_to_file(file)).toBe(0);
      heap.malloc_log_stop();
      printed((print) => heap.malloc_log_dump(print));
      heap.malloc_leak_check_end(snapshot);
      heap.malloc_largest_free();
      heap.mcheck_check_all();
      rmSync(file);
      expect(heap.malloc_get_info()).toEqual(before.info);
      expect(Buffer.from(bytes).equals(before.bytes)).toBe(true);
    });

    test('a file gets what is printed', async () => {
      const { heap } = await debugHeap(load, buildOptions(bits, MCHECK));
      heap.malloc(10);
      const file = join(tmpdir(), `mallocgen-file-${String(process.pid)}`);
      heap.malloc_dump_to_file(file);
      const lines = printed((print) => heap.malloc_dump(print));
      expect(readFileSync(file, 'utf8')).toBe(lines.map((line) => `${line}\n`).join(''));
      rmSync(file);
      expect(() => heap.malloc_dump_to_file(join(file, 'no', 'such', 'folder'))).toThrow('ENOENT');
    });

    test('a host without files gets an error that says so', async () => {
      const { heap } = await debugHeap(load, buildOptions(bits, DEBUG));
      const host = globalThis.process;
      try {
        Object.assign(globalThis, { process: undefined });
        expect(() => heap.malloc_dump_to_file('x.txt')).toThrow('x.txt: there are no files here');
      } finally {
        globalThis.process = host;
      }
    });
  });
});
