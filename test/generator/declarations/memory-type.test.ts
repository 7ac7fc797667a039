import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { generateModule } from '../../../src/library/index.ts';
import { TYPESCRIPTS } from '../../support/typescripts.ts';

let cwd = '';
beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'mallocgen-memory-type-'));
  writeFileSync(join(cwd, 'package.json'), '{ "type": "module" }\n');
  for (const name of ['small', 'shared', 'multi_instance']) {
    const { dts } = await generateModule({ defconfig: `${name}_defconfig`, cwd });
    writeFileSync(join(cwd, `${name}.d.ts`), dts);
  }
}, 120_000);
afterAll(() => rmSync(cwd, { recursive: true }));

const BUFFERS = `
import * as small from './small.js';
import * as shared from './shared.js';
import { createMalloc } from './multi_instance.js';
declare const memory: { readonly buffer: SharedArrayBuffer; grow(delta: number): number };
const shareable = new SharedArrayBuffer(65536);
for (const heap of [small, createMalloc()]) {
  heap.mem_malloc_init(new ArrayBuffer(65536), 0, 65536);
  heap.mem_malloc_init(shareable, 0, 65536);
  heap.mem_malloc_init(memory, 0, 65536);
  // @ts-expect-error a view is not a memory
  heap.mem_malloc_init(new Int32Array(16384), 0, 65536);
}
shared.mem_malloc_init(shareable, 0, 65536);
shared.mem_malloc_attach(memory, 0);
// @ts-expect-error other threads cannot see it
shared.mem_malloc_init(new ArrayBuffer(65536), 0, 65536);
// @ts-expect-error nor this
shared.initr_malloc(new ArrayBuffer(65536), 0);
// @ts-expect-error nor this
shared.mem_malloc_attach(new ArrayBuffer(65536), 0);
`;

const MEMORIES = `
small.mem_malloc_init(new WebAssembly.Memory({ initial: 1 }), 0, 65536);
shared.initr_malloc(new WebAssembly.Memory({ initial: 1, maximum: 2, shared: true }), 0);
`;

/** What a compiler says of a program for which it has some of its own declarations. */
function errors(compiler: string, program: string, lib: readonly string[]): string {
  writeFileSync(join(cwd, 'program.ts'), program);
  const options = { module: 'nodenext', target: 'es2022', types: [], strict: true, noEmit: true };
  writeFileSync(
    join(cwd, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { ...options, lib }, files: ['program.ts'] }),
  );
  const args = [compiler, '-p', cwd, '--pretty', 'false'];
  return spawnSync(process.execPath, args, { cwd, encoding: 'utf8' }).stdout;
}

test.each(TYPESCRIPTS)(
  '%s knows what can hold a heap, with and without the declarations of browsers',
  (_, compiler) => {
    expect(errors(compiler, BUFFERS, ['es2023'])).toBe('');
    expect(errors(compiler, BUFFERS + MEMORIES, ['es2023', 'dom'])).toBe('');
  },
  60_000,
);
