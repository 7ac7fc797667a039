import { expect, test } from '@jest/globals';

import { codeFrame } from '../../../src/imports/code-frame.ts';

const TEXT = ['CONFIG_A=y', 'CONFIG_B=4M', '', '\tCONFIG_C=1', 'CONFIG_D=n', 'CONFIG_E=y', ''].join(
  '\n',
);

test('shows two lines before and after, and marks the characters', () => {
  expect(codeFrame(TEXT, 2, 1, 8).split('\n')).toEqual([
    '  1 | CONFIG_A=y',
    '> 2 | CONFIG_B=4M',
    '    | ^^^^^^^^',
    '  3 |',
    '  4 | \tCONFIG_C=1',
  ]);
});

test('the mark stands below its character after a tab, and ends with the line', () => {
  expect(codeFrame(TEXT, 4, 2, 99).split('\n')[3]).toBe(`    | \t${'^'.repeat(10)}`);
});

test('without a column, marks the line alone', () => {
  expect(codeFrame(TEXT, 6).split('\n')).toEqual([
    '  4 | \tCONFIG_C=1',
    '  5 | CONFIG_D=n',
    '> 6 | CONFIG_E=y',
  ]);
});

test('numbers are aligned', () => {
  const frame = codeFrame('a\n'.repeat(12), 9, 1).split('\n');
  expect(frame.slice(1, 5)).toEqual(['   8 | a', '>  9 | a', '     | ^', '  10 | a']);
});
