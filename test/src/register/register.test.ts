/*
 * Programs that import configurations without a bundler, with mallocgen/register from dist/.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { PACKAGE_ROOT } from '../../../src/package-root.ts';

const FILES = {
  'heap.defconfig': 'CONFIG_SYS_MALLOC_SMALL=y\nCONFIG_SYS_MALLOC_LEN=0x10000\n',
  'board.defconfig':
    'CONFIG_SPL=y\nCONFIG_SPL_SYS_MALLOC_F=y\nCONFIG_SYS_MALLOC_LEN=0x10000\nCONFIG_NO_SUCH=y\n',
  heap_defconfig: 'CONFIG_SYS_MALLOC_SMALL=y\n',
  'bad.defconfig': 'CONFIG_64BIT=y\nCONFIG_SYS_MALLOC_LEN=4M\n',
  'package.json': '{ "type": "module" }',
  'program.mjs': `
    import { initr_malloc, malloc, mem_malloc_brk } from './heap.defconfig';
    import { malloc as same } from './heap.defconfig?phase=u-boot';
    import * as spl from './board.defconfig?phase=spl';
    import { malloc as other } from './heap_defconfig';
    const dynamic = await import('./heap.defconfig');
    initr_malloc(new ArrayBuffer(65536), 0);
    console.log(malloc(100), mem_malloc_brk, same === malloc, dynamic.malloc === malloc);
    console.log(typeof spl.initf_malloc, other === malloc);
  `,
  'program.cjs': `
    const heap = require('./heap.defconfig');
    heap.initr_malloc(new ArrayBuffer(65536), 0);
    console.log(heap.malloc(100), heap.mem_malloc_brk, typeof require('./heap_defconfig').malloc);
  `,
  'program.ts': `
    import { initr_malloc, malloc } from './heap.defconfig';
    const memory: ArrayBuffer = new ArrayBuffer(65536);
    initr_malloc(memory, 0);
    console.log(malloc(100) satisfies number);
  `,
  'bad.mjs': `
    import assert from 'node:assert';
    await assert.rejects(import('./bad.defconfig'), (error) => {
      console.log(error.message);
      return true;
    });
  `,
  'bad.cjs': `
    try { require('./bad.defconfig'); } catch (error) { console.log(error.message); }
  `,
  'strict.mjs': `
    import { register } from 'mallocgen/register';
    register({ strict: true });
    await import('./heap.defconfig');
    await import('./board.defconfig').catch((error) => console.log(error.message));
    try { register({ strct: true }); } catch (error) { console.log(error.message); }
  `,
};

const BAD = `bad.defconfig:2:1: SYS_MALLOC_LEN: '4M' is not a hex number: write 0x400000

  1 | CONFIG_64BIT=y
> 2 | CONFIG_SYS_MALLOC_LEN=4M
    | ${'^'.repeat(21)}
`;

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'register-'));
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(cwd, name), text);
  mkdirSync(join(cwd, 'node_modules'));
  symlinkSync(PACKAGE_ROOT, join(cwd, 'node_modules/mallocgen'));
});
afterAll(() => rmSync(cwd, { recursive: true }));

function run(...args: readonly string[]): { readonly stdout: string; readonly stderr: string } {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd,
    encoding: 'utf8',
    env,
  });
  expect([status, status === 0 ? '' : stderr]).toEqual([0, '']);
  return { stdout, stderr };
}

const registered = (program: string) => run('--import', 'mallocgen/register', program);

test('import: phases, both names, one module for each variant, warnings', () => {
  const { stdout, stderr } = registered('program.mjs');
  expect(stdout).toBe('160 65536 true true\nfunction false\n');
  expect(stderr).toContain('Warning: board.defconfig:4:1: NO_SUCH: ');
});

test('require()', () => {
  expect(registered('program.cjs').stdout).toBe('160 65536 function\n');
});

test('tsx', () => {
  const tsx = join(PACKAGE_ROOT, 'node_modules/tsx/dist/cli.mjs');
  expect(run(tsx, '--import', 'mallocgen/register', 'program.ts').stdout).toBe('160\n');
});

describe('an error has its place and lines', () => {
  test.each(['bad.mjs', 'bad.cjs'])('%s', (program) => {
    expect(registered(program).stdout).toBe(BAD);
  });
});

test('options are given to register()', () => {
  const lines = run('strict.mjs').stdout.split('\n');
  expect(lines.filter((line) => !/^[ >]|^$/.test(line))).toEqual([
    expect.stringMatching(/^board\.defconfig:4:1: NO_SUCH: /),
    'mallocgen/register: there is no option strct. Did you mean strict?',
  ]);
});
