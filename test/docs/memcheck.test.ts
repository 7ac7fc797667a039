/*
 * The example of docs/memcheck.md finds what the page shows, at the same addresses.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PACKAGE_ROOT } from '../../src/package-root.ts';
import { mallocgen } from '../src/cli/fake-process.ts';

const PAGE = readFileSync('docs/memcheck.md', 'utf8');
const [, CODE = '', OUTPUT = ''] =
  /^```js\n([^]*?)^```\n[^]*?^```text\n([^]*?)^```$/m.exec(PAGE) ?? [];

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'memcheck-'));
});
afterAll(() => rmSync(cwd, { recursive: true }));

/** Without frames that have no name or are inside of the allocator, and with file names alone. */
function shortened(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/^ +at (?:file:|report_)/.test(line))
    .map((line) => line.replace(/\(file:.*\/([^/]+\.js:\d+:\d+)\)/, '($1)'))
    .join('\n');
}

/** Where in malloc.js a function stands changes with every change of a template. */
function withoutLines(text: string): string {
  return text.replace(/malloc\.js:\d+:\d+/g, 'malloc.js');
}

test('the example prints what the page shows', async () => {
  const { code } = await mallocgen(['--defconfig', 'valgrind_defconfig'], { cwd });
  expect(code).toBe(0);
  mkdirSync(join(cwd, 'node_modules'));
  symlinkSync(PACKAGE_ROOT, join(cwd, 'node_modules/mallocgen'));
  writeFileSync(join(cwd, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(cwd, 'example.js'), CODE);
  const stdout = execFileSync(process.execPath, ['example.js'], { cwd, encoding: 'utf8' });
  expect(withoutLines(shortened(stdout))).toBe(withoutLines(OUTPUT));
}, 60_000);
