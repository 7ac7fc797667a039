import { getEventListeners } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from '@jest/globals';

import { cacheFolder } from '../../../generator/files/cache-folder.ts';
import { type Bytes, type Program } from '../../../generator/price/index.ts';
import { keepIn, NOTHING_KEPT, type Kept } from '../../../generator/price/work/kept.ts';
import { queuedMeasurer } from '../../../generator/price/work/queue.ts';
import { buildOptions } from '../../support/build-options.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mallocgen-prices-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const bytes = (raw: number): Bytes => ({ raw, gzip: raw + 1, brotli: raw + 2, staticData: 8 });
const OPTIONS = buildOptions(32);
const program = (length: number): Program => ({
  options: { ...OPTIONS, values: { ...OPTIONS.values, SYS_MALLOC_LEN: length } },
});

/** A worker whose programs are done when the test says so. */
function slowWorker(kept: Kept = NOTHING_KEPT) {
  const begun: { readonly length: number; finish(): void }[] = [];
  const measurer = queuedMeasurer(kept, {
    jobs: 1,
    location: { templates: '' },
    local: ({ options }) =>
      new Promise((resolve) => {
        const length = options.values.SYS_MALLOC_LEN;
        begun.push({ length, finish: () => resolve(bytes(length)) });
      }),
  });
  return { measurer, begun };
}

const settle = () => new Promise(setImmediate);

test('equal programs are measured once, in the order in which they were asked for', async () => {
  const { measurer, begun } = slowWorker();
  const all = [1, 2, 1, 3, 4, 5].map((length) => measurer.measure(program(length)));
  await settle();
  expect(begun.map(({ length }) => length)).toEqual([1, 2, 3]);
  begun[0]!.finish();
  expect(await all[2]).toEqual(bytes(1));
  await settle();
  expect(begun.map(({ length }) => length)).toEqual([1, 2, 3, 4]);
  for (let at = 1; at < 5; at++) {
    begun[at]!.finish();
    await settle();
  }
  expect(await Promise.all(all)).toEqual([1, 2, 1, 3, 4, 5].map(bytes));
  expect(await measurer.measure(program(3))).toEqual(bytes(3));
  expect(begun).toHaveLength(5);
});

test('other imports are another program, and their order does not matter', async () => {
  const { measurer, begun } = slowWorker();
  void measurer.measure({ ...program(1), imports: ['malloc', 'free'] });
  void measurer.measure({ ...program(1), imports: ['free', 'malloc'] });
  void measurer.measure(program(1));
  await settle();
  expect(begun).toHaveLength(2);
});

test('any number of programs wait for one signal with one listener', async () => {
  const { measurer } = slowWorker();
  const { signal } = new AbortController();
  for (let length = 1; length <= 20; length++) void measurer.measure(program(length), signal);
  await settle();
  expect(getEventListeners(signal, 'abort')).toHaveLength(1);
});

test('a program that nobody waits for any more is not begun', async () => {
  const { measurer, begun } = slowWorker();
  const first = [1, 2, 3].map((length) => measurer.measure(program(length)));
  const leaving = new AbortController();
  const gone = measurer.measure(program(4), leaving.signal);
  const shared = measurer.measure(program(5), leaving.signal);
  const staying = measurer.measure(program(5));
  await settle();
  leaving.abort(new Error('another row'));
  await expect(gone).rejects.toThrow('another row');
  await expect(shared).rejects.toThrow('another row');
  await expect(measurer.measure(program(6), leaving.signal)).rejects.toThrow('another row');
  for (const { finish } of begun) finish();
  await Promise.all(first);
  await settle();
  expect(begun.map(({ length }) => length)).toEqual([1, 2, 3, 5]);
  begun[3]!.finish();
  expect(await staying).toEqual(bytes(5));
});

test('closing ends the wait for what has not begun', async () => {
  const { measurer } = slowWorker();
  const all = [1, 2, 3, 4].map((length) => measurer.measure(program(length)));
  await settle();
  await measurer.close();
  await expect(all[3]).rejects.toThrow('closed');
  await expect(measurer.measure(program(9))).rejects.toThrow('closed');
});

test('what is kept is not measured again', async () => {
  const first = slowWorker(keepIn(folder, 'this code'));
  const measured = first.measurer.measure(program(1));
  await settle();
  first.begun[0]!.finish();
  await measured;
  const again = slowWorker(keepIn(folder, 'this code'));
  expect(await again.measurer.measure(program(1))).toEqual(bytes(1));
  expect(again.begun).toHaveLength(0);
  const other = slowWorker(keepIn(folder, 'other code'));
  void other.measurer.measure(program(1));
  await settle();
  expect(other.begun).toHaveLength(1);
});

const onlyFile = () => join(folder, readdirSync(folder)[0]!);

test('damaged lines are passed over, and never read as other bytes', () => {
  const kept = keepIn(folder, 'this code');
  for (let raw = 10; raw < 20; raw++) kept.put(`program ${raw}`, bytes(raw));
  const whole = readFileSync(onlyFile());
  for (let at = 0; at < whole.length; at += 7) {
    const damaged = Buffer.from(whole);
    damaged[at]! ^= 1;
    writeFileSync(onlyFile(), damaged);
    const read = keepIn(folder, 'this code');
    const found = Array.from({ length: 10 }, (_, i) => read.get(`program ${10 + i}`));
    // A line feed that is lost makes two lines one.
    expect(found.filter((each) => each === undefined).length).toBeLessThanOrEqual(2);
    found.forEach((each, i) => expect([undefined, bytes(10 + i)]).toContainEqual(each));
  }
  writeFileSync(onlyFile(), whole.subarray(0, -5));
  const cut = keepIn(folder, 'this code');
  cut.put('program 20', bytes(20));
  const read = keepIn(folder, 'this code');
  expect(read.get('program 18')).toEqual(bytes(18));
  expect(read.get('program 19')).toBeUndefined();
  expect(read.get('program 20')).toEqual(bytes(20));
});

test('lines of another process are kept beside ours', () => {
  const ours = keepIn(folder, 'this code');
  const theirs = keepIn(folder, 'this code');
  for (let raw = 10; raw < 14; raw++) {
    ours.put(`ours ${raw}`, bytes(raw));
    theirs.put(`theirs ${raw}`, bytes(raw));
  }
  appendFileSync(onlyFile(), 'not a line\n');
  const read = keepIn(folder, 'this code');
  for (let raw = 10; raw < 14; raw++) {
    expect([read.get(`ours ${raw}`), read.get(`theirs ${raw}`)]).toEqual([bytes(raw), bytes(raw)]);
  }
});

test('of many versions, the newest files are kept', () => {
  for (let version = 0; version < 7; version++)
    keepIn(folder, `code ${version}`).put('it', bytes(9));
  expect(readdirSync(folder)).toHaveLength(4);
  expect(keepIn(folder, 'code 6').get('it')).toEqual(bytes(9));
});

test('a folder that others can write to is neither read nor written', () => {
  keepIn(folder, 'this code').put('it', bytes(9));
  chmodSync(folder, 0o777);
  const kept = keepIn(folder, 'this code');
  expect(kept.get('it')).toBeUndefined();
  kept.put('more', bytes(9));
  expect(kept.get('more')).toEqual(bytes(9));
  expect(readFileSync(onlyFile(), 'latin1').split('\n')).toHaveLength(2);
});

test('a folder that cannot be made costs nothing but time', () => {
  writeFileSync(join(folder, 'file'), '');
  const kept = keepIn(join(folder, 'file/mallocgen'), 'this code');
  kept.put('it', bytes(9));
  expect(kept.get('it')).toEqual(bytes(9));
  expect(existsSync(join(folder, 'file/mallocgen'))).toBe(false);
});

test('the folder is that of the code cache', () => {
  expect(cacheFolder({ XDG_CACHE_HOME: '/cache' })).toBe(join('/cache', 'mallocgen'));
  // A relative path does not count.
  expect(cacheFolder({ XDG_CACHE_HOME: 'cache' })).toBe(cacheFolder({}));
});

test('who waits and does nothing else works as well, before any thread is started', async () => {
  const begun: number[] = [];
  const measurer = queuedMeasurer(NOTHING_KEPT, {
    jobs: 2,
    worksHere: true,
    // Few programs pay for no second worker, so that this thread is never started.
    thread: '/nonexistent/thread.js',
    location: { templates: '' },
    local: ({ options }) => {
      const length = options.values.SYS_MALLOC_LEN;
      begun.push(length);
      return Promise.resolve(bytes(length));
    },
  });
  const all = [1, 2, 3, 4].map((length) => measurer.measure(program(length)));
  expect(await Promise.all(all)).toEqual([1, 2, 3, 4].map(bytes));
  expect(begun).toEqual([1, 2, 3, 4]);
  await measurer.close();
});
