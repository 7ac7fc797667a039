/*
 * Stack traces of bundled programs, and of programs that run without a bundle, name lines of malloc.ts.
 */
import { execFileSync, spawnSync } from 'node:child_process';
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

import { originalPositionFor, sourceContentFor, TraceMap } from '@jridgewell/trace-mapping';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { PACKAGE_ROOT } from '../../../src/package-root.ts';

const BUNDLERS = ['esbuild', 'rollup', 'rolldown', 'vite', 'webpack'];

/** What the line of malloc.ts says that throws here. */
const THROWS = /new DataView\(/;

/** The heap is longer than its memory. */
const PROGRAM = `
import { initr_malloc } from './heap.defconfig?phase=spl';
initr_malloc(new ArrayBuffer(4096), 0, 65536);
`;

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'source-maps-'));
  writeFileSync(join(cwd, 'package.json'), '{ "type": "module" }');
  const spl = ['SPL=y', 'SPL_FRAMEWORK=y', 'SPL_SYS_MALLOC_SMALL=y'];
  writeFileSync(join(cwd, 'heap.defconfig'), spl.map((line) => `CONFIG_${line}\n`).join(''));
  writeFileSync(join(cwd, 'program.js'), PROGRAM);
  copyFileSync(join(import.meta.dirname, 'source-maps-program.mjs'), join(cwd, 'build.mjs'));
  mkdirSync(join(cwd, 'node_modules'));
  for (const name of ['mallocgen', ...BUNDLERS]) {
    const to = name === 'mallocgen' ? PACKAGE_ROOT : join(PACKAGE_ROOT, 'node_modules', name);
    symlinkSync(to, join(cwd, 'node_modules', name));
  }
  execFileSync(process.execPath, ['build.mjs', ...BUNDLERS], { cwd });
}, 120_000);
afterAll(() => rmSync(cwd, { recursive: true }));

/** Where a program says that it failed: a line and a column, both from 1. */
function placeOfError(file: RegExp, ...args: string[]): { line: number; column: number } {
  const { stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  const place = stderr
    .split('\n')
    .filter((line) => /^ +at /.test(line) && !line.includes('node:'))
    .map((line) => new RegExp(`${file.source}:(\\d+):(\\d+)\\)?$`).exec(line))
    .find((match) => match !== null);
  return { line: Number(place?.[1]), column: Number(place?.[2]) };
}

test.each(BUNDLERS)('%s maps an error in the allocator to malloc.ts', (name) => {
  const path = `out/${name}.mjs`;
  const map = new TraceMap(readFileSync(join(cwd, `${path}.map`), 'utf8'));
  const { line, column } = placeOfError(new RegExp(`${name}\\.mjs`), path);
  const original = originalPositionFor(map, { line, column: column - 1 });
  // Relative to where the bundle is, and so the same on every machine.
  expect(original.source).toMatch(/^(?!\/).*heap\.defconfig\/spl\/malloc\.ts$/);
  expect(JSON.stringify(map.sources)).not.toContain(tmpdir());
  const source = sourceContentFor(map, original.source ?? '') ?? '';
  expect(source.split('\n')[(original.line ?? 0) - 1]).toMatch(THROWS);
  // As Node.js itself reads it.
  const node = placeOfError(/heap\.defconfig\/spl\/malloc\.ts/, '--enable-source-maps', path);
  expect(node.line).toBe(original.line);
});

test('mallocgen/register maps an error in the allocator to malloc.ts', () => {
  const { stderr } = spawnSync(
    process.execPath,
    ['--enable-source-maps', '--import', 'mallocgen/register', 'program.js'],
    { cwd, encoding: 'utf8' },
  );
  // Node.js shows the line of the source.
  expect(stderr).toMatch(/heap\.defconfig\/spl\/malloc\.ts:\d+\n.*new DataView\(/);
});
