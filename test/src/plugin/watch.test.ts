/*
 * Bundlers that watch, and Vite's development server, see changes of the configuration and of a Kconfig file,
 * and go on after an error.
 */
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { PACKAGE_ROOT } from '../../../src/package-root.ts';

const BUNDLERS = ['vite', 'rollup', 'rolldown', 'webpack', 'esbuild'];

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'watch-'));
  writeFileSync(join(cwd, 'package.json'), '{ "type": "module" }');
  const tree = readFileSync(join(PACKAGE_ROOT, 'Kconfig'), 'utf8').replaceAll(
    /^source "(.*)"$/gm,
    (_, name: string) => `source "${join(PACKAGE_ROOT, name)}"`,
  );
  writeFileSync(join(cwd, 'Kconfig'), `${tree}\nsource "Kconfig.more"\n`);
  writeFileSync(
    join(cwd, 'program.js'),
    "import { initr_malloc, malloc } from './heap.defconfig';\n" +
      'initr_malloc(new ArrayBuffer(65536), 0);\nconsole.log(malloc(100));\n',
  );
  copyFileSync(join(import.meta.dirname, 'watch-program.mjs'), join(cwd, 'watch.mjs'));
  mkdirSync(join(cwd, 'node_modules'));
  for (const name of ['mallocgen', ...BUNDLERS]) {
    const to = name === 'mallocgen' ? PACKAGE_ROOT : join(PACKAGE_ROOT, 'node_modules', name);
    symlinkSync(to, join(cwd, 'node_modules', name));
  }
});
afterAll(() => rmSync(cwd, { recursive: true }));

test.each(BUNDLERS)('%s builds again when a configuration changes', (bundler) => {
  const { CI: _, NODE_OPTIONS: __, ...env } = process.env;
  const output = execFileSync(process.execPath, ['watch.mjs', bundler], {
    cwd,
    encoding: 'utf8',
    env: { ...env, NODE_ENV: 'development' },
  });
  expect(JSON.parse(output.trim().split('\n').at(-1) ?? '')).toEqual({
    start: { grows: false },
    changed: { grows: true },
    wrong: { error: "SYS_MALLOC_LEN: '4M' is not a hex number" },
    repaired: { grows: false },
    'tree changed': { grows: true },
    'tree wrong': { error: "unknown statement 'rubbish'" },
    'tree repaired': { grows: false },
  });
});
