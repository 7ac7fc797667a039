import { expect, test } from '@jest/globals';

import { OptionsError } from '../../../src/checked-options.ts';
import { checkPluginOptions, type PluginOptions } from '../../../src/plugin/options.ts';

const check = (options: unknown): void =>
  checkPluginOptions(options as PluginOptions, 'mallocgen/vite');

test.each([
  {},
  { kconfig: 'Kconfig', configs: 'alloc', strict: true, allowShell: false, sizes: false },
  { fragments: 'a.config' },
  { fragments: ['a.config', 'b.config'] },
  { extraConfig: { SYS_MALLOC_LEN: 0x1000, SYS_MALLOC_GROW: true, NAME: 'text' } },
  { budget: { brotli: 2000, raw: 0, spl: { gzip: 100, staticData: 1 } } },
  { budget: undefined },
])('%j is taken', (options) => {
  expect(() => check(options)).not.toThrow();
});

test.each([
  [{ strct: true }, 'mallocgen/vite: there is no option strct. Did you mean strict?'],
  [{ toString: 1 }, /there is no option toString\. There are kconfig, /],
  [{ strict: 'yes' }, 'mallocgen/vite: strict must be true or false.'],
  [{ fragments: [1] }, 'mallocgen/vite: fragments must be a path or an array of paths.'],
  [
    { extraConfig: { A: {} } },
    /extraConfig must be an object of texts, numbers, true and false\.$/,
  ],
  [{ budget: 5 }, 'mallocgen/vite: budget must be an object of numbers.'],
  [
    { budget: { brotly: 5 } },
    'mallocgen/vite: budget: there is no option brotly. Did you mean brotli?',
  ],
  [{ budget: { raw: '5' } }, 'mallocgen/vite: budget.raw must be a number of bytes.'],
  [{ budget: { raw: -1 } }, 'mallocgen/vite: budget.raw must be a number of bytes.'],
  [{ budget: { spl: { tpl: {} } } }, /budget\.spl: there is no option tpl\./],
  [null, 'mallocgen/vite: the options must be an object.'],
])('%j is refused', (options, message) => {
  expect(() => check(options)).toThrow(OptionsError);
  expect(() => check(options)).toThrow(message);
});
