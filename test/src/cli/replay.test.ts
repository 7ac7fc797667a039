import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { PACKAGE_ROOT } from '../../../src/package-root.ts';
import { mallocgen } from './fake-process.ts';

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'replay-'));
  writeFileSync(
    join(cwd, 'a.trace'),
    'm 1 1000\nc 2 10 100\nf 1\na 3 64 500\nr 4 2 3000\nm 5 18446744073709551615\nf 9\n',
  );
});
afterAll(() => rmSync(cwd, { recursive: true }));

const replay = (...words: string[]) => mallocgen(['replay', ...words], { cwd });

async function rows(...words: string[]) {
  const { code, stdout } = await replay(...words, '--format', 'json');
  expect(code).toBe(0);
  return JSON.parse(stdout);
}

test('reports what a trace does to some variants', async () => {
  const report = await rows(
    'a.trace',
    ...['small', 'default64', 'grow', 'mcheck64', 'multi_instance', 'shared', 'legacy'].flatMap(
      (name) => ['--defconfig', `${name}_defconfig`],
    ),
  );
  expect(report).toMatchObject({ calls: 7, failures: [] });
  expect(report.rows.map((row: { configuration: string }) => row.configuration)).toEqual([
    'default64',
    'grow',
    'legacy',
    'mcheck64',
    'multi_instance',
    'shared',
    'small',
  ]);
  for (const row of report.rows) {
    // 1000 from calloc, 500 from memalign, and 3000 from realloc in place of the 1000.
    expect(row).toMatchObject({ phase: 'u-boot', peakLive: 3500, failures: 1 });
    expect(row.peakHeap).toBeGreaterThan(3500);
    expect(row.waste).toBeCloseTo(1 - 3500 / row.peakHeap);
    expect(row.time).toBeGreaterThan(0);
    expect(row.raw).toBeGreaterThan(row.brotli);
    if (row.configuration === 'grow') expect(row.largestFree).toBeNull();
    else expect(row.largestFree).toBeGreaterThan(3_000_000);
  }
});

test('tells the warnings of its configurations', async () => {
  writeFileSync(join(cwd, 'w_defconfig'), 'CONFIG_NOPE=y\n');
  const { code, stderr } = await replay('a.trace', '--defconfig', 'w_defconfig', '--configs', '.');
  expect(code).toBe(0);
  expect(stderr).toMatch(/^w_defconfig:1(:1)?: warning: .*NOPE/m);
});

test('the heap reaches to the end of the furthest block', async () => {
  writeFileSync(join(cwd, 'three.trace'), 'm 1 8\nm 2 100\nm 3 40\nf 1\nf 2\nf 3\n');
  const { rows: found } = await rows(
    'three.trace',
    '--defconfig',
    'default_defconfig',
    '--defconfig',
    'mcheck64_defconfig',
  );
  // Chunks of 16, 104 and 48 bytes; the last block's usable bytes end where the next chunk's head is.
  expect(found[0]).toMatchObject({ peakLive: 148, peakHeap: 16 + 104 + 48 + 4 });
  expect(found[0].failures).toBe(0);
});

test('a heap of another length, in which a call fails', async () => {
  const fits = await rows('a.trace', '--defconfig', 'small_defconfig', '--heap', '0x4000');
  const fails = await rows('a.trace', '--defconfig', 'small_defconfig', '--heap', '4096');
  expect(fits.rows[0]).toMatchObject({ failures: 1 });
  expect(fits.rows[0].largestFree).toBeLessThan(0x4000);
  expect(fails.rows[0]).toMatchObject({ failures: 2, peakLive: 2000 });
});

test('a phase with the simple malloc alone', async () => {
  const { rows: found } = await rows(
    'a.trace',
    '--defconfig',
    'spl_simple_defconfig',
    '--phase',
    'spl',
  );
  // Nothing is freed, and the realloc() fails.
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({ phase: 'spl', peakLive: 2000, failures: 2 });
  expect(found[0].peakHeap + found[0].largestFree).toBe(0x2000);
});

test('a table, and one in Markdown; gzip is read', async () => {
  writeFileSync(join(cwd, 'a.trace.gz'), gzipSync('m 1 10\n'));
  const table = await replay('a.trace.gz', '--defconfig', 'small*');
  expect(table.code).toBe(0);
  expect(table.stdout).toMatch(/^configuration +phase +raw +brotli +peak live .* ms$/m);
  expect(table.stdout).toMatch(/^small64 +u-boot .* 10 /m);
  expect(table.stdout).toMatch(/^1 call\. raw/m);
  const markdown = await replay('a.trace.gz', '--defconfig', 'small*', '--format', 'markdown');
  expect(markdown.stdout).toMatch(/^\| small64 +\| u-boot \| +\d+ \|/m);
});

test('a configuration that cannot be made is reported, and the others are replayed', async () => {
  copyFileSync(join(PACKAGE_ROOT, 'configs/small_defconfig'), join(cwd, 'good_defconfig'));
  writeFileSync(join(cwd, 'bad_defconfig'), 'CONFIG_SYS_MALLOC_LEN=4M\n');
  const { code, stdout, stderr } = await replay('a.trace', '--defconfig', '*_defconfig');
  expect(code).toBe(1);
  expect(stderr).toContain('bad_defconfig:1: ');
  expect(stdout).toMatch(/^good +u-boot/m);
});

describe('what is wrong is one sentence, and exit code 2', () => {
  test.each([
    [['nosuch.trace'], 'nosuch.trace: there is no such file.'],
    [['.'], 'cannot be read'],
    [['bad.trace'], "bad.trace:2: 'q' is not a call. Write m, c, a, r or f"],
    [['cut.gz'], 'cut.gz is damaged: it starts as gzip does'],
    [['a.trace', '--heap', '4M'], '--heap 4M: write a number of bytes'],
    [['a.trace', '--heap', '0x100'], '--heap 0x100: write a number of bytes from 4096'],
    [
      ['a.trace', '--defconfig', 'nosuch*'],
      '--defconfig nosuch*: no configuration has such a name.',
    ],
    [['a.trace', '--defconfig', 'small_defconfig', '--phase', 'vpl'], 'No configuration builds'],
    [['a.trace', '--kconfig', 'nosuch'], 'nosuch'],
    [[], 'Words are missing: 0 given, 1 needed.'],
  ])('mallocgen replay %j', async (words, message) => {
    writeFileSync(join(cwd, 'bad.trace'), 'm 1 2\nq\n');
    writeFileSync(join(cwd, 'cut.gz'), gzipSync('m 1 10\n').subarray(0, 12));
    const { code, stdout, stderr } = await replay(...words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  test('as JSON where JSON is asked for', async () => {
    writeFileSync(join(cwd, 'bad.trace'), 'm 1 2\nq\n');
    const { code, stdout } = await replay('bad.trace', '--format', 'json');
    expect(code).toBe(2);
    expect(JSON.parse(stdout).diagnostics[0]).toMatchObject({
      code: 'trace',
      message: expect.stringContaining('bad.trace:2: '),
    });
  });
});
