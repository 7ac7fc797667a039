/*
 * The example in examples/assemblyscript does what its README says.
 */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';

import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { copyExample, readmeBlocks } from './example-folder.ts';

let cwd: string;
beforeAll(() => {
  cwd = copyExample('assemblyscript', ['assemblyscript']);
});
afterAll(() => rmSync(cwd, { recursive: true }));

test('a module of AssemblyScript allocates from a variant in its own memory', () => {
  const [commands = ''] = readmeBlocks('assemblyscript', 'sh');
  const node = (args: readonly string[]): string =>
    execFileSync(process.execPath, args, { cwd, encoding: 'utf8' });
  const [compile = '', run = ''] = commands.split('\n');
  expect([compile, run]).toEqual([
    expect.stringMatching(/^npx asc /),
    expect.stringMatching(/^node /),
  ]);
  node(['node_modules/assemblyscript/bin/asc.js', ...compile.split(' ').slice(2)]);
  expect(node(run.split(' ').slice(1))).toBe(readmeBlocks('assemblyscript', 'text')[0]);
});
