import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { spawnSync } from 'node:child_process';

import { afterEach, beforeEach, expect, test } from '@jest/globals';

import { PACKAGE_ROOT } from '../../src/package-root.ts';

const CONFIG = join(PACKAGE_ROOT, '.dependency-cruiser.js');
const CRUISER = join(PACKAGE_ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

let tree = '';
beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'mallocgen-imports-'));
});
afterEach(() => rmSync(tree, { recursive: true }));

/** What the rules say of a tree that has these files. */
function cruise(files: Readonly<Record<string, string>>): { status: number | null; text: string } {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  }
  const roots = [...new Set(Object.keys(files).map((path) => path.split('/')[0] ?? ''))];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [CRUISER, '--config', CONFIG, ...roots],
    { cwd: tree, encoding: 'utf8' },
  );
  return { status, text: stdout + stderr };
}

test('imports that run downwards are allowed', () => {
  const { status, text } = cruise({
    'generator/options/a.ts': "import type { B } from '../kconfig/index.ts';\nexport type A = B;\n",
    'generator/kconfig/index.ts': 'export type B = string;\n',
    'src/cli/c.ts': "export { type A } from '../../generator/options/a.ts';\n",
  });
  expect(text).toContain('no dependency violations found (3 modules, 2 dependencies cruised)');
  expect(status).toBe(0);
});

test('a circle of types is refused', () => {
  const { status, text } = cruise({
    'generator/options/a.ts': "import type { B } from './b.ts';\nexport type A = B | 1;\n",
    'generator/options/b.ts': "import type { A } from './a.ts';\nexport type B = A | 2;\n",
  });
  expect(text).toMatch(/no-circles: generator\/options\/a\.ts → \s*generator\/options\/b\.ts/);
  expect(status).not.toBe(0);
});

const REFUSED = [
  [
    'generator/kconfig/a.ts',
    'generator/options/b.ts',
    'no-imports-upwards-from-generator/kconfig/',
  ],
  ['generator/error.ts', 'generator/files/b.ts', 'no-imports-upwards-from-generator/error.ts'],
  ['templates/memory/a.ts', 'templates/calls/b.ts', 'no-imports-upwards-from-templates/memory/'],
  ['generator/measure/a.ts', 'src/trace/b.ts', 'no-imports-into-generator'],
  ['src/cli/a.ts', 'bench/b.ts', 'no-imports-into-src'],
  ['templates/calls/a.ts', 'generator/error.ts', 'no-imports-into-templates'],
  [
    'generator/kconfig/reading/a.ts',
    'generator/kconfig/sessions/b.ts',
    'no-imports-upwards-from-generator/kconfig/reading/',
  ],
  [
    'generator/options/a.ts',
    'generator/kconfig/tree/b.ts',
    'no-imports-past-the-index-of-generator/kconfig',
  ],
  ['generator/kconfig/tree/a.ts', 'generator/files/c.ts', 'no-nodejs-in-generator/kconfig'],
] as const;

test('imports that run upwards are refused', () => {
  const imported = REFUSED.map(([, to]) => [to, 'export const b = 1;\n'] as const);
  const importing = REFUSED.map(([from, to]) => {
    const up = '../'.repeat(from.split('/').length - 1);
    return [from, `import { b } from '${up}${to}';\nexport const a = b;\n`] as const;
  });
  const { status, text } = cruise(Object.fromEntries([...imported, ...importing]));
  for (const [from, to, rule] of REFUSED) expect(text).toContain(`${rule}: ${from} → ${to}`);
  expect(text).toContain(`${REFUSED.length} dependency violations`);
  expect(status).not.toBe(0);
});

test.each(['generator/drawer/a.ts', 'generator/a.ts', 'generator/kconfig/drawer/a.ts'])(
  '%s needs a floor',
  (path) => {
    const { status, text } = cruise({ [path]: 'export const a = 1;\n' });
    expect(text).toMatch(/generator\/\S+ is on no floor\. Say which in \.dependency-cruiser\.js\./);
    expect(status).not.toBe(0);
  },
);
