import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSync } from 'esbuild';

import {
  CONFIGURATION_CODES,
  ConfigurationRefusedError,
  TREE_CODES,
} from '../../../generator/kconfig/index.ts';
import * as errors from '../../../generator/kconfig/diagnostics/errors.ts';

const ROOT = join(import.meta.dirname, '../../..');
const DOCS = readFileSync(join(ROOT, 'docs/kconfig.md'), 'utf8');
const PACKAGE = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/** The text of the first block in a language after `from`. */
function block(language: string, from: string): string {
  const rest = DOCS.slice(DOCS.indexOf(from));
  const [, text] = new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'm').exec(rest) ?? [];
  if (text === undefined) throw new Error(`docs/kconfig.md has no ${language} block after ${from}`);
  return text;
}

describe('the example of docs/kconfig.md', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'library-'));
    // The package as npm installs it, built here.
    const installed = join(folder, 'node_modules/mallocgen');
    mkdirSync(installed, { recursive: true });
    writeFileSync(join(installed, 'package.json'), JSON.stringify(PACKAGE));
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const config = join(ROOT, 'tsconfig.build.json');
    execFileSync(process.execPath, [tsc, '-p', config, '--noCheck', '--outDir', join(installed, 'dist')]);
    buildSync({
      entryPoints: [join(installed, 'dist/generator/kconfig/index.js')],
      outfile: join(installed, PACKAGE.exports['./kconfig'].default),
      bundle: true,
      format: 'esm',
      platform: 'node',
    });
    symlinkSync(join(ROOT, 'node_modules/typescript'), join(folder, 'node_modules/typescript'));
    symlinkSync(join(ROOT, 'node_modules/@types'), join(folder, 'node_modules/@types'));
    writeFileSync(join(folder, 'Kconfig.demo'), block('kconfig', 'With this'));
    writeFileSync(join(folder, 'board_defconfig'), block('text', 'and this'));
    writeFileSync(join(folder, 'example.mjs'), block('js', '## An example'));
    writeFileSync(join(folder, 'example.mts'), block('js', '## An example'));
    writeFileSync(join(folder, 'Kconfig.sensor'), block('kconfig', '### What build systems pass in'));
    writeFileSync(join(folder, 'functions.mjs'), block('js', '### What build systems pass in'));
    writeFileSync(join(folder, 'session.mjs'), block('js', '## Edit a configuration'));
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  test('the functions of the page are called', () => {
    const options = { cwd: folder, encoding: 'utf8' } as const;
    expect(execFileSync(process.execPath, ['functions.mjs'], options)).toBe('y\n');
  });

  test('prints what it says', () => {
    const stdout = execFileSync(process.execPath, ['example.mjs'], { cwd: folder, encoding: 'utf8' });
    expect(stdout).toBe(block('text', 'it prints'));
    expect(readFileSync(join(folder, '.config'), 'utf8')).toMatch(/^CONFIG_TRACE=y$/m);
  });

  test('for a session prints what it says', () => {
    const stdout = execFileSync(process.execPath, ['session.mjs'], { cwd: folder, encoding: 'utf8' });
    expect(stdout).toBe(block('text', 'With the two files above'));
  });

  test('compiles, and a mistake in it does not', () => {
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', '--types', 'node', '--ignoreConfig'];
    const check = (): Buffer =>
      execFileSync(process.execPath, [tsc, ...options, 'example.mts'], { cwd: folder });
    expect(check).not.toThrow();
    const text = readFileSync(join(folder, 'example.mts'), 'utf8');
    writeFileSync(join(folder, 'example.mts'), text.replace('HEAP_SIZE: 0x4000', 'HEAP_SIZE: null'));
    expect(check).toThrow();
  });
});

test('the library imports nothing of the package but its own folder, generator/text, generator/files and the bases of errors, positions and signals to stop', () => {
  const folder = join(ROOT, 'generator/kconfig');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  expect(files.length).toBeGreaterThan(50);
  const outside = new Set<string>();
  for (const file of files) {
    const text = readFileSync(join(folder, file), 'utf8');
    for (const [, from = ''] of text.matchAll(/^(?:import|export|\}) [^;]*?from '([^']+)';/gm)) {
      if (from.startsWith('node:')) continue;
      const path = relative(folder, resolve(folder, dirname(file), from));
      if (!from.startsWith('.') || path.startsWith('..')) outside.add(from.startsWith('.') ? path : from);
    }
  }
  const floors = [...outside].filter((path) => !/^\.\.\/(text|files)\//.test(path));
  expect(floors.toSorted()).toEqual(['../error.ts', '../position.ts', '../stop-signal.ts']);
});

describe('the catalogue of docs/kconfig.md', () => {
  const codes = (title: string): string[] => {
    const [section = ''] = DOCS.slice(DOCS.indexOf(title)).slice(title.length).split(/^##/m);
    return Array.from(section.matchAll(/^\| `([\w-]+)` /gm), ([, code]) => code!);
  };

  test('has every code about a tree', () => {
    expect(codes('### About a tree')).toEqual(TREE_CODES);
  });

  test('has every code about a configuration', () => {
    expect(codes('### About a configuration')).toEqual(CONFIGURATION_CODES);
  });

  test('has every code of an error', () => {
    const position = { file: 'Kconfig', line: 1, column: 1 };
    const causes = Object.values(errors).filter((value) => value.prototype instanceof Error);
    const known = causes.flatMap((Cause) => {
      const isUnplaced = Cause === errors.DefconfigReadError;
      const args =
        Cause === ConfigurationRefusedError ? [[]] : isUnplaced ? [''] : [position, ''];
      const { code } = Reflect.construct(Cause, args) as { code?: string };
      return code === undefined ? [] : [code];
    });
    expect(codes('### Errors').toSorted()).toEqual(known.toSorted());
  });
});
