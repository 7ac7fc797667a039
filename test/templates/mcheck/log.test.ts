/*
 * The traffic log: what is recorded, and its text to the column.
 */
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { LOG_SIZE, MCHECK, buildOptions, type Bits } from '../../support/build-options.ts';
import { LOADERS, debugHeap, printed } from '../../support/debug-heap.ts';

const LOG = { ...MCHECK, MCHECK_LOG: true };

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  describe.each(LOADERS)('%s', (_, load) => {
    const options = buildOptions(bits, LOG);

    test('before it is started there is none', async () => {
      const { heap } = await debugHeap(load, options);
      heap.malloc(1);
      heap.malloc_log_stop();
      expect(heap.malloc_log_info()).toBeNull();
      expect(heap.malloc_log_entry(0)).toBeNull();
      expect(printed((print) => heap.malloc_log_dump(print))).toEqual(['Malloc log not started']);
    });

    test('records each call that gives or takes a block, and no more once it is stopped', async () => {
      const { heap } = await debugHeap(load, options);
      heap.malloc_log_start();
      const a = heap.malloc(0x20);
      const b = heap.calloc(4, 0x40);
      const c = heap.memalign(0x100, 0x30);
      const d = heap.realloc(a, 0x1000);
      expect(heap.malloc(2 ** 31)).toBe(0);
      expect(heap.realloc(d, 2 ** 31)).toBe(0);
      const e = heap.realloc(0, 5);
      heap.free(b);
      heap.malloc_log_stop();
      heap.free(c);
      expect(heap.malloc_log_info()).toEqual({
        entry_count: 6,
        max_entries: LOG_SIZE,
        total_count: 6,
      });
      const entry = (type: number, ptr: number, size: number, old_size = 0) => ({
        type,
        ptr,
        size,
        old_size,
        caller: '',
      });
      const entries = Array.from({ length: 6 }, (__, i) => heap.malloc_log_entry(i));
      expect(entries).toEqual([
        entry(heap.MLOG_ALLOC, a, 0x20),
        entry(heap.MLOG_ALLOC, b, 0x100),
        entry(heap.MLOG_MEMALIGN, c, 0x30),
        entry(heap.MLOG_REALLOC, d, 0x1000, 0x20),
        entry(heap.MLOG_ALLOC, e, 5),
        entry(heap.MLOG_FREE, b, 0),
      ]);
      for (const index of [-1, 6, 0.5, Number.NaN]) {
        expect(heap.malloc_log_entry(index)).toBeNull();
      }
      const at = (mem: number) => mem.toString(16).padStart(10);
      expect(printed((print) => heap.malloc_log_dump(print)).join('\n')).toBe(`\
Malloc log: 6 entries (max 64, total 6)
 Seq  Type         Address      Size  Caller
----  --------  ----------  --------  ------
   0  alloc     ${at(a)}        20
   1  alloc     ${at(b)}       100
   2  memalign  ${at(c)}        30
   3  realloc   ${at(d)}      1000 (was 20)
   4  alloc     ${at(e)}         5
   5  free      ${at(b)}         0`);
    });

    test('tells callers, longer than a header holds', async () => {
      const { heap } = await debugHeap(
        load,
        buildOptions(bits, { ...LOG, MCHECK_BACKTRACE: true }),
      );
      function a_function_with_a_rather_long_name() {
        return heap.malloc(0x20);
      }
      function another_function_with_a_long_name() {
        const mem = a_function_with_a_rather_long_name();
        heap.free(heap.realloc(mem, 0x30));
      }
      heap.malloc_log_start();
      another_function_with_a_long_name();
      heap.malloc_log_stop();
      const caller = heap.malloc_log_entry(0)?.caller ?? '';
      expect(caller).toMatch(
        /^a_function_with_a_rather_long_name:\d+ <-another_function_with_a_long_name:\d+ <-log\.test\.ts:\d+$/,
      );
      expect(heap.malloc_log_entry(2)?.caller).toMatch(/^another_function_with_a_long_name:/);
      const lines = printed((print) => heap.malloc_log_dump(print));
      expect(lines[3]).toMatch(/^ {3}0 {2}alloc {5} {5}100[0-9a-f]{2} {8}20 {2}a_function_with/);
      expect(lines[4]).toMatch(/ 30 \(was 20\) {2}another_function/);
      expect(lines[5]).toMatch(/^ {3}2 {2}free .* 0 {2}another_function/);
    });

    test('wraps around, and says so', async () => {
      const { heap } = await debugHeap(load, options);
      heap.malloc_log_start();
      for (let size = 0; size < LOG_SIZE + 10; size += 1) heap.malloc(size);
      heap.malloc_log_stop();
      expect(heap.malloc_log_info()).toEqual({
        entry_count: LOG_SIZE,
        max_entries: LOG_SIZE,
        total_count: LOG_SIZE + 10,
      });
      expect(heap.malloc_log_entry(0)?.size).toBe(10);
      expect(heap.malloc_log_entry(LOG_SIZE - 1)?.size).toBe(LOG_SIZE + 9);
      const lines = printed((print) => heap.malloc_log_dump(print));
      expect(lines.slice(0, 2)).toEqual([
        'Warning: log wrapped, 10 entries lost',
        'Malloc log: 64 entries (max 64, total 74)',
      ]);
      expect(lines[4]).toMatch(/^ {3}0 .* a$/);
      expect(lines).toHaveLength(LOG_SIZE + 4);
    });

    test('one that is dumped while it runs says so, and stops; one that is started again is empty', async () => {
      const { heap } = await debugHeap(load, options);
      heap.malloc_log_start();
      heap.malloc(1);
      expect(printed((print) => heap.malloc_log_dump(print))[0]).toBe(
        'Warning: log still active, results may be incomplete',
      );
      heap.malloc(1);
      expect(heap.malloc_log_info()?.total_count).toBe(1);
      heap.malloc_log_start();
      expect(heap.malloc_log_info()).toMatchObject({ entry_count: 0, total_count: 0 });
      const file = join(tmpdir(), `mallocgen-log-${String(process.pid)}`);
      heap.malloc_log_stop();
      expect(heap.malloc_log_to_file(file)).toBe(0);
      expect(readFileSync(file, 'utf8')).toMatch(/^Malloc log: 0 entries \(max 64, total 0\)\n/);
      rmSync(file);
    });
  });
});
