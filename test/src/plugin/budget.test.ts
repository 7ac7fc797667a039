import { expect, test } from '@jest/globals';

import { exceededLimits, sizesLine } from '../../../src/plugin/budget.ts';

const SIZES = { raw: 1706, gzip: 888, brotli: 837, staticData: 152, functions: [] };
const PROPER = { path: '/a/heap.defconfig', phase: 'u-boot' } as const;
const SPL = { path: '/a/board.defconfig', phase: 'spl' } as const;

test('a variant as large as its budget keeps to it', () => {
  const budget = { raw: 1706, gzip: 888, brotli: 837, staticData: 152 };
  expect(exceededLimits(PROPER, SIZES, budget)).toEqual([]);
  expect(exceededLimits(PROPER, SIZES, {})).toEqual([]);
});

test('each limit that is exceeded has a sentence with the remedy', () => {
  expect(exceededLimits(PROPER, SIZES, { raw: 1000, brotli: 836 })).toEqual([
    'heap.defconfig has 1706 bytes minified, 706 more than the budget of 1000. Turn options off ' +
      '(mallocgen price --defconfig heap.defconfig says what each costs), or raise budget.raw.',
    'heap.defconfig has 837 bytes after brotli, 1 more than the budget of 836. Turn options off ' +
      '(mallocgen price --defconfig heap.defconfig says what each costs), or raise budget.brotli.',
  ]);
});

test('the limits of a phase replace those for all', () => {
  const budget = { brotli: 100, spl: { brotli: 900, raw: 1 } };
  const [sentence, ...others] = exceededLimits(SPL, SIZES, budget);
  expect(others).toEqual([]);
  expect(sentence).toContain('board.defconfig?phase=spl has 1706 bytes minified');
  expect(sentence).toContain('raise budget.spl.raw.');
  expect(exceededLimits(PROPER, SIZES, budget)).toHaveLength(1);
});

test('the line for the log', () => {
  expect(sizesLine(SPL, SIZES)).toBe(
    'board.defconfig?phase=spl: 1706 bytes minified, 888 after gzip, 837 after brotli, 152 of static data',
  );
});
