/*
 * The example in examples/boot does what its README says.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mallocgen, type Outcome } from '../src/cli/fake-process.ts';

const FOLDER = 'examples/boot';
const README = readFileSync(join(FOLDER, 'README.md'), 'utf8');

/** The text of the README's first block in a language. */
function block(language: string): string {
  return new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'm').exec(README)?.[1] ?? '';
}

const [generate = '', boot = ''] = block('sh').split('\n');

let cwd: string;
let outcome: Outcome;
beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'boot-'));
  cpSync(FOLDER, join(cwd, FOLDER), {
    recursive: true,
    filter: (path) => path !== join(FOLDER, 'out'),
  });
  writeFileSync(join(cwd, 'package.json'), '{ "type": "module" }');
  outcome = await mallocgen(generate.replace(/^npx mallocgen /, '').split(' '), { cwd });
}, 60_000);
afterAll(() => rmSync(cwd, { recursive: true }));

test('makes an allocator for each phase', () => {
  expect(outcome).toMatchObject({ code: 0 });
  const phases = outcome.stdout.split('\n').map((line) => line.split(' ')[0]);
  expect(phases.slice(1, 5)).toEqual(['u-boot', 'spl', 'tpl', 'vpl']);
});

test('boots, and prints what the README shows', () => {
  const [command = '', ...args] = boot.split(' ');
  expect(command).toBe('node');
  const stdout = execFileSync(process.execPath, args, { cwd, encoding: 'utf8' });
  expect(stdout).toBe(block('text'));
});
