import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from '@jest/globals';

import { PACKAGE_ROOT } from '../../../src/package-root.ts';
import { mallocgen } from './fake-process.ts';

const diff = (...words: string[]) => mallocgen(['diff', ...words], { cwd: PACKAGE_ROOT });

test('tells sizes, functions and symbols of two configurations', async () => {
  const { code, stdout } = await diff('default_defconfig', 'small_defconfig');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^default_defconfig:u-boot → small_defconfig:u-boot$/m);
  expect(stdout).toMatch(/^raw +\d+ +\d+ +-\d+$/m);
  expect(stdout).toMatch(/^malloc_anywhere +\d+ +- +-\d+$/m);
  expect(stdout).toMatch(/^CONFIG_NO_TREE_BINS +n +y$/m);
  expect(stdout).toMatch(/^CONFIG_SYS_MALLOC_SMALL +n +y$/m);
  const [, raw] = /^raw.* (-\d+)$/m.exec(stdout) ?? [];
  expect(stdout).toMatch(new RegExp(`: ${raw} bytes$`, 'm'));
});

test('tells two phases of one, in the symbols of each', async () => {
  const { code, stdout } = await diff(
    'qemu_arm_spl_defconfig:u-boot',
    'qemu_arm_spl_defconfig:spl',
    '--format',
    'json',
  );
  expect(code).toBe(0);
  const [pair] = JSON.parse(stdout);
  expect(pair.difference.symbols).toContainEqual({ symbol: 'SPL_NO_TREE_BINS', after: 'y' });
});

test('tells the warnings of a configuration once', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'diff-'));
  try {
    mkdirSync(join(cwd, 'configs'));
    writeFileSync(join(cwd, 'configs/a_defconfig'), 'CONFIG_SYS_MALLOC_SMALL=y\nCONFIG_NOPE=y\n');
    const words = ['diff', 'a_defconfig', 'a_defconfig', '--configs', 'configs'];
    const { code, stderr } = await mallocgen(words, { cwd });
    expect(code).toBe(0);
    expect(stderr.match(/^configs\/a_defconfig:2(:1)?: warning: .*NOPE/gm)).toHaveLength(1);
  } finally {
    rmSync(cwd, { recursive: true });
  }
});

test('tells nothing of what is the same', async () => {
  const { stdout } = await diff('small_defconfig', 'small_defconfig');
  expect(stdout.trim().split('\n')).toHaveLength(7);
});

test.each([
  [['small_defconfig:spl', 'small_defconfig'], 'small_defconfig does not build spl'],
  [['small_defconfig:x', 'small_defconfig'], 'small_defconfig:x: there is no phase x'],
  [['nosuch', 'small_defconfig'], 'nosuch: there is no such file.'],
  [['small_defconfig'], 'Words are missing: 1 given, 2 needed.'],
])('mallocgen diff %j exits 2 with one sentence', async (words, message) => {
  const { code, stdout, stderr } = await diff(...words);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(message);
});
