import { expect, test } from '@jest/globals';

import { difference } from '../../../generator/matrix/index.ts';
import { variant } from './sample.ts';

test('functions that grew come first, those that went last', () => {
  const before = variant(100, { functions: { free: 40, malloc: 50, old: 7, '(module)': 3 } });
  const after = variant(105, { functions: { free: 39, malloc: 55, fresh: 8, '(module)': 3 } });
  const { functions } = difference(
    { phase: 'spl', variant: before },
    { phase: 'spl', variant: after },
  );
  expect(functions).toEqual([
    { name: 'fresh', after: 8, delta: 8 },
    { name: 'malloc', before: 50, after: 55, delta: 5 },
    { name: 'free', before: 40, after: 39, delta: -1 },
    { name: 'old', before: 7, delta: -7 },
  ]);
});

test('symbols are named as the defconfig of their phase writes them', () => {
  const plain = variant(1);
  const { enabled, values } = plain.options;
  const other = variant(1, {
    options: {
      enabled: { ...enabled, NO_TREE_BINS: true },
      global: { '64BIT': true },
      values: { ...values, SYS_MALLOC_F_LEN: 0x2000 },
    },
  });
  const spl = (each: typeof plain) => ({ phase: 'spl', variant: each }) as const;
  expect(difference(spl(plain), spl(other)).symbols).toEqual([
    { symbol: '64BIT', before: 'n', after: 'y' },
    { symbol: 'SPL_NO_TREE_BINS', before: 'n', after: 'y' },
    { symbol: 'SPL_SYS_MALLOC_F_LEN', after: '0x2000' },
  ]);
});
