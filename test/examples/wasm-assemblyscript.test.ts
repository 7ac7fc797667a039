/*
 * The example in examples/wasm-assemblyscript does what its README says: objects of AssemblyScript are in the
 * heap of the variant, and its garbage collector frees them.
 */
import { rmSync } from 'node:fs';

import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { copyExample, readmeBlocks } from './example-folder.ts';
import { runReadme } from './run-readme.ts';

let cwd: string;
beforeAll(() => {
  cwd = copyExample('wasm-assemblyscript', ['assemblyscript']);
});
afterAll(() => rmSync(cwd, { recursive: true }));

test('a program of AssemblyScript and the variant are one module', () => {
  expect(runReadme('wasm-assemblyscript', cwd)).toBe(
    readmeBlocks('wasm-assemblyscript', 'text')[0],
  );
}, 300_000);
