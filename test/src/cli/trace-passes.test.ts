import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { mallocgen } from './fake-process.ts';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'trace-passes-'));
  writeFileSync(
    join(cwd, 'board_defconfig'),
    'CONFIG_SPL=y\nCONFIG_TPL=y\nCONFIG_SPL_SYS_MALLOC_SIMPLE=y\nCONFIG_TPL_SYS_MALLOC_SIMPLE=y\n',
  );
});
afterEach(() => rmSync(cwd, { recursive: true }));

const generate = (...args: string[]) =>
  mallocgen(['--defconfig', 'board_defconfig', '--phase', 'spl', ...args], { cwd });

const read = (...path: string[]): string => readFileSync(join(cwd, ...path), 'utf8');

/** A file without the comments at its head. */
const withoutHead = (text: string): string => text.replace(/^(\/[/*].*\n)+\n/, '');

describe('--trace-passes', () => {
  test('writes the program after each pass that changed something', async () => {
    const { code } = await generate('--trace-passes', 'passes');
    expect(code).toBe(0);
    const files = readdirSync(join(cwd, 'passes/spl')).toSorted();
    expect(files.map((file) => Number.parseInt(file, 10))).toEqual(files.map((_, i) => i + 1));
    const folded = files.find((file) => /^\d{3}-compact-round-1-fold\.js$/.test(file)) ?? '';
    expect(read('passes/spl', folded)).toMatch(
      /^\/\/ compact, round 1: fold\n\/\/ changed: .*\n\n/,
    );
    const texts = files.map((file) => withoutHead(read('passes/spl', file)));
    texts.slice(1).forEach((text, i) => expect(text).not.toBe(texts[i]));

    // The modules are what the last passes made.
    const lastWith = (extension: string): string =>
      texts[files.findLastIndex((file) => file.endsWith(extension))] ?? '';
    expect(lastWith('.ts')).toBe(withoutHead(read('out/board/spl/malloc.ts')));
    expect(lastWith('.js')).toBe(withoutHead(read('out/board/spl/malloc.js')));
  });

  test('writes the same bytes again, in place of an earlier trace and of nothing else', async () => {
    mkdirSync(join(cwd, 'passes/spl'), { recursive: true });
    writeFileSync(join(cwd, 'passes/spl/999-simplify-fold.ts'), '');
    writeFileSync(join(cwd, 'passes/spl/notes.txt'), 'mine');
    await generate('--trace-passes', 'passes');
    await generate('--trace-passes', 'again');
    const files = readdirSync(join(cwd, 'again/spl'));
    expect(readdirSync(join(cwd, 'passes/spl'))).toEqual([...files, 'notes.txt']);
    for (const file of files) expect(read('passes/spl', file)).toBe(read('again/spl', file));
  });

  test('writes every phase, those with equal options too', async () => {
    await generate('--phase', 'tpl', '--trace-passes', 'passes');
    const [spl, tpl] = ['spl', 'tpl'].map((phase) => readdirSync(join(cwd, 'passes', phase)));
    expect(spl?.length).toBeGreaterThan(5);
    expect(tpl?.length).toBeGreaterThan(5);
  });

  test('says why it cannot write', async () => {
    writeFileSync(join(cwd, 'passes'), 'a file');
    const { code, stderr } = await generate('--trace-passes', 'passes');
    expect(code).toBe(2);
    expect(stderr).toContain('passes: the passes cannot be written: ');
    expect(stderr).toContain('name another folder with --trace-passes.');
  });
});
