import { expect, test } from '@jest/globals';

import { configureText } from './trees.ts';

const KCONFIG = 'config X\n\thex "X"\n';

test.each([
  ['1048576', true],
  ['65536', true],
  ['4096', true],
  ['104857600', true],
  ['0x1048576', false],
  ['80000000', false],
  ['12800000', false],
  ['20000', false],
  ['1000', false],
  ['512', false],
  ['10000f', false],
])('a hex option given as %s gets a note: %j', (value, expected) => {
  const { diagnostics } = configureText(KCONFIG, `CONFIG_X=${value}\n`);
  expect(diagnostics.map(({ code }) => code)).toEqual(expected ? ['decimal-hex'] : []);
});
