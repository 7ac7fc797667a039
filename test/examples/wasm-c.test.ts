/*
 * The example in examples/wasm-c does what its README says: a C program is one module with the variant. The
 * program is instantiated without imports.
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';

import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { copyExample, readmeBlocks } from './example-folder.ts';
import { runReadme } from './run-readme.ts';

const absent = ['clang', 'wasm-ld'].filter(
  (name) => spawnSync(name, ['--version']).error !== undefined,
);

let cwd: string;
beforeAll(() => {
  cwd = copyExample('wasm-c', []);
});
afterAll(() => rmSync(cwd, { recursive: true }));

(absent.length === 0 ? test : test.skip)(
  'a C program counts words in the heap of the variant',
  () => {
    expect(runReadme('wasm-c', cwd)).toBe(readmeBlocks('wasm-c', 'text')[0]);
  },
  300_000,
);

if (absent.length > 0) test.skip.each(absent)('%s is not installed', () => {});
