/*
 * The programs on the pages of docs/ print what the pages show. A block of JavaScript is a program if its
 * first line is a comment with the name of its file; its output is the block of text after it. They run
 * in a folder with the modules of the configurations that the page generates.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { PACKAGE_ROOT } from '../../src/package-root.ts';
import { mallocgen } from '../src/cli/fake-process.ts';
import { blocksOf, PAGES, readPage, type Block } from './page.ts';

interface Program {
  readonly name: string;
  readonly code: string;
  /** What it prints; undefined for a module that only other programs use. */
  readonly output: string | undefined;
}

const nameOf = ({ language, text }: Block): string | undefined =>
  language === 'js' ? /^\/\/ (\S+\.mjs)\n/.exec(text)?.[1] : undefined;

/** The programs of a page. What follows a block before the next text is a module that it uses. */
function programsOf(text: string): readonly Program[] {
  const blocks = blocksOf(text);
  return blocks.flatMap((block, i) => {
    const name = nameOf(block);
    if (name === undefined) return [];
    const rest = blocks.slice(i + 1);
    const usedByOthers = name === 'worker.mjs' || name === 'busy.mjs';
    const output = usedByOthers ? undefined : rest.find(({ language }) => language === 'text');
    return [{ name, code: block.text, output: output?.text }];
  });
}

const pages = PAGES.map((page) => ({ page, programs: programsOf(readPage(page)) })).filter(
  ({ programs }) => programs.length > 0,
);

test('there are programs on the pages', () => {
  expect(pages.map(({ page, programs }) => [page, ...programs.map(({ name }) => name)])).toEqual(
    expect.arrayContaining([
      ['docs/calls.md', 'arrays.mjs', 'failures.mjs'],
      ['docs/debugging.md', 'leaks.mjs', 'overflow.mjs'],
      [
        'docs/javascript.md',
        'many-heaps.mjs',
        'workers.mjs',
        'worker.mjs',
        'terminated.mjs',
        'busy.mjs',
        'snapshot.mjs',
        'growing.mjs',
      ],
      ['docs/system-memory.md', 'grow.mjs', 'morecore.mjs', 'mmap.mjs'],
    ]),
  );
});

describe.each(pages)('$page', ({ page, programs }) => {
  let cwd: string;
  beforeAll(async () => {
    cwd = mkdtempSync(join(tmpdir(), 'programs-'));
    mkdirSync(join(cwd, 'node_modules'));
    symlinkSync(PACKAGE_ROOT, join(cwd, 'node_modules/mallocgen'));
    for (const [, defconfig = ''] of readPage(page).matchAll(/mallocgen --defconfig (\w+)/g)) {
      const { code, stderr } = await mallocgen(['--defconfig', defconfig], { cwd });
      expect([stderr, code]).toEqual([expect.not.stringContaining('rror'), 0]);
    }
    for (const { name, code } of programs) writeFileSync(join(cwd, name), code);
  }, 120_000);
  afterAll(() => rmSync(cwd, { recursive: true }));

  test.each(programs.filter(({ output }) => output !== undefined))(
    '$name prints what the page shows',
    ({ name, output }) => {
      const options = { cwd, encoding: 'utf8', timeout: 60_000 } as const;
      expect(execFileSync(process.execPath, [name], options)).toBe(output);
    },
  );
});
