/*
 * The files and commands of docs/importing.md do what the page says. Bundlers that are not installed are left
 * out: CI installs them in examples/bundlers.
 */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { MEASURES } from '../../src/plugin/options.ts';
import { IMPORT_OPTIONS } from '../../src/imports/options.ts';
import { PACKAGE_ROOT } from '../../src/package-root.ts';
import { blocksOf, readPage } from './page.ts';

const PAGE = readPage('docs/importing.md');
const BLOCKS = blocksOf(PAGE);
const PROGRAM_OUTPUT = '160\n';

/** Packages that the commands need, by the first word that is not `npx`. */
const PACKAGES: Readonly<Record<string, string>> = {
  vite: 'vite',
  rollup: 'rollup',
  rolldown: 'rolldown',
  webpack: 'webpack',
  rspack: '@rspack/core',
  rsbuild: '@rsbuild/core',
  farm: '@farmfe/core',
  tsx: 'tsx',
  bun: 'bun',
};

function installed(name: string): string | undefined {
  const folders = [join(PACKAGE_ROOT, 'examples/bundlers'), PACKAGE_ROOT];
  return folders
    .map((folder) => join(folder, 'node_modules', name))
    .find((path) => existsSync(path));
}

/** webpack and Rspack have their commands in packages of their own: this does what those do. */
const COMPILE = `
  import { pathToFileURL } from 'node:url';
  const [name, path] = process.argv.slice(2);
  const { default: config } = await import('./' + name + '.config.js');
  const module = await import(path);
  const compiler = (module.rspack ?? module.default)({ context: process.cwd(), ...config });
  compiler.run((error, stats) => {
    if (error || stats.hasErrors()) console.error(error ?? stats.toString());
    process.exitCode = error || stats.hasErrors() ? 1 : 0;
  });
`;

/** A test for jest as well as for node:test. */
const TEST = `
  import { malloc } from './heap.defconfig';
  const { test } = globalThis.test ? globalThis : await import('node:test');
  test('malloc', () => { if (typeof malloc !== 'function') throw new Error('no malloc'); });
`;

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'importing-'));
  writeFileSync(join(cwd, 'package.json'), '{ "type": "module" }');
  const heap = BLOCKS.find(({ language }) => language === 'text');
  writeFileSync(join(cwd, 'heap.defconfig'), heap?.text ?? '');
  for (const { language, text } of BLOCKS) {
    const name = language === 'js' ? /^\/\/ (\S+)\n/.exec(text)?.[1] : undefined;
    if (name !== undefined) writeFileSync(join(cwd, name), text);
  }
  writeFileSync(join(cwd, 'index.html'), '<script type="module" src="/program.js"></script>');
  writeFileSync(join(cwd, 'compile.js'), COMPILE);
  writeFileSync(join(cwd, 'heap.test.js'), TEST);
  for (const name of ['mallocgen', 'jest', 'esbuild', ...Object.values(PACKAGES)]) {
    const from = name === 'mallocgen' ? PACKAGE_ROOT : installed(name);
    if (from === undefined) continue;
    const to = join(cwd, 'node_modules', name);
    mkdirSync(dirname(to), { recursive: true });
    symlinkSync(from, to);
  }
});
afterAll(() => rmSync(cwd, { recursive: true }));

function run(program: string, args: readonly string[]): string {
  const { NODE_OPTIONS: _, JEST_WORKER_ID: __, NODE_TEST_CONTEXT: ___, ...env } = process.env;
  const options = { cwd, encoding: 'utf8', env: { ...env, NODE_ENV: 'production' } } as const;
  const { status, stdout, stderr } = spawnSync(program, args, options);
  expect([status, status === 0 ? '' : stdout + stderr]).toEqual([0, '']);
  return stdout;
}

const node = (...args: readonly string[]): string => run(process.execPath, args);

/** The program of a package, by the name of its command. */
function bin(command: string): string {
  const folder = installed(PACKAGES[command] ?? '') ?? '';
  const { bin: bins } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly bin: string | Readonly<Record<string, string>>;
  };
  return join(folder, typeof bins === 'string' ? bins : (bins[command] ?? ''));
}

/** As much of a page as Vite's own code asks for. */
const PAGE_OF_VITE =
  'globalThis.document = { createElement: () => ({ relList: { supports: () => true } }) };';

/** What a bundle prints that a command wrote: `out/NAME.js`, or the only script below a folder. */
function printedBy(name: string): string {
  const file = join(cwd, 'out', `${name}.js`);
  if (existsSync(file)) return node(file);
  const folder = join(cwd, name === 'vite' ? 'dist' : `out/${name}`);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const script = files.find((each) => each.endsWith('.js')) ?? '';
  // Rsbuild writes CommonJS for Node.js.
  const copy = join(cwd, 'out', `copy.${name === 'rsbuild' ? 'cjs' : 'mjs'}`);
  mkdirSync(dirname(copy), { recursive: true });
  writeFileSync(copy, PAGE_OF_VITE + readFileSync(join(folder, script), 'utf8'));
  return node(copy);
}

const commands = [...PAGE.matchAll(/^ {4}((?:node|npx|bun|deno) .*)$/gm)].map(
  ([, command = '']) => command,
);

test.each(commands)('%s', (command) => {
  const [program = '', ...args] = command.split(' ');
  const tool = program === 'npx' ? (args.shift() ?? '') : program;
  if (tool === 'deno' || (tool in PACKAGES && installed(PACKAGES[tool] ?? '') === undefined))
    return;
  if (tool === 'bun') {
    const printed = run(join(installed('bun') ?? '', 'bin/bun.exe'), args);
    expect(args[0] === 'bun-build.js' ? printedBy('bun') : printed).toBe(PROGRAM_OUTPUT);
  } else if (tool === 'node') {
    const printed = node(...args);
    if (args[0] === 'build.js') expect(printedBy('esbuild')).toBe(PROGRAM_OUTPUT);
    else if (args.includes('program.js')) expect(printed).toBe(PROGRAM_OUTPUT);
  } else if (tool === 'tsx') {
    expect(node(bin('tsx'), ...args)).toBe(PROGRAM_OUTPUT);
  } else {
    if (tool === 'webpack' || tool === 'rspack') node('compile.js', tool, PACKAGES[tool] ?? '');
    else node(bin(tool), ...args);
    expect(printedBy(tool)).toBe(PROGRAM_OUTPUT);
  }
});

test('there are commands for all', () => {
  expect(commands.length).toBeGreaterThan(14);
});

test('the table has every option', () => {
  const rows = [...PAGE.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name);
  expect(rows).toEqual([...Object.keys(IMPORT_OPTIONS), 'budget', 'sizes', 'types']);
  for (const measure of MEASURES) expect(PAGE).toMatch(new RegExp(`\\b${measure}\\b`));
});
