import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

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

test('an interrupted run is reported, and generating again repairs it', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  const left = `.small-${String(pid)}-abcdef`;
  mkdirSync(path(left));
  renameSync(path('small'), path(`${left}/previous`));
  const told = `out/${left}: interrupted: a run was interrupted while it wrote small: generate that again, which repairs it.\n`;
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
      'what tsc makes of malloc.ts',
      () =>
        writeFileSync(
          path(ours),
          `"use strict";\n${readFileSync(path('small/u-boot/malloc.ts'), 'utf8')}`,
        ),
      'were generated: tsc has written what it made of malloc.ts there; let it write elsewhere',
    ],
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
        edit('small/manifest.json', (text) =>
          text.replace('configs/small_defconfig', 'configs/default_defconfig'),
        ),
      'stale: small_defconfig gives another configuration now.',
    ],
    [
      'a manifest that does not say what it was made from',
      () => edit('small/manifest.json', (text) => text.replace('"from"', '"elsewhere"')),
      'out/small/manifest.json: stale: it does not say what it was made from.',
    ],
    [
      'a manifest that was made from an absolute path',
      () =>
        edit('small/manifest.json', (text) => text.replace('mallocgen:configs', '/etc/configs')),
      'damaged: configuration.from.defconfig: is not a path from this folder.',
    ],
    [
      'a manifest that leads out of mallocgen',
      () =>
        edit('small/manifest.json', (text) => text.replace('mallocgen:configs', 'mallocgen:..')),
      'damaged: configuration.from.defconfig: is not a path from this folder.',
    ],
    [
      'a manifest that is not JSON',
      () => writeFileSync(path('small/manifest.json'), '{'),
      'out/small/manifest.json: damaged: it is not JSON',
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

describe('in a project', () => {
  const project = (...args: string[]) => mallocgen(args, { cwd: folder });
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  const TREE = 'config SYS_MALLOC_LEN\n\thex "Length"\n\tdefault 0x100000\n';

  beforeEach(() => rmSync(path(''), { recursive: true }));

  test.each([
    ['a name of its own', 'heap/app_defconfig'],
    ['a name that mallocgen has', 'heap/debug_defconfig'],
  ])('a configuration with %s is found again', async (_, defconfig) => {
    write(defconfig, 'CONFIG_SYS_MALLOC_SMALL=y\n');
    await project('--defconfig', defconfig);
    expect((await verify()).code).toBe(0);
    write(defconfig, 'CONFIG_SYS_MALLOC_SMALL=y\nCONFIG_SYS_MALLOC_LEN=0x100000\n');
    const { code, stdout } = await verify();
    expect(code).toBe(1);
    expect(stdout).toContain(
      `manifest.json: stale: ${defconfig.slice(5)} gives another configuration now.`,
    );
  });

  test('it is the same from another folder, and after the project was moved', async () => {
    write('project/heap/app_defconfig', 'CONFIG_SYS_MALLOC_SMALL=y\n');
    await project('--defconfig', 'project/heap/app_defconfig', '--out', 'project/out');
    expect((await verify('project/out')).code).toBe(0);
    renameSync(join(folder, 'project'), join(folder, 'moved'));
    expect((await verify('moved/out')).code).toBe(0);
  });

  test('a configuration with fragments and binding functions is made from them again', async () => {
    write('heap/app_defconfig', 'CONFIG_SYS_MALLOC_LEN=0x100000\n');
    write('heap/a.config', 'CONFIG_SYS_MALLOC_LEN=0x200000\n');
    write('heap/b.config', 'CONFIG_SYS_MALLOC_SMALL=y\nCONFIG_SYS_MALLOC_LEN=0x400000\n');
    const fragments = [
      '--fragment',
      'heap/a.config',
      '--fragment',
      'b.config',
      '--configs',
      'heap',
    ];
    await project('--defconfig', 'app_defconfig', ...fragments, '--binding-functions');
    const config = readFileSync(path('app/.config'), 'utf8');
    expect(config).toContain('CONFIG_SYS_MALLOC_LEN=0x400000');
    expect(config).toContain('CONFIG_SYS_MALLOC_SMALL=y');
    for (const file of ['malloc.ts', 'malloc.js', 'malloc.d.ts'])
      expect(readFileSync(path(`app/u-boot/${file}`), 'utf8')).toContain('function malloc_brk()');
    const manifest = JSON.parse(readFileSync(path('app/manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({
      bindingFunctions: true,
      configuration: {
        from: { fragments: ['../../heap/a.config', '../../heap/b.config'] },
      },
    });
    expect(manifest.phases['u-boot'].exports).toContain('malloc_brk');
    expect(await verify()).toMatchObject({ code: 0 });

    write('other/app_defconfig', 'CONFIG_SYS_MALLOC_LEN=0x100000\n');
    expect((await verify('--configs', 'other')).code).toBe(0);
    write('other/b.config', '');
    expect((await verify('--configs', 'other')).stdout).toContain('gives another configuration');
    write('heap/b.config', 'CONFIG_SYS_MALLOC_LEN=0x400000\n');
    expect((await verify()).stdout).toContain('app_defconfig gives another configuration now.');
    rmSync(join(folder, 'heap/b.config'));
    expect((await verify()).stdout).toContain('heap/b.config: missing: out/app was made from it.');
  });

  test('a fragment that is not there is refused, and nothing is written', async () => {
    write('heap/app_defconfig', '');
    expect(
      await project('--defconfig', 'heap/app_defconfig', '--fragment', 'heap/no.config'),
    ).toEqual({
      code: 2,
      stdout: '',
      stderr: 'heap/no.config: there is no such file. Correct the path.\n',
    });
    expect(existsSync(path('app'))).toBe(false);
  });

  test('a configuration that is gone is missing', async () => {
    write('heap/app_defconfig', '');
    await project('--defconfig', 'heap/app_defconfig');
    rmSync(join(folder, 'heap'), { recursive: true });
    expect(await verify()).toEqual({
      code: 1,
      stdout:
        'heap/app_defconfig: missing: out/app was made from it.\n' +
        '1 of 5 files is not as it would be generated. Generate it again.\n',
      stderr: '',
    });
  });

  test('a tree of its own is read again, and --kconfig takes another', async () => {
    write('tree/Kconfig', TREE);
    write('app_defconfig', '');
    await project('--defconfig', './app_defconfig', '--kconfig', 'tree/Kconfig');
    expect((await verify()).code).toBe(0);
    write('other/Kconfig', TREE.replace('0x100000', '0x200000'));
    expect((await verify('--kconfig', 'other/Kconfig')).code).toBe(1);
    write('tree/Kconfig', TREE.replace('0x100000', '0x200000'));
    expect((await verify()).code).toBe(1);
    rmSync(join(folder, 'tree'), { recursive: true });
    expect((await verify()).stdout).toContain('tree/Kconfig: missing: out/app was made from it.');
  });

  test('--configs takes the configurations from another folder', async () => {
    write('a/app_defconfig', '');
    write('b/app_defconfig', 'CONFIG_SYS_MALLOC_SMALL=y\n');
    await project('--defconfig', 'a/app_defconfig');
    expect((await verify('--configs', 'a')).code).toBe(0);
    expect((await verify('--configs', 'b')).stdout).toContain('stale: app_defconfig gives another');
    write('c/other_defconfig', '');
    expect((await verify('out', '--configs', 'c')).stdout).toContain('c/app_defconfig: missing');
  });

  test('a configuration that is no longer accepted is stale, and why is said', async () => {
    write('heap/app_defconfig', '');
    await project('--defconfig', 'heap/app_defconfig');
    write('heap/app_defconfig', 'CONFIG_SYS_MALLOC_LEN=4M\n');
    const { code, stdout } = await verify();
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /stale: app_defconfig gives none now: heap\/app_defconfig:1: SYS_MALLOC_LEN/,
    );
  });
});

test('the manifest names files of mallocgen as such, wherever it is installed', () => {
  const { configuration } = JSON.parse(readFileSync(path('small/manifest.json'), 'utf8'));
  expect(configuration.from).toEqual({
    defconfig: 'mallocgen:configs/small_defconfig',
    kconfig: 'mallocgen:Kconfig',
  });
});

test('a folder without anything generated is an error', async () => {
  const { code, stderr } = await verify('nosuch');
  expect(code).toBe(2);
  expect(stderr).toMatch(/^nosuch has no manifest\.json, nor has a folder in it\. Name the folder/);
});

test('a tree is read in the dialect that it was read in', async () => {
  rmSync(path('.'), { recursive: true });
  const args = ['--defconfig', 'spl_simple_defconfig', '--dialect', 'linux'];
  await mallocgen(args, { cwd: folder });
  expect(readFileSync(path('spl_simple/.config'), 'utf8')).toContain('# end of ');
  expect((await verify()).code).toBe(0);
  edit('spl_simple/manifest.json', (text) =>
    text.replace('"dialect": "linux"', '"dialect": "lunix"'),
  );
  expect((await verify()).stdout).toContain('lunix: there is no such dialect of Kconfig');
});
