import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { MCHECK, buildOptions } from '../../support/build-options.ts';
import { debugHeap, printed } from '../../support/debug-heap.ts';
import { loadSpecialised } from '../../support/specialised.ts';
import { mallocgen } from './fake-process.ts';

let cwd: string;
let before: string;
let after: string;
/** Sizes of the chunks that came. */
let came: readonly number[];

beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'heap-'));
  const options = buildOptions(64, { ...MCHECK, MCHECK_BACKTRACE: true, MCHECK_LOG: true });
  const { heap } = await debugHeap(loadSpecialised, options);
  const first = heap.malloc(100);
  heap.malloc(50);
  before = printed(heap.malloc_dump).join('\n');
  const snapshot = heap.malloc_leak_check_start();
  heap.malloc_log_start();
  const leak = function leak() {
    return heap.malloc(1000);
  };
  for (let i = 0; i < 2; i += 1) leak();
  heap.free(first);
  heap.malloc(2000);
  came = heap.malloc_leak_check_list(snapshot).map(({ size }) => size);
  after = printed(heap.malloc_dump).join('\n');
  writeFileSync(join(cwd, 'before.txt'), `=> malloc dump\n${before}\n`);
  writeFileSync(join(cwd, 'after.txt'), `${after}\n`);
  writeFileSync(join(cwd, 'log.txt'), `${printed(heap.malloc_log_dump).join('\n')}\n`);
});
afterAll(() => rmSync(cwd, { recursive: true }));

const heap = (...words: string[]) => mallocgen(['heap', ...words], { cwd });

test('diff lists what is new and what went, by caller', async () => {
  const { code, stdout, stderr } = await heap('diff', 'before.txt', 'after.txt');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const bytes = came.reduce((sum, size) => sum + size, 0);
  expect(stdout).toMatch(new RegExp(`^New: 3 chunks, ${bytes} bytes\nchunks  bytes  caller`, 'm'));
  expect(stdout).toMatch(/^ {5}2 +\d+ {2}leak:\d+ <-\S+ +[\da-f]+ [\da-f]+$/m);
  expect(stdout).toMatch(/^Gone: 1 chunk, \d+ bytes$/m);
  const { added, removed } = JSON.parse(
    (await heap('diff', 'before.txt', 'after.txt', '--format', 'json')).stdout,
  );
  expect(added.chunks.map(({ size }: { size: number }) => size)).toEqual(came);
  expect(added.callers[1].count + added.callers[0].count).toBe(3);
  expect(removed).toMatchObject({ count: 1, callers: [{ count: 1 }] });
  expect(stdout).toContain(`In use: +${added.bytes - removed.bytes} bytes\n`);
});

test('diff of a dump with itself is nothing', async () => {
  const { stdout } = await heap('diff', 'after.txt', 'after.txt');
  expect(stdout).toBe('New: nothing\n\nGone: nothing\n\nIn use: 0 bytes\n');
});

test('a dump without mcheck has no callers', async () => {
  const { heap: plain } = await debugHeap(
    loadSpecialised,
    buildOptions(32, { MALLOC_DEBUG: true, NO_MALLINFO: false }),
  );
  writeFileSync(join(cwd, 'plain0.txt'), printed(plain.malloc_dump).join('\n'));
  plain.malloc(10);
  writeFileSync(join(cwd, 'plain1.txt'), printed(plain.malloc_dump).join('\n'));
  const { stdout } = await heap('diff', 'plain0.txt', 'plain1.txt');
  expect(stdout).toMatch(/^New: 1 chunk, 16 bytes$/m);
  expect(stdout).toMatch(/^ {5}1 +16 {2}\(unknown\) /m);
});

test('log lists what was never freed, totals and the peak', async () => {
  const { code, stdout, stderr } = await heap('log', 'log.txt');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^Calls: 3 alloc, 0 memalign, 0 realloc, 1 free$/m);
  expect(stdout).toMatch(/^Freed, but not allocated in this log: 1 block$/m);
  expect(stdout).toMatch(/^Peak: 4000 bytes in 3 blocks, at entry 3$/m);
  expect(stdout).toMatch(/^Never freed: 3 blocks, 4000 bytes$/m);
  expect(stdout).toMatch(/^ {5}2 +2000 {2}leak:/m);
  expect(stdout).toMatch(/^Asked for\ncalls +bytes +caller$/m);
  const summary = JSON.parse((await heap('log', 'log.txt', '--format', 'json')).stdout);
  expect(summary.neverFreed.blocks).toHaveLength(3);
});

describe('what is wrong is one sentence, and exit code 2', () => {
  const damaged: readonly (readonly [string, () => string, string])[] = [
    ['no dump', () => 'hello\n', "bad.txt:1: no line says 'Heap dump: START - END'."],
    ['an empty file', () => '', 'bad.txt:1: no line says'],
    ['without titles', () => after.replace(/Address/, 'Adress'), 'bad.txt:2: the titles'],
    ['cut short', () => after.split('\n').slice(0, 6).join('\n'), 'bad.txt:7: the dump is cut'],
    ['a bad row', () => after.replace(/ {2}used {2}leak/, '  usedd  leak'), 'is not the status'],
    [
      'no row',
      () => after.replace(/^.* leak:.*$/m, '???'),
      "'???' is not an address, a size and a status",
    ],
    ['a lost row', () => after.replace(/^.* leak:.*\n/m, ''), 'the lines above have 3 used chunks'],
    ['no totals', () => after.replace(/^Used.*$/m, ''), 'the total of used bytes is missing'],
    [
      'another heap',
      () => after.replace(/^Heap dump: 10000/, 'Heap dump: 20000'),
      'before.txt and bad.txt are of different heaps, from 10000 and 20000',
    ],
  ];
  test.each(damaged)('a dump: %s', async (_, text, message) => {
    expect(text()).not.toBe(after);
    writeFileSync(join(cwd, 'bad.txt'), text());
    const { code, stdout, stderr } = await heap('diff', 'before.txt', 'bad.txt');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  test.each([
    [['diff', 'before.txt'], 'heap diff takes two dumps, the earlier one first: 1 given.'],
    [['log', 'a', 'b'], 'heap log takes one log: 2 given.'],
    [['tree', 'a'], 'heap tree: the actions are diff and log.'],
    [['diff', 'nosuch', 'before.txt'], 'nosuch: there is no such file.'],
    [['log', '.'], 'cannot be read'],
    [['log', 'before.txt'], "before.txt:1: no line says 'Malloc log:"],
  ])('mallocgen heap %j', async (words, message) => {
    const { code, stdout, stderr } = await heap(...words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});
