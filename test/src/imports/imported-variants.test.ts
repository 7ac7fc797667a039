/*
 * What an import of a configuration is: made once, made again when a file of it changes, and an error with
 * its place.
 */
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import type { ImportId } from '../../../src/imports/import-id.ts';
import { ImportedVariants, ImportFailure } from '../../../src/imports/imported-variants.ts';
import { problemOf, problemText } from '../../../src/imports/problem.ts';
import { PACKAGE_ROOT } from '../../../src/package-root.ts';

const SIMPLE = 'CONFIG_SYS_MALLOC_SMALL=y\nCONFIG_SYS_MALLOC_LEN=0x10000\n';

let cwd: string;
const at = (name: string): string => join(cwd, name);
const write = (name: string, text: string): void => writeFileSync(at(name), text);
const heap = (phase: ImportId['phase'] = 'u-boot'): ImportId => ({
  path: at('heap.defconfig'),
  phase,
});

async function failure(loading: Promise<unknown>): Promise<ImportFailure> {
  const error = await loading.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ImportFailure);
  return error as ImportFailure;
}

beforeEach(() => {
  cwd = realpathSync(mkdtempSync(join(tmpdir(), 'imports-')));
  write('heap.defconfig', SIMPLE);
});
afterEach(() => rmSync(cwd, { recursive: true }));

describe('a variant', () => {
  test('is made once, and again when a file says something else', async () => {
    const variants = new ImportedVariants({}, cwd);
    const [first, second] = await Promise.all([variants.load(heap()), variants.load(heap())]);
    expect(second).toBe(first);

    utimesSync(at('heap.defconfig'), 1, 1);
    expect(await variants.load(heap())).toBe(first);

    write('heap.defconfig', `${SIMPLE}CONFIG_SYS_MALLOC_GROW=y\n`);
    const changed = await variants.load(heap());
    expect(changed.module.js).not.toBe(first.module.js);

    write('heap.defconfig', SIMPLE);
    expect((await variants.load(heap())).module.js).toBe(first.module.js);
  });

  test('of another phase is another', async () => {
    write('heap.defconfig', `${SIMPLE}CONFIG_SPL=y\nCONFIG_SPL_SYS_MALLOC_F=y\n`);
    const variants = new ImportedVariants({}, cwd);
    const [proper, spl] = await Promise.all([variants.load(heap()), variants.load(heap('spl'))]);
    expect(spl.module.js).not.toBe(proper.module.js);
    expect(spl.module.exports).toContain('initf_malloc');
  });

  test('names the files that it was read from', async () => {
    write('extra.config', 'CONFIG_SYS_MALLOC_GROW=y\n');
    const { filesRead } = await new ImportedVariants({ fragments: 'extra.config' }, cwd).load(
      heap(),
    );
    expect(filesRead).toEqual(
      expect.arrayContaining([
        at('heap.defconfig'),
        at('extra.config'),
        join(PACKAGE_ROOT, 'Kconfig'),
        join(PACKAGE_ROOT, 'Kconfig.dlmalloc'),
      ]),
    );
  });

  test('follows its options', async () => {
    write('extra.config', '# CONFIG_SYS_MALLOC_SMALL is not set\n');
    const plain = await new ImportedVariants({}, cwd).load(heap());
    const options = { fragments: ['extra.config'], extraConfig: { SYS_MALLOC_GROW: true } };
    const { module } = await new ImportedVariants(options, cwd).load(heap());
    expect(module.options.enabled.SYS_MALLOC_GROW).toBe(true);
    expect(module.js).not.toBe(plain.module.js);
  });

  test('of a tree that runs commands is made each time', async () => {
    mkdirSync(at('tree'));
    const tree = readFileSync(join(PACKAGE_ROOT, 'Kconfig'), 'utf8').replaceAll(
      /^source "(.*)"$/gm,
      (_, name: string) => `source "${join(PACKAGE_ROOT, name)}"`,
    );
    write('tree/Kconfig', `${tree}\nlength := $(shell,cat ${at('length')})\n`);
    write('length', 'x\n');
    const options = { kconfig: 'tree/Kconfig', allowShell: true };
    const variants = new ImportedVariants(options, cwd);
    expect(await variants.load(heap())).not.toBe(await variants.load(heap()));
    const refused = await failure(
      new ImportedVariants({ ...options, allowShell: false }, cwd).load(heap()),
    );
    expect(refused.problems[0]?.code).toBe('shell-not-allowed');
  });
});

describe('an error', () => {
  test('has a problem with place and lines for each wrong value', async () => {
    write(
      'heap.defconfig',
      'CONFIG_64BIT=y\nCONFIG_SYS_MALLOC_LEN=4M\nCONFIG_SYS_MALLOC_F_LEN=z\n',
    );
    const { problems } = await failure(new ImportedVariants({}, cwd).load(heap()));
    expect(problems.map(problemText)).toEqual([
      "heap.defconfig:2:1: SYS_MALLOC_LEN: '4M' is not a hex number: write 0x400000",
      "heap.defconfig:3:1: SYS_MALLOC_F_LEN: 'z' is not a hex number: write one such as 0x1000",
    ]);
    expect(problems[0]?.place).toMatchObject({
      file: at('heap.defconfig'),
      lineText: 'CONFIG_SYS_MALLOC_LEN=4M',
      length: 'CONFIG_SYS_MALLOC_LEN'.length,
    });
    expect(problems[0]?.place?.frame).toContain('> 2 | CONFIG_SYS_MALLOC_LEN=4M');
  });

  test('has the place that only its message names', () => {
    write('heap.defconfig', 'CONFIG_A=y\nCONFIG_B=0x0\n');
    const message = `${at('heap.defconfig')}:2: B: 0x0 is too little.`;
    const { place, ...rest } = problemOf({ code: 'length', severity: 'error', message }, cwd);
    expect(rest).toEqual({ code: 'length', message: 'B: 0x0 is too little.' });
    expect(place).toMatchObject({ shown: 'heap.defconfig', line: 2, column: undefined });
    expect(place?.frame).toBe('  1 | CONFIG_A=y\n> 2 | CONFIG_B=0x0');
  });

  test('about no file has no place', () => {
    const message = '<extraConfig>:1: A: wrong';
    const finding = { code: 'x', severity: 'error', message } as const;
    expect(problemOf(finding, cwd)).toEqual({ code: 'x', message, place: undefined });
  });

  test('names the files that may repair it, and is forgotten when one does', async () => {
    const variants = new ImportedVariants({}, cwd);
    write('heap.defconfig', 'rubbish\n');
    const { filesRead } = await failure(variants.load(heap()));
    expect(filesRead).toContain(at('heap.defconfig'));
    write('heap.defconfig', SIMPLE);
    expect((await variants.load(heap())).warnings).toEqual([]);
  });

  test('of a missing file', async () => {
    rmSync(at('heap.defconfig'));
    const { problems, filesRead } = await failure(new ImportedVariants({}, cwd).load(heap()));
    expect(problems).toHaveLength(1);
    expect(filesRead).toEqual([at('heap.defconfig')]);
  });

  test('in a phase that the configuration does not build', async () => {
    const { problems } = await failure(new ImportedVariants({}, cwd).load(heap('spl')));
    expect(problems[0]?.message).toContain('CONFIG_SPL');
  });
});

describe('a warning', () => {
  const text = `CONFIG_NO_SUCH=y\n${SIMPLE}`;

  test('has its place', async () => {
    write('heap.defconfig', text);
    const { warnings } = await new ImportedVariants({}, cwd).load(heap());
    expect(warnings.map(problemText)).toEqual([
      expect.stringMatching(/^heap\.defconfig:1:1: NO_SUCH: /),
    ]);
  });

  test('is an error with `strict`', async () => {
    write('heap.defconfig', text);
    const { problems } = await failure(new ImportedVariants({ strict: true }, cwd).load(heap()));
    expect(problems.map(({ code }) => code)).toEqual(['unknown-symbol']);
  });
});
