import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { expect, test } from '@jest/globals';

const BUNDLE = join(import.meta.dirname, '../../../dist/bundle');
const FILES = ['mallocgen.cjs', 'mallocgen-more.cjs'];

interface Program {
  readonly modules: Readonly<Record<string, () => Readonly<Record<string, unknown>>>>;
  readonly library?: () => Readonly<Record<string, unknown>>;
}

test.each([
  // What a Kconfig tree is read with, and what a command line is.
  ['it is not below the working directory', 'mallocgen.cjs'],
  ['there is no such command', 'mallocgen.cjs'],
  // What allocators are made with.
  ['const memory: Memory', 'mallocgen-more.cjs'],
  ['Measuring options', 'mallocgen-more.cjs'],
])('the module that says "%s" is in %s alone', (words, file) => {
  const having = FILES.filter((each) => readFileSync(join(BUNDLE, each), 'utf8').includes(words));
  expect(having).toEqual([file]);
});

test('both files have the same classes', () => {
  const load = createRequire(import.meta.url);
  const [main, more] = FILES.map((file) => load(join(BUNDLE, file)) as Program);
  const { MallocgenError } = main!.modules['dist/generator/error.js']!();
  expect(MallocgenError).toBeInstanceOf(Function);
  expect(more!.library!()['MallocgenError']).toBe(MallocgenError);
});
