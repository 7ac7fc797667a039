/*
 * The example in examples/bundlers: each bundler that is installed builds it, and the bundles are right. The
 * heavy ones are installed by `npm install` in that folder, which the workflow does.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { PACKAGE_ROOT } from '../../src/package-root.ts';
import { firstDifference } from '../support/first-difference.ts';
import { goldenOffsets } from '../support/golden.ts';

const FOLDER = join(PACKAGE_ROOT, 'examples/bundlers');
const README = readFileSync(join(FOLDER, 'README.md'), 'utf8');

/** The package of each bundler. */
const PACKAGES = {
  vite: 'vite',
  rollup: 'rollup',
  rolldown: 'rolldown',
  webpack: 'webpack',
  rspack: '@rspack/core',
  rsbuild: '@rsbuild/core',
  farm: '@farmfe/core',
  esbuild: 'esbuild',
  bun: 'bun',
};

type Bundler = keyof typeof PACKAGES;

/** Where a package is installed: for the example, or for mallocgen. */
function installed(name: string): string | undefined {
  const paths = [FOLDER, PACKAGE_ROOT].map((folder) => join(folder, 'node_modules', name));
  return paths.find((path) => existsSync(path));
}

const BUNDLERS = Object.keys(PACKAGES) as Bundler[];
const present = BUNDLERS.filter((bundler) => installed(PACKAGES[bundler]) !== undefined);
const absent = BUNDLERS.filter((bundler) => !present.includes(bundler));

/** The programs that a row of the table has the bytes of, in its order. */
const COLUMNS = ['library.mjs', 'library.cjs', 'program.mjs', 'program.cjs'];

/** The cells of the row of a bundler in the README's table. */
function row(bundler: Bundler): readonly string[] {
  const line = new RegExp(`^\\| ${bundler} .*$`, 'm').exec(README)?.[0] ?? '';
  return line
    .split('|')
    .slice(2, -1)
    .map((cell) => cell.trim());
}

/** Bundles that give their importers the value that a re-exported binding has at the start. */
const FROZEN_BINDINGS: ReadonlySet<string> = new Set([
  'farm/library.cjs',
  'rspack/library.mjs',
  'rsbuild/library.mjs',
]);

interface Replayed {
  readonly offsets: readonly number[];
  readonly before: number;
  readonly binding: number;
  readonly function: number;
}

let cwd: string;
let replayed: Readonly<Record<string, Replayed>>;
const bundle = (bundler: string, file: string): string => join(cwd, 'out', bundler, file);

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'bundlers-'));
  const isSource = (path: string): boolean => !/\/(node_modules|out)$/.test(path);
  cpSync(FOLDER, cwd, { recursive: true, filter: isSource });
  const links = present.map((bundler) => PACKAGES[bundler]);
  for (const name of [...links, 'mallocgen']) {
    const to = join(cwd, 'node_modules', name);
    mkdirSync(dirname(to), { recursive: true });
    symlinkSync(name === 'mallocgen' ? PACKAGE_ROOT : (installed(name) ?? ''), to);
  }
  const build = (program: string, bundlers: readonly string[]): void => {
    if (bundlers.length === 0) return;
    const ran = spawnSync(program, ['build.js', ...bundlers], { cwd, encoding: 'utf8' });
    expect([ran.status, ran.status === 0 ? '' : ran.stdout + ran.stderr]).toEqual([0, '']);
  };
  build(
    process.execPath,
    present.filter((bundler) => bundler !== 'bun'),
  );
  build(join(cwd, 'node_modules/bun/bin/bun.exe'), present.includes('bun') ? ['bun'] : []);

  cpSync(join(import.meta.dirname, 'replay-bundles.mjs'), join(cwd, 'replay.mjs'));
  const trace = join(PACKAGE_ROOT, 'test/vectors/traces/oom11.trace.gz');
  const libraries = present.flatMap((bundler) => [
    bundle(bundler, 'library.mjs'),
    bundle(bundler, 'library.cjs'),
  ]);
  const output = execFileSync(process.execPath, ['replay.mjs', trace, ...libraries], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  replayed = JSON.parse(output) as Record<string, Replayed>;
}, 300_000);
afterAll(() => rmSync(cwd, { recursive: true }));

describe.each(present)('%s', (bundler) => {
  test.each(['library.mjs', 'library.cjs'])('%s returns the addresses of C', (file) => {
    const { offsets } = replayed[bundle(bundler, file)] as Replayed;
    expect(firstDifference(offsets, goldenOffsets('oom11', 'small-32'))).toBeUndefined();
  });

  test.each(['library.mjs', 'library.cjs'])('%s: where the heap ends is seen', (file) => {
    const { before, binding, function: called } = replayed[bundle(bundler, file)] as Replayed;
    expect(before).toBe(0);
    expect(called).toBeGreaterThan(65_536);
    expect(binding).toBe(FROZEN_BINDINGS.has(`${bundler}/${file}`) ? 0 : called);
  });

  test.each(['program.mjs', 'program.cjs'])('%s prints what the README shows', (file) => {
    const printed = execFileSync(process.execPath, [bundle(bundler, file)], { encoding: 'utf8' });
    expect(README).toContain(`\`\`\`text\n${printed}\`\`\``);
  });

  test('has the bytes of the table, and leaves out calls that are not used', () => {
    const bytes = COLUMNS.map((file) => statSync(bundle(bundler, file)).size);
    expect(row(bundler)).toEqual(bytes.map(String));
    const [library = 0, , program = 0] = bytes;
    expect(program).toBeLessThan(library);
  });
});

if (absent.length > 0) test.skip.each(absent)('%s is not installed', () => {});
