import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { beforeEach, describe, expect, test } from '@jest/globals';

import { PACKAGE_ROOT } from '../../../src/package-root.ts';
import { useFolder } from './kconfig/folder.ts';

/** The quickest variants to make. */
const SIMPLE = 'CONFIG_SPL=y\nCONFIG_SPL_SYS_MALLOC_SIMPLE=y\n';

const folder = useFolder({
  'alloc/a_defconfig': SIMPLE,
  'alloc/b.defconfig': `${SIMPLE}CONFIG_SPL_SYS_MALLOC_F_LEN=0x1000\n`,
});

const matrix = (...args: string[]) => folder.run(['matrix', ...args, '--jobs', '1']);
const ofAlloc = (...args: string[]) => matrix(...args, '--configs', 'alloc', '--phase', 'spl');

describe('--compare', () => {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
      cwd: folder.path,
    });

  beforeEach(() => {
    git('init', '-q', '.');
    git('add', '-A');
    git('commit', '-q', '-m', 'one');
  });

  test("compares the user's own configurations, as they were then", async () => {
    expect((await ofAlloc('--compare', 'HEAD')).stdout).toBe(
      'Compared with HEAD: 0 of 2 variants changed.\n',
    );
    folder.write({
      'alloc/a_defconfig': `${SIMPLE}CONFIG_SPL_SYS_MALLOC_CLEAR_ON_INIT=y\nCONFIG_64BIT=y\n`,
      'alloc/c_defconfig': SIMPLE,
    });
    rmSync(join(folder.path, 'alloc/b.defconfig'));
    const { code, stdout, stderr } = await ofAlloc('--compare', 'HEAD');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}CONFIG_64BIT +n +y$/m);
    expect(stdout).toMatch(/^b\/spl +vanished$/m);
    expect(stdout).toMatch(/^c\/spl +appeared$/m);
    expect(stdout).toMatch(/^Compared with HEAD: 3 of 3 variants changed\.$/m);
    expect(stdout).not.toMatch('--update');
    expect(stderr).toMatch(/^Making the configurations of HEAD$/m);
    expect(git('status', '--porcelain', '--untracked-files=no').toString()).toBe(
      ' M alloc/a_defconfig\n D alloc/b.defconfig\n',
    );
  });

  test('checks out the configurations only, and all files if one includes another', async () => {
    folder.write({ 'other/large.bin': 'not needed', 'common/len': 'CONFIG_64BIT=y\n' });
    git('add', '-A');
    git('commit', '-q', '-m', 'more');
    const blob = git('rev-parse', 'HEAD:other/large.bin').toString().trim();
    const object = join(folder.path, '.git/objects', blob.slice(0, 2), blob.slice(2));
    const kept = readFileSync(object);
    rmSync(object, { force: true });
    expect(await ofAlloc('--compare', 'HEAD')).toMatchObject({
      code: 0,
      stdout: 'Compared with HEAD: 0 of 2 variants changed.\n',
    });
    writeFileSync(object, kept);
    folder.write({ 'alloc/a_defconfig': `${SIMPLE}#include "../common/len"\n` });
    git('commit', '-q', '-a', '-m', 'include');
    expect(await ofAlloc('--compare', 'HEAD')).toMatchObject({
      code: 0,
      stdout: 'Compared with HEAD: 0 of 2 variants changed.\n',
    });
  });

  test('reads a tree of the same repository as it was then', async () => {
    const ours = readFileSync(join(PACKAGE_ROOT, 'Kconfig'), 'utf8');
    const more = (value: string) => `${ours}\nconfig 64BIT\n\tdefault ${value}\n`;
    folder.write({ Kconfig: more('n') });
    git('add', '-A');
    git('commit', '-q', '-m', 'tree');
    folder.write({ Kconfig: more('y') });
    const env = { srctree: PACKAGE_ROOT };
    const words = [
      'matrix',
      '--compare',
      'HEAD',
      '--configs',
      'alloc',
      '--phase',
      'spl',
      '--jobs',
      '1',
    ];
    const { stdout } = await folder.run(words, { env });
    expect(stdout).toMatch(/^ {2}CONFIG_64BIT +n +y$/m);
    expect(stdout).toMatch(/^Compared with HEAD: 2 of 2 variants changed\.$/m);
  });

  test('has nothing to compare in a project without configurations', async () => {
    expect(await matrix('--compare', 'HEAD')).toMatchObject({
      code: 2,
      stdout: '',
      stderr:
        '--compare HEAD: this project has no configurations to compare. Name their folder with --configs.\n',
    });
  });

  test('says what is wrong with a revision or a folder', async () => {
    expect((await ofAlloc('--compare', 'nosuch')).stderr).toMatch(
      /^--compare nosuch: there is no such revision\. Fetch it/,
    );
    rmSync(join(folder.path, '.git'), { recursive: true });
    expect((await ofAlloc('--compare', 'HEAD')).stderr).toMatch(
      /^--compare HEAD: alloc is in no git repository\./,
    );
  });
});

describe('the baseline', () => {
  const update = (...args: string[]) => matrix('--update', '--configs', 'alloc', ...args);

  test('is never written in the package of mallocgen', async () => {
    const own = join(PACKAGE_ROOT, 'configs/size-baseline.json');
    const before = readFileSync(own, 'utf8');
    for (const args of [['--update'], ['--update', '--configs', join(PACKAGE_ROOT, 'configs')]]) {
      expect(await matrix(...args)).toEqual({
        code: 2,
        stdout: '',
        stderr: `${own} is inside the installed mallocgen, which is not written to. Name the folder of your configurations with --configs, or a file with --baseline.\n`,
      });
    }
    expect(readFileSync(own, 'utf8')).toBe(before);
  });

  test('with a merge conflict is one sentence, with the way out', async () => {
    folder.write({
      'alloc/size-baseline.json': '<<<<<<< HEAD\n{ "schema": 1 }\n=======\n{}\n>>>>>>> topic\n',
    });
    for (const action of ['--check', '--update']) {
      expect(await matrix(action, '--configs', 'alloc')).toEqual({
        code: 2,
        stdout: '',
        stderr:
          'alloc/size-baseline.json has merge conflicts. Take one side, such as by git checkout --ours, then run: mallocgen matrix --update --configs alloc\n',
      });
    }
  });

  test('repeats all options in the command that accepts the sizes', async () => {
    folder.write({ 'my tree/Kconfig': `source "${join(PACKAGE_ROOT, 'Kconfig')}"\n` });
    const words = ['--configs', 'alloc', '--kconfig', 'my tree/Kconfig', '--baseline', "it's.json"];
    const { stderr } = await matrix('--check', ...words, '--allow-shell');
    expect(stderr).toBe(
      "it's.json: there is no such file. Name another with --baseline, or write it: " +
        "mallocgen matrix --update --configs alloc --kconfig 'my tree/Kconfig' --baseline 'it'\\''s.json' --allow-shell\n",
    );
  });

  test('says at once which budgets it exceeds', async () => {
    folder.write({ 'alloc/b.defconfig': 'CONFIG_SYS_MALLOC_SMALL=y\n' });
    rmSync(join(folder.path, 'alloc/a_defconfig'));
    const { code, stderr } = await update('--budget', 'b=100');
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^b\/u-boot is \d+ bytes \(brotli\), \d+ over its budget of 100: --check will fail\.$/m,
    );
    expect((await update()).stderr).toMatch(/over its budget of 100: --check will fail\.$/m);
    const { stdout } = await matrix('--configs', 'alloc');
    expect(stdout).toMatch(/^1 configuration, 1 phase, 1 distinct variant\. /m);
  });

  test('is not updated, or checked, where the file of a shard is missing', async () => {
    for (const [i, part] of ['1/2', '2/2'].entries()) {
      const { stdout } = await matrix('--configs', 'alloc', '--shard', part, '--format', 'json');
      folder.write({ [`${i}.json`]: stdout });
    }
    const merge = (...args: string[]) => matrix('merge', ...args, '--configs', 'alloc');
    expect((await merge('0.json', '1.json', '--update', '--budget', 'b=9000')).code).toBe(0);
    expect((await merge('0.json', '1.json', '--check')).code).toBe(0);
    const before = folder.read('alloc/size-baseline.json');
    for (const action of ['--check', '--update']) {
      expect(await merge('0.json', action)).toMatchObject({
        code: 2,
        stdout: '',
        stderr: 'No merged file has b, which --configs has: name the files of all shards.\n',
      });
    }
    expect(folder.read('alloc/size-baseline.json')).toBe(before);
    expect((await merge('0.json')).code).toBe(0);
  });
});

describe('limits that have no effect are reported', () => {
  test('a budget of what is not made', async () => {
    await matrix('--update', '--configs', 'alloc');
    const words = ['--check', '--configs', 'alloc', '--defconfig', 'a_defconfig'];
    const { code, stderr } = await matrix(...words, '--budget', 'b=9000', '--budget', 'a=9000');
    expect(code).toBe(0);
    expect(stderr).toMatch(/^Note: the budget of b is not checked, because b was not made\.$/m);
    expect(stderr).not.toMatch('budget of a');
  });

  test('a budget and a tolerance without a check', async () => {
    const { code, stderr } = await ofAlloc('--budget', 'a=1', '--tolerance', 'raw=1');
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^Note: without --check, --update or --compare, --budget and --tolerance have no effect\.$/m,
    );
  });

  test('a phase that no configuration builds', async () => {
    expect(await matrix('--configs', 'alloc', '--phase', 'vpl')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(
        /No configuration builds vpl: choose another --phase, or other configurations\.\n$/,
      ),
    });
    // There may be more shards than configurations with that phase.
    const shard = await matrix('--configs', 'alloc', '--phase', 'vpl', '--shard', '1/2');
    expect(shard.code).toBe(0);
  });
});
