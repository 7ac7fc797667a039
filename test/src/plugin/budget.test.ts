import { expect, test } from '@jest/globals';

import { exceededLimits, sizesLine } from '../../../src/plugin/budget.ts';
import { priceCommand } from '../../../src/plugin/price-command.ts';

const SIZES = { raw: 1706, gzip: 888, brotli: 837, staticData: 152, functions: [] };
const PRICE = 'mallocgen price --defconfig heap.defconfig';
const PROPER = { path: '/a/heap.defconfig', phase: 'u-boot' } as const;
const SPL = { path: '/a/board.defconfig', phase: 'spl' } as const;

test('a variant as large as its budget keeps to it', () => {
  const budget = { raw: 1706, gzip: 888, brotli: 837, staticData: 152 };
  expect(exceededLimits(PROPER, SIZES, budget, PRICE)).toEqual([]);
  expect(exceededLimits(PROPER, SIZES, {}, PRICE)).toEqual([]);
});

test('each limit that is exceeded has a sentence with the remedy', () => {
  expect(exceededLimits(PROPER, SIZES, { raw: 1000, brotli: 836 }, PRICE)).toEqual([
    'heap.defconfig has 1706 bytes minified, 706 more than the budget of 1000. Turn options off ' +
      '(mallocgen price --defconfig heap.defconfig says what each costs), or raise budget.raw.',
    'heap.defconfig has 837 bytes after brotli, 1 more than the budget of 836. Turn options off ' +
      '(mallocgen price --defconfig heap.defconfig says what each costs), or raise budget.brotli.',
  ]);
});

test('the limits of a phase replace those for all', () => {
  const budget = { brotli: 100, spl: { brotli: 900, raw: 1 } };
  const [sentence, ...others] = exceededLimits(SPL, SIZES, budget, PRICE);
  expect(others).toEqual([]);
  expect(sentence).toContain('board.defconfig?phase=spl has 1706 bytes minified');
  expect(sentence).toContain('raise budget.spl.raw.');
  expect(exceededLimits(PROPER, SIZES, budget, PRICE)).toHaveLength(1);
});

test('the line for the log', () => {
  expect(sizesLine(SPL, SIZES)).toBe(
    'board.defconfig?phase=spl: 1706 bytes minified, 888 after gzip, 837 after brotli, 152 of static data',
  );
});

test('the command that prices options has the path, the phase and the tree of the import', () => {
  const spl = { path: '/a/src/my board.defconfig', phase: 'spl' } as const;
  expect(priceCommand(PROPER, {}, '/a', '/a')).toBe('mallocgen price --defconfig heap.defconfig');
  expect(priceCommand(PROPER, {}, '/a', '/b')).toBe(
    'mallocgen price --defconfig /a/heap.defconfig',
  );
  expect(priceCommand(spl, { kconfig: 'Kconfig', allowShell: true }, '/a/src', '/a')).toBe(
    "mallocgen price --defconfig 'src/my board.defconfig' --phase spl --kconfig src/Kconfig --allow-shell",
  );
});
