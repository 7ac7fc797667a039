import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { mallocgen, type Outcome } from './src/cli/fake-process.ts';

const README = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');

/** The text of the README's first block in a language, after `from`. */
function block(language: string, from: string): string {
  const rest = README.slice(README.indexOf(from));
  const [, text] = new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'm').exec(rest) ?? [];
  if (text === undefined) {
    throw new Error(`README.md has no ${language} block after ${from}`);
  }
  return text;
}

/** A text with its numbers made alike, and with them the blanks that align them. */
function shape(text: string): string {
  return text.replace(/\d+/g, '0').replace(/ +/g, ' ');
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
  expect(shape(outcome.stdout)).toBe(shape(block('text', 'npx mallocgen')));
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
