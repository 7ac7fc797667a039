/*
 * The package as npm packs and installs it, in a project of its own: its weight, what programs import from
 * it, and the commands of docs/own-project.md.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { PACKAGE_ROOT } from '../../src/package-root.ts';
import { blockAfter, commandsOf, readPage, wordsOf } from '../docs/page.ts';
import { TYPESCRIPTS } from '../support/typescripts.ts';

const MEGABYTE = 1_000_000;
const MOST_PACKED = MEGABYTE;
const MOST_INSTALLED = 30 * MEGABYTE;

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

const { exports } = JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')) as {
  readonly exports: Readonly<Record<string, { readonly types: string } | string>>;
};
const ENTRIES = Object.keys(exports)
  .filter((entry) => entry !== './package.json')
  .map((entry) => `mallocgen${entry.slice(1)}`);

let cwd = '';
let packed: Packed;
let tarball = '';

function npm(...args: string[]): string {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'mallocgen-package-'));
  // The package was built before the tests.
  [packed] = JSON.parse(
    npm('pack', PACKAGE_ROOT, '--json', '--ignore-scripts', '--pack-destination', cwd),
  );
  tarball = join(cwd, packed.filename);
  writeFileSync(join(cwd, 'package.json'), '{ "private": true, "type": "module" }\n');
  npm('install', tarball, '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts');
}, 300_000);
afterAll(() => rmSync(cwd, { recursive: true }));

/** The bytes of all files below a folder. */
function weight(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

/** What a program prints that is run in the project. */
function printed(program: string, ...options: string[]): string {
  const args = [...options, '--eval', program];
  return execFileSync(process.execPath, args, { cwd, encoding: 'utf8' });
}

describe('the package', () => {
  test('has no more files and bytes than it needs', () => {
    expect(packed.size).toBeLessThan(MOST_PACKED);
    const paths = packed.files.map(({ path }) => path);
    expect(paths.filter((path) => /^dist\/(?!bundle\/).*\.js$|\.map$/.test(path))).toEqual([]);
    expect(weight(join(cwd, 'node_modules'))).toBeLessThan(MOST_INSTALLED);
  });

  test('tells the licences of the packages that it contains', () => {
    const licences = readFileSync(
      join(cwd, 'node_modules/mallocgen/dist/bundle/LICENCES.txt'),
      'utf8',
    );
    for (const name of ['prettier', 'yargs', 'zod'])
      expect(licences).toMatch(new RegExp(`^${name} \\d`, 'm'));
  });

  test('can be imported by each of its names', () => {
    const own = ENTRIES.filter((name) => !name.endsWith('bun'));
    const program = `
      for (const name of ${JSON.stringify(own)}) {
        const all = await import(name);
        if (Object.keys(all).length === 0) throw new Error(name);
      }
      console.log('all');`;
    expect(printed(program, '--input-type=module')).toBe('all\n');
  });

  const canRequire = (process.features as { readonly require_module?: boolean }).require_module;
  (canRequire === true ? test : test.skip)('can be required', () => {
    const program = `
      const { malloc, mem_malloc_init } = require('mallocgen/default');
      mem_malloc_init(new ArrayBuffer(4096), 0, 4096);
      console.log(malloc(10) > 0, typeof require('mallocgen').generateModule);`;
    expect(printed(program, '--input-type=commonjs')).toBe('true function\n');
  });

  test('generates and measures without the templates and their compiler', () => {
    const program = `
      import { findingsOf, generateModule, MallocgenError } from 'mallocgen';
      import { KconfigError } from 'mallocgen/kconfig';
      const { js, sizes } = await generateModule({ defconfig: 'small_defconfig' });
      const { malloc, mem_malloc_init } = await import('data:text/javascript,' + encodeURIComponent(js));
      mem_malloc_init(new ArrayBuffer(4096), 0, 4096);
      console.log(malloc(10) > 0, (await sizes()).raw > 1000);
      // Each entry has classes of its own, and knows those of the other.
      const faulty = { defconfig: 'small_defconfig', kconfig: 'Kconfig.bad' };
      const error = await generateModule(faulty).catch((thrown) => thrown);
      console.log(error instanceof MallocgenError, error instanceof KconfigError, findingsOf(error).length);
      console.log(new Error() instanceof MallocgenError, error instanceof TypeError);`;
    writeFileSync(join(cwd, 'Kconfig.bad'), 'config\n');
    expect(printed(program, '--input-type=module')).toBe('true true\ntrue true 1\nfalse false\n');
  });

  test('loads the generator where something is generated', () => {
    const loads = (name: string): boolean => {
      const program = `
        import { createRequire } from 'node:module';
        await import('${name}');
        const paths = Object.keys(createRequire(import.meta.url).cache);
        console.log(paths.some((path) => path.endsWith('mallocgen.cjs')));`;
      return printed(program, '--input-type=module') === 'true\n';
    };
    const names = ['mallocgen', 'mallocgen/default', 'mallocgen/vite', 'mallocgen/register'];
    expect(names.filter(loads)).toEqual(['mallocgen']);
  });

  // Nor do they need those of Node.js, browsers or packages that are optional.
  test.each(TYPESCRIPTS)('its declarations are complete for %s', (_, compiler) => {
    const imports = ENTRIES.map((name, i) => `import * as m${i} from '${name}';\n`);
    const used = ENTRIES.map((_entry, i) => `m${i}`).join(', ');
    writeFileSync(
      join(cwd, 'all.ts'),
      `${imports.join('')}export const all: object[] = [${used}];\n`,
    );
    const compilerOptions = {
      module: 'nodenext',
      target: 'es2023',
      lib: ['es2023'],
      types: [],
      strict: true,
      skipLibCheck: false,
      noEmit: true,
    };
    const config = join(cwd, 'tsconfig.json');
    writeFileSync(config, JSON.stringify({ compilerOptions, files: ['all.ts'] }));
    const { stdout } = spawnSync(process.execPath, [compiler, '-p', config, '--pretty', 'false'], {
      cwd,
      encoding: 'utf8',
    });
    expect(stdout).toBe('');
  });

  test('has declarations that import nothing outside of its dependencies', () => {
    const folder = join(cwd, 'node_modules/mallocgen');
    const pending = Object.values(exports).flatMap((entry) =>
      typeof entry === 'string' ? [] : [join(folder, entry.types)],
    );
    const seen = new Set<string>();
    const packages = new Set<string>();
    for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
      if (seen.has(file)) continue;
      seen.add(file);
      const text = readFileSync(file, 'utf8');
      for (const [, from, inType] of text.matchAll(
        /^(?:import|export)\b[^'"]*?from ['"]([^'"]+)['"];|\bimport\(['"]([^'"]+)['"]/gm,
      )) {
        const name = from ?? inType ?? '';
        if (!name.startsWith('.')) packages.add(name);
        else pending.push(join(dirname(file), name.replace(/\.[jt]s$/, '.d.ts')));
      }
    }
    const own = [...packages].filter(
      (name) => !/^(?:node:|unplugin$|esbuild$|binaryen$)/.test(name),
    );
    expect(own).toEqual([]);
  });

  test('runs every command of docs/own-project.md', () => {
    const page = readPage('docs/own-project.md');
    mkdirSync(join(cwd, 'alloc'));
    writeFileSync(join(cwd, 'alloc/web_defconfig'), blockAfter(page, 'text', 'alloc/'));
    writeFileSync(join(cwd, 'heap.defconfig'), 'CONFIG_SYS_MALLOC_SMALL=y\n');
    const commands = commandsOf(page).filter((command) => command !== 'mallocgen init');
    expect(commands.length).toBeGreaterThan(4);
    for (const command of commands) {
      const [, ...args] = wordsOf(command);
      const bin = join(cwd, 'node_modules/.bin/mallocgen');
      const { status, stderr } = spawnSync(bin, args, { cwd, encoding: 'utf8' });
      expect([command, status, stderr]).toEqual([command, 0, expect.any(String)]);
    }
    expect(existsSync(join(cwd, 'out/web/u-boot/malloc.js'))).toBe(true);
    expect(existsSync(join(cwd, 'heap.d.defconfig.ts'))).toBe(true);
    expect(existsSync(join(cwd, 'heap/size-baseline.json'))).toBe(true);
    expect(existsSync(join(cwd, 'alloc/size-baseline.json'))).toBe(true);
  });
});

/** CI installs these: npm ci --prefix .ci/tools */
const TOOLS = join(PACKAGE_ROOT, '.ci/tools/node_modules/.bin');
const withTools = existsSync(TOOLS) ? describe : describe.skip;

withTools('what checks packages', () => {
  test('publint has nothing to say', () => {
    const { stdout, status } = spawnSync(join(TOOLS, 'publint'), ['--strict', tarball], {
      cwd,
      encoding: 'utf8',
    });
    expect([status, stdout]).toEqual([0, expect.stringContaining('All good!')]);
  });

  test('the types are not wrong', () => {
    // Every release of Node.js that mallocgen supports can require() an ES module.
    const args = [tarball, '--profile', 'esm-only', '--format', 'json'];
    const { stdout, status } = spawnSync(join(TOOLS, 'attw'), args, { cwd, encoding: 'utf8' });
    const { analysis } = JSON.parse(stdout);
    const real = analysis.problems.filter(
      (problem: { readonly resolutionKind?: string; readonly kind: string }) =>
        !['node10', 'node16-cjs'].includes(problem.resolutionKind ?? ''),
    );
    expect([status, real]).toEqual([0, []]);
  });
});
