/*
 * malloc.wasm.d.ts names what WebAssembly has, which only the declarations of browsers and Node.js declare.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { glueDeclarations } from '../../../generator/wasm/glue/declarations.ts';
import { SMALL, buildOptions } from '../../support/build-options.ts';
import { specialised } from '../../support/specialised.ts';
import { TYPESCRIPTS } from '../../support/typescripts.ts';

const PROGRAM = `
import { initr_malloc, instantiate, malloc, type Memory } from './malloc.wasm.js';
const heap = instantiate();
const memory: Memory = heap.memory;
export const block: number = heap.malloc(memory.buffer.byteLength) + malloc(1);
initr_malloc(memory, 0);
// @ts-expect-error: a buffer cannot be the memory of a module
initr_malloc(new ArrayBuffer(8), 0);
// @ts-expect-error: there is no such call
heap.mallinfo();
`;

const WITH_BROWSER = `${PROGRAM}
export const exact: WebAssembly.Memory = memory;
heap.initr_malloc(new WebAssembly.Memory({ initial: 1 }), 0);
`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mallocgen-wasm-types-'));
  const { declarations } = specialised(buildOptions(32, SMALL));
  writeFileSync(join(folder, 'malloc.wasm.d.ts'), glueDeclarations(declarations));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each(
  TYPESCRIPTS.flatMap(([name, path]) => [
    [name, path, 'es2023'],
    [name, path, 'es2023,dom'],
  ]),
)('compile with %s (%s) and %s', (_, compiler, lib) => {
  writeFileSync(join(folder, 'a.ts'), lib.includes('dom') ? WITH_BROWSER : PROGRAM);
  const compilerOptions = {
    strict: true,
    noEmit: true,
    module: 'nodenext',
    target: 'es2023',
    lib: lib.split(','),
    types: [],
  };
  const config = JSON.stringify({ compilerOptions, files: ['a.ts'] });
  writeFileSync(join(folder, 'tsconfig.json'), config);
  const args = [compiler, '-p', '.', '--pretty', 'false'];
  const { stdout, status } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  expect([stdout, status]).toEqual(['', 0]);
});
