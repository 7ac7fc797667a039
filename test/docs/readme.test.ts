import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { PACKAGE_ROOT } from '../../src/package-root.ts';
import { mallocgen, type Outcome } from '../src/cli/fake-process.ts';
import { blockAfter, readPage } from './page.ts';

const README = readPage('README.md');
const block = (language: string, from: string) => blockAfter(README, language, from);

/**
 * A text with versions and compressed sizes made alike, as they depend on the release of Node.js, and
 * with them the blanks that align them.
 */
function comparable(text: string): string {
  return text
    .replace(/^(\S+ +\d+ +\d+) +\d+ +\d+/gm, '$1 GZIP BROTLI')
    .replace(/\d+\.\d+\.\d+/g, 'VERSION')
    .replace(/ +/g, ' ');
}

let cwd: string;
let outcome: Outcome;
beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'readme-'));
  const [, args = ''] = /npx mallocgen (.*)/.exec(block('sh', '# mallocgen')) ?? [];
  outcome = await mallocgen(args.split(' '), { cwd });
}, 60_000);
afterAll(() => rmSync(cwd, { recursive: true }));

test('the command of the README prints what the README shows', () => {
  expect(outcome.code).toBe(0);
  expect(comparable(outcome.stdout)).toBe(comparable(block('text', 'npx mallocgen')));
});

test('the example of the README prints what the README shows', () => {
  writeFileSync(join(cwd, 'example.mjs'), block('js', 'npx mallocgen'));
  const stdout = execFileSync(process.execPath, ['example.mjs'], { cwd, encoding: 'utf8' });
  expect(stdout).toBe(block('text', block('js', 'npx mallocgen')));
});

test('the options of the README are those of the help', async () => {
  const { stdout } = await mallocgen(['--help']);
  expect(block('text', '## Options')).toBe(stdout);
});

test.each([/^ {4}mallocgen (why .*_defconfig)$/m, /^ {4}mallocgen (why \w+=y)$/m])(
  '%s prints the lines that the README shows',
  async (command) => {
    const [, args = ''] = command.exec(README) ?? [];
    const { code, stdout } = await mallocgen(args.split(' '), { cwd: PACKAGE_ROOT });
    expect(code).toBe(0);
    expect(stdout).toContain(block('text', args));
  },
);
