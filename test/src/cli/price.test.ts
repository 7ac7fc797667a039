import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from '@jest/globals';

import { PACKAGE_ROOT } from '../../../src/package-root.ts';
import { mallocgen } from './fake-process.ts';

const price = (...words: string[]) => mallocgen(['price', ...words], { cwd: PACKAGE_ROOT });

/** Four options and what sets one by default, so that few programs have to be measured; the others are as U-Boot's C code derives them. */
const TREE = `
config NO_TREE_BINS
	bool "trees"

config INSECURE
	bool "checks"
	depends on NO_TREE_BINS

config SMALLCHUNKS_AS_FUNCS
	bool
	default y if NO_TREE_BINS || CC_OPTIMIZE_FOR_SIZE

config SYS_MALLOC_LEN
	hex "length"
	range 0x800 0xffffffff
	default 0x10000

choice
	prompt "level"
	default CC_OPTIMIZE_FOR_PERFORMANCE

config CC_OPTIMIZE_FOR_PERFORMANCE
	bool "performance"

config CC_OPTIMIZE_FOR_SIZE
	bool "size"

endchoice
`;

async function inTree(words: readonly string[], defconfig = ''): ReturnType<typeof mallocgen> {
  const cwd = mkdtempSync(join(tmpdir(), 'mallocgen-price-'));
  try {
    writeFileSync(join(cwd, 'Kconfig'), TREE);
    writeFileSync(join(cwd, 'a_defconfig'), defconfig);
    return await mallocgen(['price', '--defconfig', 'a_defconfig', ...words], { cwd });
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

test('prices all options that change the program, and names those that cannot be switched', async () => {
  const { code, stdout } = await inTree([]);
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^a_defconfig, u-boot: \d+ bytes, \d+ after gzip, \d+ after brotli, \d+ of static data$/m,
  );
  expect(stdout).toMatch(/^NO_TREE_BINS +n +y +-\d+ +-\d+ +-\d+ +-\d+ +SMALLCHUNKS_AS_FUNCS=y$/m);
  // No option, but it turns one on.
  expect(stdout).toMatch(/^CC_OPTIMIZE_FOR_SIZE +n +y +-?\d+ .*SMALLCHUNKS_AS_FUNCS=y/m);
  expect(stdout).toMatch(
    /^Cannot be switched here: CC_OPTIMIZE_FOR_PERFORMANCE, INSECURE, SMALLCHUNKS_AS_FUNCS\.$/m,
  );
});

test('JSON has the differences beside the symbol', async () => {
  const { code, stdout } = await inTree(['NO_TREE_BINS', 'INSECURE', '--format', 'json']);
  expect(code).toBe(0);
  const [trees, checks, ...more] = JSON.parse(stdout);
  expect(more).toEqual([]);
  expect(trees).toEqual({
    symbol: 'NO_TREE_BINS',
    phase: 'u-boot',
    from: 'n',
    to: 'y',
    raw: expect.any(Number),
    gzip: expect.any(Number),
    brotli: expect.any(Number),
    staticData: -88,
    total: {
      raw: expect.any(Number),
      gzip: expect.any(Number),
      brotli: expect.any(Number),
      staticData: expect.any(Number),
    },
    alsoChanges: [{ symbol: 'SMALLCHUNKS_AS_FUNCS', from: 'n', to: 'y' }],
  });
  expect(trees.raw).toBeLessThan(0);
  expect(checks).toMatchObject({
    from: 'n',
    to: null,
    raw: null,
    total: null,
    reason: expect.any(String),
  });
});

test('a named symbol is that of each phase, and says why it has no price', async () => {
  const { code, stdout } = await inTree(['INSECURE', 'SYS_MALLOC_LEN=0x20000']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^INSECURE +n +- +- +- +- +-$/m);
  expect(stdout).toMatch(
    /^No price for INSECURE: it needs NO_TREE_BINS \[=n\] \(Kconfig:7\), which does not hold\.$/m,
  );
  expect(stdout).toMatch(/^SYS_MALLOC_LEN +0x10000 +0x20000 +0 +0 +0 +0$/m);
  const phases = await price(
    'SMALLCHUNKS_AS_FUNCS',
    '--defconfig',
    'qemu_arm_spl_defconfig',
    '--format',
    'markdown',
  );
  expect(phases.stdout).toMatch(/^### qemu_arm_spl_defconfig, spl: /m);
  expect(phases.stdout).toMatch(/^\| SMALLCHUNKS_AS_FUNCS +\| n /m);
  expect(phases.stdout).toMatch(/^\| SPL_SMALLCHUNKS_AS_FUNCS +\| y /m);
});

test.each([
  [['NO_TREE_BIN'], 'NO_TREE_BIN: the tree has no such symbol. Did you mean NO_TREE_BINS?'],
  [['='], 'The symbol is empty'],
  [['SYS_MALLOC_LEN=many'], "SYS_MALLOC_LEN: 'many' is not a hex number"],
  [['SYS_MALLOC_LEN=0'], 'SYS_MALLOC_LEN: 0x0 is outside the range from 0x800 to 0xffffffff'],
  [['INSECURE', 'SYS_MALLOC_LEN'], 'name one, as in SYS_MALLOC_LEN=0x10000.'],
  [['NO_TREE_BINS=2'], "NO_TREE_BINS: '2' is not y or n"],
  [['--phase', 'spl'], 'spl: the configuration does not build this phase'],
  [['--jobs', '0'], '--jobs 0: write a whole number from 1 on.'],
])('mallocgen price %j exits 2 with one sentence', async (words, message) => {
  const { code, stdout, stderr } = await inTree(words);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(message);
});

test('a configuration that generation refuses has no prices', async () => {
  const { code, stderr } = await inTree([], 'CONFIG_NO_TREE_BINS=2\n');
  expect(code).toBe(2);
  expect(stderr).toContain('a_defconfig:1');
});

test('what is asked for twice is printed once', async () => {
  const symbols = ['NO_TREE_BINS', 'CONFIG_NO_TREE_BINS', 'SYS_MALLOC_LEN=0x4000'];
  const { stdout } = await inTree([
    ...symbols,
    ...symbols,
    '--phase',
    'u-boot',
    '--phase',
    'u-boot',
  ]);
  expect(stdout.match(/^NO_TREE_BINS /gm)).toHaveLength(1);
  expect(stdout.match(/^SYS_MALLOC_LEN /gm)).toHaveLength(1);
  expect(stdout.match(/, u-boot: /g)).toHaveLength(1);
});

test('--target wasm counts the bytes of malloc.wasm, or says why there is none', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'mallocgen-price-'));
  try {
    const small = 'CONFIG_SYS_MALLOC_SMALL=y\n';
    writeFileSync(join(cwd, 'a_defconfig'), small);
    writeFileSync(join(cwd, 'b_defconfig'), `${small}CONFIG_64BIT=y\n`);
    writeFileSync(join(cwd, 'c_defconfig'), `${small}CONFIG_SYS_MALLOC_MULTI_INSTANCE=y\n`);
    const priced = (name: string, ...words: string[]) =>
      mallocgen(['price', ...words, '--defconfig', name, '--target', 'wasm'], { cwd });
    const symbols = ['64BIT', 'SYS_MALLOC_MULTI_INSTANCE'];
    const { code, stdout } = await priced('a_defconfig', ...symbols, '--format', 'json');
    expect(code).toBe(0);
    const sizes: number[] = [];
    for (const name of ['a', 'b']) {
      await mallocgen(['--defconfig', `${name}_defconfig`, '--target', 'wasm'], { cwd });
      sizes.push(statSync(join(cwd, 'out', name, 'u-boot/malloc.wasm')).size);
    }
    const [before = 0, after = 0] = sizes;
    expect(JSON.parse(stdout)).toMatchObject([
      { symbol: '64BIT', raw: after - before, total: { raw: after } },
      { symbol: 'SYS_MALLOC_MULTI_INSTANCE', raw: null, reason: expect.stringMatching('no place') },
    ]);
    const fixed = await priced('a_defconfig', '64BIT', 'VALGRIND', '--wasm-address', '0x40');
    await mallocgen(['--defconfig', 'a_defconfig', '--target', 'wasm', '--wasm-address', '64'], {
      cwd,
    });
    const { size } = statSync(join(cwd, 'out/a/u-boot/malloc.wasm'));
    expect(size).toBeLessThan(before);
    expect(fixed.stdout).toContain(`a_defconfig, malloc.wasm at 64, u-boot: ${size} bytes,`);
    expect(fixed.stdout).toMatch(/^No price for VALGRIND: valgrind, which is .* has no place/m);
    expect(await priced('c_defconfig', '64BIT')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching('SYS_MALLOC_MULTI_INSTANCE has no place'),
    });
  } finally {
    rmSync(cwd, { recursive: true });
  }
});
