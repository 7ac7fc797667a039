import { describe, expect, test } from '@jest/globals';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { compareTree } from '../../bench/kconfig/compare-tree.ts';
import { confCommand } from '../../bench/kconfig/conf-program.ts';
import { firstDifferingLine } from '../../bench/kconfig/first-line.ts';
import { loadForeignTree, openForeignTree } from '../../bench/kconfig/foreign-tree.ts';
import { inParallel } from '../../bench/kconfig/in-parallel.ts';
import { pathWith } from '../../bench/kconfig/stand-in.ts';
import { openUbootTree, recordedDigests } from '../../bench/kconfig/uboot-tree.ts';

describe('the first line that differs', () => {
  test.each([
    ['a\nb\n', 'a\nb\n', undefined],
    ['a\nb\n', 'a\nc\n', "line 2: ours 'b', theirs 'c'"],
    ['a\nb', 'a', "line 2: ours 'b', theirs has ended"],
    ['a', 'a\nb', "line 2: ours has ended, theirs 'b'"],
  ])('%j, %j', (ours, theirs, expected) => {
    expect(firstDifferingLine(ours, theirs)).toBe(expected);
  });
});

test('work in parallel keeps the order and the number of jobs', async () => {
  let running = 0;
  let most = 0;
  const results = await inParallel([5, 1, 3, 2, 4], 2, async (delay) => {
    most = Math.max(most, ++running);
    await new Promise((done) => setTimeout(done, delay));
    running--;
    return delay * 10;
  });
  expect(results).toEqual([50, 10, 30, 20, 40]);
  expect(most).toBe(2);
});

test('a stand-in is made only for a command that is missing', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stand-in-'));
  try {
    const path = pathWith('no-such-command', '/bin', folder);
    expect(path).toBe(`${folder}${delimiter}/bin`);
    expect(statSync(join(folder, 'no-such-command')).mode & 0o111).toBe(0o111);
    expect(pathWith('sh', '/bin', folder)).toBe('/bin');
    expect(existsSync(join(folder, 'sh'))).toBe(false);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the recorded list has 776 digests', () => {
  const digests = [...recordedDigests()];
  expect(digests).toHaveLength(776);
  for (const [name, digest] of digests) {
    expect(name).toMatch(/_defconfig$/);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
  }
});

test('a folder without a Kconfig file is not a tree', () => {
  expect(openUbootTree(undefined, '')).toBeUndefined();
  expect(openUbootTree(tmpdir(), '')).toBeUndefined();
});

test('the program to compare with may be a command line', () => {
  const file = 'test/bench/kconfig.test.ts';
  expect(confCommand(file)).toEqual([resolve(file)]);
  expect(confCommand(`python3 ${file} 'a b' --flag="c d"`)).toEqual([
    'python3',
    resolve(file),
    'a b',
    '--flag=c d',
  ]);
});

test('a tree is compared with what a command line writes, with a function of its make', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'compare-'));
  const before = process.cwd();
  try {
    writeFileSync(join(folder, 'Kconfig'), 'config HEAT\n\tbool\n\tdefault $(dt_has,X)\n');
    const head = '#\\n# Automatically generated file; DO NOT EDIT.\\n# Main menu\\n#\\n';
    const script = join(folder, 'program.sh');
    writeFileSync(script, `printf '${head}CONFIG_HEAT=y\\n' >"$KCONFIG_CONFIG"\n`);
    const options = { tree: folder, dialect: 'kconfiglib', function: ['dt_has=y'] };
    const tree = openForeignTree(options);
    expect(tree).toBeDefined();
    if (!tree) return;
    const compared = await compareTree(confCommand(`sh ${script}`), tree, loadForeignTree(tree), 1, folder);
    expect(compared.differences).toEqual([]);
    expect(compared.config).toEqual({ same: 5, all: 5 });
    writeFileSync(script, `printf '#\\n# Made by make\\n#\\nCONFIG_HEAT=y\\n' >"$KCONFIG_CONFIG"\n`);
    const same = async (heading: boolean) => {
      const conf = confCommand(`sh ${script}`);
      return (await compareTree(conf, tree, loadForeignTree(tree), 0, folder, heading)).config.same;
    };
    expect(await same(true)).toBe(0);
    expect(await same(false)).toBe(4);
  } finally {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  }
});
