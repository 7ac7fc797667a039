/*
 * The example in examples/boot does what its README says.
 */
import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

const generated = (): Promise<Outcome> =>
  mallocgen(generate.replace(/^npx mallocgen /, '').split(' '), { cwd });

/** What the example prints. */
function booted(): string {
  const [command = '', ...args] = boot.split(' ');
  expect(command).toBe('node');
  return execFileSync(process.execPath, args, { cwd, encoding: 'utf8' });
}

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'boot-'));
  cpSync(FOLDER, join(cwd, FOLDER), {
    recursive: true,
    filter: (path) => path !== join(FOLDER, 'out'),
  });
  writeFileSync(join(cwd, 'package.json'), '{ "type": "module" }');
});
afterAll(() => rmSync(cwd, { recursive: true }));

test('generates an allocator for each phase, boots, and prints what the README shows', async () => {
  const outcome = await generated();
  expect(outcome).toMatchObject({ code: 0 });
  const phases = outcome.stdout.split('\n').map((line) => line.split(' ')[0]);
  expect(phases.slice(1, 5)).toEqual(['u-boot', 'spl', 'tpl', 'vpl']);
  expect(booted()).toBe(block('text'));
});

test('boots in the 32-bit layout, too', async () => {
  appendFileSync(join(cwd, FOLDER, 'sandbox_vpl_boot_defconfig'), '# CONFIG_64BIT is not set\n');
  expect(await generated()).toMatchObject({ code: 0 });
  const lines = booted().split('\n');
  expect(lines).toContain('        root=/dev/mmcblk0p2 console=ttyS0 second image');
  expect(lines).toContain('U-Boot  started at 0x28000, and has bi_boot_params at 0x8 of its heap');
});
