/*
 * Pages, comments and messages are free of the phrases in plain-english.ts.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from '@jest/globals';

import { PACKAGE_ROOT } from '../../src/package-root.ts';
import { findPhrases } from './plain-english.ts';

const ROOTS = ['bench', 'bin', 'docs', 'examples', 'generator', 'src', 'templates', 'test'];

/** Generated, recorded, input of programs under test, or with the phrases on purpose. */
const SKIPPED =
  /(?:^|\/)(?:dist|(?<!specialise\/)fixtures|node_modules|out|vectors)\/|^test\/docs\/plain-english/;

const files = [
  ...readdirSync(PACKAGE_ROOT),
  ...ROOTS.flatMap((root) =>
    readdirSync(join(PACKAGE_ROOT, root), { recursive: true }).map((path) => `${root}/${path}`),
  ),
]
  .filter((path) => /\.(?:js|md|ts)$|^Kconfig/.test(path) && !SKIPPED.test(path))
  .toSorted();

/** The phrases in a file, as lines of a report. Code blocks of a page show what programs print. */
function findingsIn(file: string): readonly string[] {
  const text = readFileSync(join(PACKAGE_ROOT, file), 'utf8');
  const isPage = file.endsWith('.md');
  const blank = (block: string) => block.replace(/[^\n]/g, ' ');
  return findPhrases(
    isPage ? text.replace(/^```[^]*?^```$/gm, blank) : text,
    isPage || file.startsWith('Kconfig') ? 'prose' : 'program',
  ).map(({ line, text: found, instead }) => `${file}:${line}: '${found}': write ${instead}`);
}

test('there are files to look at', () => {
  expect(files).toEqual(expect.arrayContaining(['README.md', 'docs/sizes.md', 'Kconfig']));
  expect(files.length).toBeGreaterThan(800);
});

test('no file has one of the phrases', () => {
  expect(files.flatMap(findingsIn)).toEqual([]);
});

describe('the list of phrases', () => {
  test.each([
    'The value hangs on the option.',
    'It is removed where there is none.',
    'It removes what nothing leads to.',
    'It works by way of\nthe table.',
    'It is told of each block.',
    'Who tells what the value is?',
    'The link lies behind the size.',
    'defconfig and its kin',
    'It tries so often and stops.',
    'It returns so many bytes.',
    'What is no number is 0.',
    'This is no plain object.',
    'The block is to stay.',
    'All but for one.',
    'The value is x, else 0.',
    'It is read anew.',
  ])('finds one in: %s', (sentence) => {
    expect(findPhrases(sentence, 'prose').length).toBeGreaterThan(0);
  });

  test.each([
    'There are so many that the search takes long.',
    'It is no longer needed.',
    'There is no room.',
    'if (a) b();\nelse c();',
    'It stands for NULL.',
    'Nobody else reads it.',
    'If there is none, it returns 0; otherwise it returns the block.',
  ])('finds none in: %s', (sentence) => {
    expect(findPhrases(sentence, 'program')).toEqual([]);
  });

  test('finds a phrase over two lines of a comment, and gives its line', () => {
    const comment = '/**\n * The value hangs\n * on the option.\n */';
    expect(findPhrases(comment, 'program')).toEqual([
      { line: 2, text: 'hangs on', instead: 'depends on' },
    ]);
  });
});
