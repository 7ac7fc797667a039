import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { parseBaseline, parseMatrix } from '../../../generator/matrix/index.ts';
import { mallocgen } from './fake-process.ts';

const SMALL = 'CONFIG_SYS_MALLOC_SMALL=y\n';
const FILES = {
  a_defconfig: SMALL,
  b_defconfig: `${SMALL}CONFIG_SPL=y\nCONFIG_SPL_SYS_MALLOC_SIMPLE=y\n`,
};

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mallocgen-matrix-'));
  mkdirSync(join(folder, 'configs'));
  for (const [name, text] of Object.entries(FILES)) write(name, text);
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): void {
  writeFileSync(join(folder, 'configs', name), text);
}

function matrix(...args: string[]) {
  const own = args.includes('--configs') ? [] : ['--configs', 'configs'];
  const jobs = args.includes('--jobs') ? [] : ['--jobs', '1'];
  return mallocgen(['matrix', ...args, ...own, ...jobs], { cwd: folder });
}

describe('mallocgen matrix', () => {
  test('has a row for each phase, and makes equal variants once', async () => {
    const { code, stdout } = await matrix();
    expect(code).toBe(0);
    expect(stdout).toMatch(/^a +u-boot +\d+ /m);
    expect(stdout).toMatch(/^b +u-boot .* as a\/u-boot$/m);
    expect(stdout).toMatch(/^b +spl +\d+ /m);
    expect(stdout).toMatch('2 configurations, 3 phases, 2 distinct variants.');
  });

  test('gives the same bytes as the command for one configuration', async () => {
    const { stdout } = await matrix('--format', 'json');
    const { rows, variants } = parseMatrix(stdout, 'stdout');
    await mallocgen(['--defconfig', 'configs/b_defconfig'], { cwd: folder });
    const { phases } = JSON.parse(readFileSync(join(folder, 'out/b/manifest.json'), 'utf8'));
    const spl = rows.find(({ configuration, phase }) => configuration === 'b' && phase === 'spl');
    expect(variants[spl!.variant]?.sizes).toEqual(phases.spl.sizes);
  });

  test('goes on after a configuration that fails, and exits 1', async () => {
    write('bad_defconfig', 'CONFIG_SYS_MALLOC_LEN=4M\n');
    const { code, stdout } = await matrix('--format', 'csv');
    expect(code).toBe(1);
    const lines = stdout.split('\n');
    expect(lines).toHaveLength(6);
    expect(lines[4]).toMatch(/^bad,,,,,,,"?configs\/bad_defconfig:1: .*4M/);
  });

  test('goes on after a configuration whose name no folder can have', async () => {
    write('a|b_defconfig', SMALL);
    const { code, stdout } = await matrix('--format', 'csv');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^a\|b,,,,,,,"?.*a\|b_defconfig.*no output folder can be named/m);
    expect(stdout).toMatch(/^b,spl,\d+/m);
  });

  test('takes NAME.defconfig for a configuration, too', async () => {
    renameSync(join(folder, 'configs/a_defconfig'), join(folder, 'configs/a.defconfig'));
    const { stdout } = await matrix('--defconfig', 'configs/*', '--format', 'csv');
    expect(stdout).toMatch(/^a,u-boot,\d+/m);
  });

  test('looks for the files of its tree in that tree, wherever srctree leads', async () => {
    const words = ['matrix', '--configs', 'configs', '--jobs', '1'];
    const { code, stderr } = await mallocgen(words, { cwd: folder, env: { srctree: folder } });
    expect({ code, errors: stderr.match(/error/g) }).toEqual({ code: 0, errors: null });
  });

  test('takes patterns, phases and shards', async () => {
    const names = async (...args: string[]) => {
      const { stdout } = await matrix('--format', 'json', ...args);
      return parseMatrix(stdout, 'x').rows.map((row) => `${row.configuration}/${row.phase}`);
    };
    expect(await names('--defconfig', 'configs/b*')).toEqual(['b/u-boot', 'b/spl']);
    expect(await names('--phase', 'spl')).toEqual(['b/spl']);
    expect(await names('--shard', '1/2')).toEqual(['a/u-boot']);
    expect(await names('--shard', '2/2')).toEqual(['b/u-boot', 'b/spl']);
  });

  test('merges what the shards printed', async () => {
    for (const part of ['1', '2']) {
      const { stdout } = await matrix('--shard', `${part}/2`, '--format', 'json');
      writeFileSync(join(folder, `${part}.json`), stdout);
    }
    const { stdout } = await matrix('merge', '1.json', '2.json', '--format', 'json');
    expect(stdout).toBe((await matrix('--format', 'json')).stdout);
  });

  test('warns about configurations, once for each', async () => {
    write('u_defconfig', `${SMALL}CONFIG_NOPE=y\nCONFIG_SPL=y\n`);
    const line = /^configs\/u_defconfig:2: warning: .*NOPE.*$/gm;
    for (const args of [[], ['--format', 'csv'], ['--update'], ['--check']]) {
      const { code, stdout, stderr } = await matrix(...args);
      expect(code).toBe(0);
      expect(stdout).not.toMatch('NOPE');
      expect(stderr.match(line)).toHaveLength(1);
    }
  });

  test('has the warnings in its JSON, and in that of the parts and the check', async () => {
    write('u_defconfig', `${SMALL}CONFIG_NOPE=y\n`);
    const warning = {
      configuration: 'u',
      code: expect.stringMatching(/^[a-z-]+$/),
      file: 'configs/u_defconfig',
      line: 2,
      column: 1,
      message: expect.stringMatching(/NOPE/),
      symbol: 'NOPE',
    };
    const { stdout, stderr } = await matrix('--format', 'json');
    expect(stderr).not.toMatch('NOPE');
    expect(parseMatrix(stdout, 'x').warnings).toEqual([warning]);
    writeFileSync(join(folder, '1.json'), stdout);
    expect((await matrix('merge', '1.json', '--format', 'json')).stdout).toBe(stdout);
    expect((await matrix('merge', '1.json')).stderr).toMatch(/^configs\/u_defconfig:2: warning: /m);
    await matrix('--update');
    const check = await matrix('--check', '--format', 'json');
    expect(JSON.parse(check.stdout).warnings).toEqual([warning]);
  });

  test('prints a job matrix', async () => {
    const { stdout } = await matrix('--format', 'github-matrix', '--shards', '2');
    expect(stdout).toBe('{"shard":["1/2","2/2"]}\n');
  });
});

describe('the check', () => {
  const baseline = () => join(folder, 'configs/size-baseline.json');

  test('holds after an update, and fails when a configuration asks for more', async () => {
    expect((await matrix('--update')).code).toBe(0);
    expect(await matrix('--check')).toMatchObject({
      code: 0,
      stdout:
        'The sizes hold: 3 of 3 variants are as accepted, 0 changed within their tolerance.\n',
    });
    write('a_defconfig', `${SMALL}# CONFIG_NO_TREE_BINS is not set\n`);
    const { code, stdout } = await matrix('--check');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^a\/u-boot +raw +\d+ +\d+ +\+\d+ +\+\d+\.\d % +too large: 0 allowed$/m);
    expect(stdout).toMatch(/^ {2}CONFIG_NO_TREE_BINS +y +n$/m);
    expect(stdout).toMatch(/^ {2}adopt +- +\d+ +\+\d+$/m);
    expect(stdout).toMatch('commit the baseline: mallocgen matrix --update --configs configs\n');
    const page = (await matrix('--check', '--format', 'markdown')).stdout;
    expect(page).toMatch('<summary>Why a/u-boot changed</summary>');
    expect(page).not.toMatch('b/spl');
    expect(page.length).toBeLessThan(65_536);
  });

  test('tells budgets and what is left of them', async () => {
    await matrix('--update', '--budget', 'a:raw=9000');
    expect(parseBaseline(readFileSync(baseline(), 'utf8'), 'x').budgets).toEqual({
      a: { raw: 9000 },
    });
    const { code, stdout } = await matrix('--check', '--budget', 'b/spl=10');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^a\/u-boot +raw +9000 +\d+ +\d+$/m);
    expect(stdout).toMatch(/b\/spl is \d+ bytes \(brotli\), \d+ over its budget of 10\./);
  });

  test('does not advise --update, which changes no budget, where only a budget is exceeded', async () => {
    await matrix('--update');
    const { code, stdout } = await matrix('--check', '--budget', 'b/spl=10');
    expect(code).toBe(1);
    expect(stdout).not.toMatch('matrix --update');
    expect(stdout).toMatch('Make that smaller, or raise the budget with --budget');
  });

  test('refuses a budget in the baseline that is of no configuration', async () => {
    await matrix('--update');
    const text = readFileSync(baseline(), 'utf8');
    writeFileSync(baseline(), text.replace('"budgets": {}', '"budgets": { "gone": { "raw": 1 } }'));
    const { code, stdout } = await matrix('--check');
    expect(code).toBe(1);
    expect(stdout).toMatch('The sizes do not hold');
    expect(stdout).toMatch('The budget of gone is of no configuration');
    expect(stdout).not.toMatch('--update');
    expect((await matrix('--check', '--defconfig', 'a_defconfig')).code).toBe(0);
  });

  test.each([
    [['--check'], 'nosuch'],
    [['--check', '--defconfig', 'a_defconfig'], 'nosuch'],
    [['--check'], 'a/spl'],
    [['--check'], 'a/no'],
    [['--update'], 'nosuch'],
  ])('%j refuses --budget %s', async (args, name) => {
    await matrix('--update');
    const before = readFileSync(baseline(), 'utf8');
    const { code, stdout, stderr } = await matrix(...args, '--budget', `${name}=10`);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`The budget of ${name} is of no configuration: correct its name.`);
    expect(readFileSync(baseline(), 'utf8')).toBe(before);
  });

  test('refuses it before a configuration is read', async () => {
    write('bad_defconfig', 'CONFIG_SYS_MALLOC_LEN=4M\n');
    for (const name of ['nosuch', 'nosuch/spl']) {
      const { code, stderr } = await matrix('--budget', `${name}=10`);
      expect(code).toBe(2);
      expect(stderr).toBe(`The budget of ${name} is of no configuration: correct its name.\n`);
    }
  });

  test('takes a budget of a configuration that is in another part', async () => {
    await matrix('--update');
    for (const part of [
      ['--defconfig', 'a_defconfig'],
      ['--shard', '1/2'],
      ['--phase', 'spl'],
    ]) {
      const budgets = ['--budget', 'b/u-boot=90000', '--budget', 'b=90000'];
      expect(await matrix('--check', ...part, ...budgets)).toMatchObject({ code: 0 });
    }
  });

  test('keeps the old baseline where a configuration fails', async () => {
    await matrix('--update');
    const before = readFileSync(baseline(), 'utf8');
    write('bad_defconfig', 'CONFIG_SYS_MALLOC_LEN=4M\n');
    expect(await matrix('--update')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/size-baseline\.json was left as it was/),
    });
    expect(readFileSync(baseline(), 'utf8')).toBe(before);
  });

  test('writes the same bytes again', async () => {
    await matrix('--update');
    const before = readFileSync(baseline(), 'utf8');
    await matrix('--update');
    expect(readFileSync(baseline(), 'utf8')).toBe(before);
  });
});

test.each([
  [['--check'], 'or write it: mallocgen matrix --update --configs configs\n'],
  [['--check', '--update'], '--check and --update contradict each other'],
  [['--update', '--phase', 'spl'], 'leave out --defconfig, --phase and --shard'],
  [['--defconfig', 'configs/x*'], '--defconfig configs/x*: no configuration has such a name.'],
  [['--shard', '3/2'], '--shard 3/2: write a part and how many there are, as 2/4.'],
  [['--tolerance', 'raw'], '--tolerance raw: write a measure'],
  [['--tolerance', 'size=1'], '--tolerance size=1: there is no measure size'],
  [['--budget', 'a'], '--budget a: write a configuration and bytes'],
  [['--jobs', '0'], '--jobs 0: write a whole number from 1 on.'],
  [['--format', 'github-matrix', '--shards', '0'], '--shards 0: write a whole number'],
  [['merge'], 'matrix merge takes the files that the shards printed.'],
  [['merge', 'no.json'], 'no.json: there is no such file. Correct the path.'],
  [['merge', 'configs'], 'configs cannot be read: it is a folder. Name a file that can be read.'],
  [['merge', 'configs/a_defconfig/x'], 'a_defconfig/x: there is no such file. Correct the path.'],
  [['--check', '--baseline', 'configs'], 'configs cannot be read: it is a folder. Name a file'],
  [['split'], 'matrix split: the only action is merge.'],
  [['--kconfig', 'no'], 'no'],
  [['--configs', 'no'], '--configs no: there is no such folder. Correct the path.'],
])('mallocgen matrix %j exits 2 with one sentence', async (args, message) => {
  const { code, stdout, stderr } = await matrix(...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(message);
});
