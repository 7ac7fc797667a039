import { expect, test } from '@jest/globals';

import { readProbability } from '../../../../src/cli/kconfig/probability.ts';

// What C conf makes of each; of one number, tristates get the odd half as y.
test.each([
  [undefined, { bool: 50, yes: 33, mod: 33 }],
  ['', { bool: 50, yes: 33, mod: 33 }],
  ['15', { bool: 15, yes: 8, mod: 7 }],
  ['100', { bool: 100, yes: 50, mod: 50 }],
  ['10:20', { bool: 30, yes: 10, mod: 20 }],
  ['90:10:20', { bool: 90, yes: 10, mod: 20 }],
])('KCONFIG_PROBABILITY=%s', (text, probability) => {
  expect(readProbability(text)).toEqual(probability);
});
