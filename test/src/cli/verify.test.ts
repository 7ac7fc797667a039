import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeAll, beforeEach, afterAll, describe, expect, test } from '@jest/globals';

import { mallocgen } from './fake-process.ts';

const NAMES = ['small', 'spl_simple'];

let made: string;
let folder: string;

beforeAll(async () => {
  made = mkdtempSync(join(tmpdir(), 'mallocgen-made-'));
  for (const name of NAMES) await mallocgen(['--defconfig', `${name}_defconfig`], { cwd: made });
}, 60_000);
afterAll(() => rmSync(made, { recursive: true }));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mallocgen-verify-'));
  cpSync(made, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const verify = (...args: string[]) => mallocgen(['verify', ...args], { cwd: folder });
const path = (file: string) => join(folder, 'out', file);

function edit(file: string, change: (text: string) => string): void {
  const before = readFileSync(path(file), 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(path(file), after);
}

test('what was just generated is as generated', async () => {
  expect(await verify()).toEqual({
    code: 0,
    stdout: '2 configurations, 13 files: all as generated.\n',
    stderr: '',
  });
  expect((await verify('out/small')).stdout).toBe('1 configuration, 5 files: all as generated.\n');
});

test('a run that was ended is told, and generating again mends it', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  const left = `.small-${String(pid)}-abcdef`;
  mkdirSync(path(left));
  renameSync(path('small'), path(`${left}/previous`));
  const told = `out/${left}: interrupted: a run was ended while it wrote small: generate that again, which mends it.\n`;
  for (const what of ['out', 'out/small']) {
    const { code, stdout } = await verify(what);
    expect(code).toBe(1);
    expect(stdout.startsWith(told)).toBe(true);
  }
  await mallocgen(['--defconfig', 'small_defconfig'], { cwd: folder });
  expect((await verify()).code).toBe(0);
});

describe('a finding', () => {
  const ours = 'small/u-boot/malloc.js';
  const cases: [string, () => void, string][] = [
    ['a file that is gone', () => rmSync(path(ours)), `out/${ours}: missing:`],
    ['a byte more', () => edit(ours, (text) => `${text}\n`), `out/${ours}: edited: `],
    [
      'another byte',
      () => edit(ours, (text) => text.replace('malloc', 'mallac')),
      'bytes as generated, but others.',
    ],
    [
      'another .config',
      () => edit('small/.config', (text) => text.replace('# CONFIG_DM is not set', 'CONFIG_DM=y')),
      'out/small/.config: edited:',
    ],
    [
      'a file of somebody else',
      () => writeFileSync(path('small/notes.txt'), 'x'),
      'out/small/notes.txt: foreign: it was not generated.',
    ],
    [
      'another program',
      () => edit('small/manifest.json', (text) => text.replace('mallocgen 0', 'mallocgen 9')),
      'out/small/manifest.json: stale: made by mallocgen 9',
    ],
    [
      'other templates',
      () =>
        edit('small/manifest.json', (text) =>
          text.replace(/"templates": "sha256:./, '"templates": "sha256:x'),
        ),
      'out/small/manifest.json: stale: the templates have changed since.',
    ],
    [
      'a defconfig that now says something else',
      () =>
        edit('small/manifest.json', (text) => text.replace('small_defconfig', 'default_defconfig')),
      'stale: default_defconfig gives another configuration now.',
    ],
    [
      'a manifest that is no JSON',
      () => writeFileSync(path('small/manifest.json'), '{'),
      'out/small/manifest.json: damaged: it is no JSON',
    ],
    [
      'a manifest that leads out of the folder',
      () => edit('small/manifest.json', (text) => text.replace('"u-boot/malloc.ts"', '"../x.ts"')),
      'out/small/manifest.json: damaged: files',
    ],
    [
      'a manifest of a later program',
      () => edit('small/manifest.json', (text) => text.replace('"schema": 1', '"schema": 2')),
      'damaged: it has schema 2, and this program reads up to 1.',
    ],
  ];

  test.each(cases)('for %s', async (_, damage, message) => {
    damage();
    const { code, stdout, stderr } = await verify();
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain(message);
    const report = JSON.parse((await verify('--format', 'json')).stdout);
    expect(report.findings).toHaveLength(1);
  });
});

test('a folder without anything generated is an error', async () => {
  const { code, stderr } = await verify('nosuch');
  expect(code).toBe(2);
  expect(stderr).toMatch(/^nosuch has no manifest\.json, nor has a folder in it\. Name the folder/);
});
