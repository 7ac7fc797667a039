import { expect, test } from '@jest/globals';

import { configure, writeAutoConf } from '../../../generator/kconfig/index.ts';
import { load } from './trees.ts';

test.each([
  // As the conf of AT91 Bootstrap a1c9b2f8, that of Linux 2.6.32, writes it.
  ['linux-2.6', ['A', 'C', 'ZZZZ', 'BA', 'AB', 'LONG_NAME', 'ZZ']],
  // As the conf of Crazyflie 2a18fc29, that of Linux 4.11, writes it.
  ['linux-3.0', ['AB', 'A', 'LONG_NAME', 'ZZZZ', 'BA', 'ZZ', 'C']],
])('auto.conf has the order of the table of symbols in %s', (dialect, lines) => {
  const names = ['AB', 'BA', 'ZZ', 'ZZZZ', 'C', 'LONG_NAME', 'A'];
  const text = names.map((name) => `config ${name}\n\tdef_bool y\n`).join('');
  const written = writeAutoConf(configure(load(text, { dialect })));
  expect([...written.matchAll(/^CONFIG_(\w+)=y$/gm)].map(([, name]) => name)).toEqual(lines);
});
