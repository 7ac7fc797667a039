import { expect, test } from '@jest/globals';

import { betterValue } from '../../../generator/kconfig/defconfigs/better-value.ts';

test.each([
  ['hex', '4M', '0x400000'],
  ['hex', '64KiB', '0x10000'],
  ['hex', '0x10k', '0x4000'],
  ['hex', '2g', '0x80000000'],
  ['hex', 'many', 'one such as 0x1000'],
  ['hex', '', 'one such as 0x1000'],
  ['hex', '-1', 'one such as 0x1000'],
  ['int', '0x5', '5'],
  ['int', '007', '7'],
  ['int', '1k', '1024'],
  ['int', '1.5', 'one such as 16'],
  ['string', 'text', '"text"'],
  ['string', 'te"xt', 'one such as "text"'],
] as const)('for a %s, %j: write %s', (type, value, better) => {
  expect(betterValue(type, value)).toBe(better);
});
