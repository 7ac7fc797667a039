/*
 * The heap dump, to the column: against the chunks that C left after whole traces, and as text.
 */
import { describe, expect, test } from '@jest/globals';
import { MCHECK, SANDBOX, buildOptions, type Bits } from '../../support/build-options.ts';
import { LOADERS, debugHeap, printed } from '../../support/debug-heap.ts';
import {
  GOLDEN_START,
  GOLDEN_TRACES,
  goldenHeap,
  goldenHeapSize,
  replayGolden,
} from '../../support/golden.ts';
import { loadSpecialised } from '../../support/specialised.ts';

const DEBUG = { ...SANDBOX, MALLOC_DEBUG: true };
const RULE = '-'.repeat(34);

const hex = (n: number, width = 0) => n.toString(16).padStart(width);

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  test.each(GOLDEN_TRACES)('the heap that C left after %s', async (trace) => {
    const fresh = { ...DEBUG, SYS_MALLOC_CLEAR_ON_INIT: false };
    const heap = await loadSpecialised(buildOptions(bits, fresh));
    replayGolden(heap, trace);
    const { chunks } = goldenHeap(trace, bits);
    const end = GOLDEN_START + goldenHeapSize(trace);
    const labels = { used: '', free: '  <free>', top: '  top', header: '  (chunk header)' };
    const total = (...states: readonly string[]) => {
      const some = chunks.filter(([, , state]) => states.includes(state));
      return { bytes: hex(some.reduce((sum, [, size]) => sum + size, 0)), count: some.length };
    };
    const used = total('used');
    const free = total('free', 'top');
    expect(printed((print) => heap.malloc_dump(print))).toEqual([
      `Heap dump: ${hex(GOLDEN_START)} - ${hex(end)}`,
      '     Address        Size  Status',
      RULE,
      ...chunks.map(
        ([offset, size, state]) => hex(GOLDEN_START + offset, 12) + hex(size, 12) + labels[state],
      ),
      `${hex(end, 12)}              end`,
      RULE,
      `Used: ${used.bytes} bytes in ${String(used.count)} chunks`,
      `Free: ${free.bytes} bytes in ${String(free.count - 1)} chunks + top`,
    ]);
  });

  test.each(LOADERS)('before there is a heap: %s', async (_, load) => {
    const heap = await load(buildOptions(bits, DEBUG));
    expect(printed((print) => heap.malloc_dump(print))).toEqual(['dlmalloc not initialized']);
  });

  test.each(LOADERS)('a size that cannot be ends the walk: %s', async (_, load) => {
    const { heap, memory } = await debugHeap(load, buildOptions(bits, DEBUG));
    heap.malloc(100);
    const victim = heap.malloc(100);
    heap.malloc(100);
    for (const size of [0, 3, 0x7fffff00]) {
      new DataView(memory).setUint32(victim - bits / 8, size, true);
      const lines = printed((print) => heap.malloc_dump(print));
      expect(lines[5]).toBe(
        `${hex(victim, 12)}              (damaged: what follows cannot be read)`,
      );
      expect(lines[6]).toMatch(/ top$/);
      heap.malloc_largest_free();
      expect(heap.malloc_leak_check_start().count).toBe(1);
    }
  });
});

test.each(LOADERS)('64 bits, as text: %s', async (_, load) => {
  const { heap } = await debugHeap(load, buildOptions(64, DEBUG));
  heap.malloc(0x98);
  const hole = heap.malloc(0x58);
  heap.malloc(0x6068);
  heap.free(hole);
  expect(printed((print) => heap.malloc_dump(print)).join('\n')).toBe(`\
Heap dump: 10000 - 20000
     Address        Size  Status
----------------------------------
       10000          10  (chunk header)
       10010          a0
       100b0          60  <free>
       10110        6070
       16180        9e40  top
       20000              end
----------------------------------
Used: 6110 bytes in 2 chunks
Free: 9ea0 bytes in 1 chunks + top`);
});

test.each(LOADERS)('with mcheck, as text: %s', async (_, load) => {
  const options = buildOptions(64, { ...MCHECK, MCHECK_BACKTRACE: true });
  const { heap } = await debugHeap(load, options);
  function log_init() {
    heap.malloc(0x20);
  }
  function membuf_new() {
    heap.memalign(0x100, 0x20);
  }
  log_init();
  membuf_new();
  heap.malloc_backtrace_skip(true);
  const hole = heap.malloc(0x100);
  heap.malloc(1);
  heap.free(hole);
  heap.mcheck_set_disabled(true);
  heap.malloc(1);
  const lines = printed((print) => heap.malloc_dump(print));
  const rows = lines.slice(3, -4).map((line) => line.replace(/(\w):\d+.*$/, '$1'));
  expect(rows.join('\n')).toBe(`\
       10000          10  (chunk header)
       10010          90  used  log_init
       100a0          20
       100c0          40  <free>
       10100         140  used  membuf_new
       10240         170  <free>
       103b0          70  used
       10420        fba0  top`);
});

test.each<Bits>([64, 32])('the caller of a freed block, %i bits', async (bits) => {
  const { heap } = await debugHeap(
    loadSpecialised,
    buildOptions(bits, { ...MCHECK, MCHECK_BACKTRACE: true }),
  );
  function strdup(bytes: number): number {
    const mem = heap.malloc(bytes);
    heap.malloc(1);
    return mem;
  }
  const blocks = [strdup(20), strdup(300)];
  for (const mem of blocks) heap.free(mem);
  const free = () =>
    printed((print) => heap.malloc_dump(print)).filter((line) => line.includes('<free>'));
  const named = free().filter((line) => / {2}<free> {2}strdup:\d+/.test(line));
  // The links of a tree leave a word of the canaries.
  expect([free().length, named.length]).toEqual([2, 2]);
  // Another block begins there now, and the rest of the chunk was never one.
  heap.malloc(250);
  expect(free().at(-1)).toMatch(/ {2}<free>$/);
});
