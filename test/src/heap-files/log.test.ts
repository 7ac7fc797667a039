/*
 * Reading the logs that a variant writes.
 */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseLog } from '../../../src/heap-files/parse-log.ts';
import { summariseLog, type LogSummary } from '../../../src/heap-files/summarise-log.ts';
import { LOG_SIZE, MCHECK, buildOptions } from '../../support/build-options.ts';
import { debugHeap, printed } from '../../support/debug-heap.ts';
import { heapCalls } from '../../support/heap-call.ts';
import { runs, seeded } from '../../support/seed.ts';
import { loadSpecialised } from '../../support/specialised.ts';

const options = buildOptions(64, { ...MCHECK, MCHECK_BACKTRACE: true, MCHECK_LOG: true });

const title = (count: number) =>
  `Malloc log: ${count} entries (max 64, total ${count})\n` +
  ' Seq  Type         Address      Size  Caller\n' +
  '----  --------  ----------  --------  ------\n';

/** The summary of entries such as `alloc 100 10`. */
function summary(...rows: readonly string[]): LogSummary {
  const lines = rows.map((row, seq) => {
    const [type = '', address = '', size = '', ...was] = row.split(' ');
    const rest = was.length > 0 ? ` ${was.join(' ')}` : '';
    return `${String(seq).padStart(4)}  ${type.padEnd(8)}  ${address.padStart(10)}  ${size.padStart(8)}${rest}`;
  });
  return summariseLog(parseLog(`${title(rows.length)}${lines.join('\n')}\n`, 'log.txt'));
}

const left = (of: LogSummary) =>
  of.neverFreed.blocks.map(({ address, size }) => `${address.toString(16)} ${size.toString(16)}`);

test('lists what a variant left behind', async () => {
  const { heap } = await debugHeap(loadSpecialised, options);
  const old = heap.malloc(7);
  heap.malloc_log_start();
  const block = function leaky(size: number) {
    return heap.malloc(size);
  };
  const blocks = [100, 200, 300].map((size) => block(size));
  heap.free(heap.memalign(64, 50));
  heap.free(old);
  heap.free(blocks[1] ?? 0);
  blocks[0] = heap.realloc(blocks[0] ?? 0, 5000);
  const found = summariseLog(parseLog(printed(heap.malloc_log_dump).join('\n'), 'log.txt'));
  expect(found.calls).toEqual({ alloc: 3, memalign: 1, realloc: 1, free: 3 });
  expect(found).toMatchObject({ lost: 0, unknownFrees: 1 });
  expect(found.peak).toEqual({ bytes: 5300, blocks: 2, seq: 7 });
  expect(found.neverFreed).toMatchObject({ count: 2, bytes: 5300 });
  expect(found.neverFreed.blocks.map(({ address }) => address)).toEqual([blocks[2], blocks[0]]);
  const leaky = found.callers.filter(({ caller }) => caller.startsWith('leaky:'));
  expect(leaky).toEqual([expect.objectContaining({ count: 3, bytes: 600 })]);
});

test('a block that moved is known by its size', () => {
  const found = summary('alloc 100 10', 'alloc 200 20', 'realloc 300 30 (was 20)');
  expect(left(found)).toEqual(['100 10', '300 30']);
});

test('of two blocks of one size, the one that is freed later has not moved', () => {
  const found = summary('alloc 100 10', 'alloc 200 10', 'realloc 300 30 (was 10)', 'free 100 0');
  expect(left(found)).toEqual(['300 30']);
  expect(found.unknownFrees).toBe(0);
});

test('of two blocks of one size, the one whose place is used again has moved', () => {
  const found = summary('alloc 100 10', 'alloc 200 10', 'realloc 300 30 (was 10)', 'alloc 200 5');
  expect(left(found)).toEqual(['100 10', '300 30', '200 5']);
});

test('a block from before the log is not in it', () => {
  const found = summary('free 100 0', 'realloc 200 20 (was 10)', 'free 0 0', 'free 200 0');
  expect(left(found)).toEqual([]);
  expect(found).toMatchObject({ unknownFrees: 1, peak: { bytes: 0x20, blocks: 1, seq: 1 } });
});

test(
  seeded('what is left are as many blocks, of the sizes, as the program still has'),
  async () => {
    const { heap } = await debugHeap(loadSpecialised, options, 0x8000);
    fc.assert(
      fc.property(heapCalls(LOG_SIZE), (calls) => {
        heap.mem_malloc_init(new ArrayBuffer(0x8000), 0, 0x8000);
        heap.malloc_log_start();
        const live = new Map<number, number>();
        const all: number[] = [];
        for (const call of calls) {
          const index = 'pick' in call ? call.pick % (all.length + 1) : all.length;
          const picked = all[index] ?? 0;
          let mem = 0;
          if (call.call === 'free') heap.free(picked);
          else if (call.call === 'realloc') mem = heap.realloc(picked, call.size);
          else if (call.call === 'calloc') mem = heap.calloc(call.count, call.size);
          else if (call.call === 'memalign') mem = heap.memalign(call.align, call.size);
          else mem = heap.malloc(call.size);
          if (picked !== 0 && (mem !== 0 || call.call === 'free')) {
            all.splice(index, 1);
            live.delete(picked);
          }
          if (mem === 0) continue;
          all.push(mem);
          live.set(mem, heap.malloc_usable_size(mem));
        }
        const found = summariseLog(parseLog(printed(heap.malloc_log_dump).join('\n'), 'log.txt'));
        const sizes = found.neverFreed.blocks.map(({ size }) => size);
        expect(sizes.toSorted()).toEqual([...live.values()].toSorted());
        expect(found.unknownFrees).toBe(0);
      }),
      runs(150),
    );
  },
);

test('a log that wrapped around says how many entries are lost', () => {
  const text =
    'Warning: log wrapped, 3 entries lost\n' +
    title(1).replace('total 1', 'total 4') +
    '   0  free             100         0\n';
  expect(summariseLog(parseLog(text, 'log.txt'))).toMatchObject({ lost: 3, unknownFrees: 1 });
});

test.each([
  ['', "log.txt:1: no line says 'Malloc log: N entries"],
  ['Malloc log not started', 'log.txt:1: no line says'],
  [title(1).split('\n')[0] ?? '', 'log.txt:2: the titles Seq, Type, Address'],
  [title(1), 'log.txt:4: the log has 1 entries, and ends after 0.'],
  [`${title(1)}   0  alloc  xyz  10`, "log.txt:4: '0  alloc  xyz  10' is not an entry of the log."],
  [
    `${title(1)}   1  alloc             100        10`,
    'log.txt:4: entry 1 is in the place of entry 0',
  ],
  [`${title(1)}   0  alloc             100        10 (was 5)`, 'log.txt:4: only a realloc says'],
  [`${title(1)}   0  realloc           100        10`, 'log.txt:4: only a realloc says'],
])('%j is refused', (text, message) => {
  expect(() => parseLog(text, 'log.txt')).toThrow(message);
});
