import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { mallocgen } from './fake-process.ts';

/** Few options, so that few programs have to be measured; the others are as U-Boot's C code derives them. */
const TREE = `
config NO_TREE_BINS
	bool "trees"

config INSECURE
	bool "checks"
	default y

config MALLOC_BULK_FREE
	bool "bulk_free()"
	depends on !INSECURE

config SYS_MALLOC_LEN
	hex "length"
	range 0x800 0xffffffff
	default 0x10000
`;

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'mallocgen-fit-'));
  writeFileSync(join(cwd, 'Kconfig'), TREE);
  // Two blocks of 3000 bytes at once, and 30 of them one after the other.
  const lines = Array.from({ length: 15 }, (_, at) => [
    `m ${2 * at} 3000`,
    `m ${2 * at + 1} 3000`,
    `f ${2 * at}`,
    `f ${2 * at + 1}`,
  ]);
  writeFileSync(join(cwd, 'two.trace'), `${lines.flat().join('\n')}\n`);
});
afterAll(() => rmSync(cwd, { recursive: true }));

const fit = (...words: string[]) => mallocgen(['fit', ...words], { cwd });

test('finds the smallest, says what is given up, and writes it', async () => {
  const words = ['--calls', 'malloc,free,realloc', '--budget', '1500'];
  const { code, stdout, stderr } = await fit(...words, '--output', 'found_defconfig');
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(stdout).toMatch(
    /^Smallest, u-boot: \d+ bytes after brotli, \d+ after gzip, \d+ without, \d+ of static data$/m,
  );
  expect(stdout).toContain('imports malloc, free, realloc, mem_malloc_init and nothing else.');
  expect(stdout).toMatch(/^Of the budget of 1500 bytes, \d+ are left\.$/m);
  expect(stdout).toMatch(/^NO_TREE_BINS +n +y +\+\d+ +\+\d+$/m);
  expect(stdout).not.toContain('INSECURE ');
  expect(stdout).toContain('These are all that there are, so that none is smaller');
  expect(stdout).toContain('Numbers and texts stayed as they are');
  expect(stderr).toContain('Wrote found_defconfig.');
  expect(readFileSync(join(cwd, 'found_defconfig'), 'utf8')).toBe('CONFIG_NO_TREE_BINS=y\n');
});

test('a budget that is too small is said to be, with the nearest, and nothing is written', async () => {
  const words = ['--calls', 'malloc,bulk_free', '--budget', '100', '--format', 'json'];
  const { code, stdout } = await fit(...words, '--output', 'not_written');
  expect(code).toBe(1);
  const answer = JSON.parse(stdout);
  expect(answer).toMatchObject({
    fits: false,
    budget: 100,
    defconfig: 'CONFIG_NO_TREE_BINS=y\n# CONFIG_INSECURE is not set\nCONFIG_MALLOC_BULK_FREE=y\n',
    imports: ['malloc', 'bulk_free', 'mem_malloc_init'],
    base: null,
  });
  expect(answer.left).toBe(100 - answer.brotli);
  expect(answer.left).toBeLessThan(0);
  expect(() => readFileSync(join(cwd, 'not_written'))).toThrow('ENOENT');
});

test('a trace is served, or the heap that would be needed is named', async () => {
  const words = ['--calls', 'malloc', '--trace', 'two.trace', '--format', 'json'];
  const enough = await fit(...words, '--heap', '0x4000');
  expect(enough.code).toBe(0);
  expect(JSON.parse(enough.stdout)).toMatchObject({
    fits: true,
    imports: ['malloc', 'free', 'mem_malloc_init'],
    defconfig: expect.stringContaining('CONFIG_SYS_MALLOC_LEN=0x4000\n'),
    trace: { calls: 60, heap: 0x4000, failures: 0, neededHeap: null },
  });
  const small = await fit(...words, '--heap', '4096');
  expect(small.code).toBe(1);
  const { fits, trace } = JSON.parse(small.stdout);
  expect({ fits, failures: trace.failures }).toEqual({ fits: false, failures: 15 });
  expect(trace.neededHeap).toBeGreaterThan(6000);
});

test('--target wasm finds the smallest malloc.wasm, and passes by what has none', async () => {
  const of = ['--target', 'wasm', '--wasm-address', '64'];
  const { code, stdout } = await fit('--calls', 'malloc,free', ...of, '--format', 'json');
  expect(code).toBe(0);
  const { defconfig, raw, target, module, givenUp } = JSON.parse(stdout);
  expect({ defconfig, target, module }).toEqual({
    defconfig: 'CONFIG_NO_TREE_BINS=y\n',
    target: 'wasm',
    module: { address: 64 },
  });
  expect(givenUp).toEqual([expect.objectContaining({ symbol: 'NO_TREE_BINS' })]);
  writeFileSync(join(cwd, 'small_defconfig'), defconfig);
  await mallocgen(['--defconfig', 'small_defconfig', ...of], { cwd });
  expect(raw).toBe(statSync(join(cwd, 'out/small/u-boot/malloc.wasm')).size);

  const text = await fit('--calls', 'malloc,free', ...of);
  expect(text.stdout).toContain('of malloc.wasm at 64, for a program that calls malloc, free,');
  const none = await fit('--calls', 'malloc,bulk_free', ...of);
  expect(none).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(
      /No configuration was found that has these calls and a malloc\.wasm: \w+: .*MALLOC_BULK_FREE/,
    ),
  });
});

test.each([
  [['--calls', 'malloc', '--wasm-address', '64'], 'add --target wasm'],
  [['--calls', 'malloc,fre'], 'fre: no configuration has such a call. Did you mean free?'],
  [['--calls', 'malloc', '--require', ' '], '--require is empty'],
  [['--calls', 'malloc', '--budget', '0.5'], '--budget 0.5: write a whole number of bytes'],
  [['--calls', 'malloc', '--trace', 'two.trace'], '--trace needs the bytes of the heap'],
  [['--calls', 'malloc', '--heap', '4096'], '--heap is the heap for a trace'],
  [['--calls', 'malloc', '--trace', 'none.trace', '--heap', '4096'], 'none.trace'],
  [['--calls', 'malloc', '--budget', 'abc'], '--budget abc: that is not a number.'],
  [['--calls', 'malloc', '--jobs=x'], '--jobs x: that is not a number.'],
  [
    ['--calls', 'malloc', '--require', 'NO_TREE_BIN'],
    '--require NO_TREE_BIN: NO_TREE_BIN: the tree has no such symbol; did you mean NO_TREE_BINS?',
  ],
  [['--calls', 'malloc', '--require', 'INSECURE', '--require', 'A &&'], "--require 'A &&': "],
  [
    ['--calls', 'malloc', '--output', 'none/my_defconfig'],
    '--output none/my_defconfig: there is no folder none: make it with mkdir -p none.',
  ],
  [['--calls', 'malloc', '--output', '.'], '--output .: that is a folder'],
])('mallocgen fit %j exits 2 with one sentence', async (words, message) => {
  const { code, stdout, stderr } = await fit(...words);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(message);
});
