import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { MODULE } from '../../../generator/measure/index.ts';
import type { Manifest } from '../../../generator/output/index.ts';
import { mallocgen } from './fake-process.ts';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'generate-'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

/** Runs `mallocgen --defconfig board_defconfig ARGS` with a configuration of these lines. */
function generate(lines: readonly string[], ...args: string[]) {
  writeFileSync(join(cwd, 'board_defconfig'), lines.map((line) => `${line}\n`).join(''));
  return mallocgen(['--defconfig', 'board_defconfig', ...args], { cwd });
}

/** Every file below `out`, by its path there. */
function output(): Record<string, string> {
  const out = join(cwd, 'out');
  return Object.fromEntries(
    readdirSync(out, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
      .map((file) => [file.slice(out.length + 1), readFileSync(file, 'utf8')]),
  );
}

describe('a good configuration', () => {
  test('gives a row for each phase that it enables, and its modules', async () => {
    const { code, stdout } = await generate(['CONFIG_SPL=y', 'CONFIG_SPL_SYS_MALLOC_SIMPLE=y']);
    expect(code).toBe(0);
    const [titles, proper, spl, ...rest] = stdout.split('\n');
    expect(titles).toMatch(/^phase +exports +raw +gzip +brotli +static data$/);
    expect(proper).toMatch(/^u-boot( +\d+){5}$/);
    expect(spl).toMatch(/^spl( +\d+){5}$/);
    expect(rest).toContain('Written to out/board');
    expect(Object.keys(output())).toEqual([
      'board/.config',
      'board/manifest.json',
      'board/spl/malloc.d.ts',
      'board/spl/malloc.js',
      'board/spl/malloc.ts',
      'board/u-boot/malloc.d.ts',
      'board/u-boot/malloc.js',
      'board/u-boot/malloc.ts',
    ]);
  });

  test('names each step on standard error when that is not a terminal', async () => {
    const { stderr } = await generate([]);
    expect(stderr.split('\n')).toEqual([
      'Reading the configuration',
      'Loading the templates',
      'Specialising and measuring u-boot',
      '',
    ]);
  });

  test('gives modules that allocate', async () => {
    await generate(['# CONFIG_SYS_MALLOC_F is not set']);
    const module = await import(pathToFileURL(join(cwd, 'out/board/u-boot/malloc.js')).href);
    const memory = new ArrayBuffer(0x10000);
    module.mem_malloc_init(memory, 0, memory.byteLength);
    const first = module.malloc(100);
    expect(first).toBeGreaterThanOrEqual(module.mem_malloc_start);
    expect(module.malloc(100)).toBeGreaterThanOrEqual(first + 100);
    module.free(first);
    expect(module.malloc(100)).toBe(first);
    expect(module.malloc(0x10000)).toBe(0);
  });

  test('prints nothing but JSON with --format json: the manifest and where it is', async () => {
    const { code, stdout } = await generate(['CONFIG_NOSUCH=y'], '--format', 'json');
    expect(code).toBe(0);
    const report = JSON.parse(stdout);
    expect(report.folder).toBe('out/board');
    expect(report.manifest).toEqual(JSON.parse(output()['board/manifest.json'] ?? ''));
    expect(report.warnings).toEqual([
      expect.objectContaining({ code: 'unknown-symbol', file: 'board_defconfig', line: 1 }),
    ]);
  });

  test('shows the sizes of the manifest in the table', async () => {
    const { stdout } = await generate([]);
    const { exports, sizes } = JSON.parse(output()['board/manifest.json'] ?? '').phases['u-boot'];
    const { raw, gzip, brotli, staticData } = sizes;
    expect(stdout.split('\n')[1]?.split(/ +/)).toEqual(
      ['u-boot', exports.length, raw, gzip, brotli, staticData].map(String),
    );
  });

  test('divides the raw bytes of each phase among functions that its module declares', async () => {
    await generate(['CONFIG_SPL=y', 'CONFIG_SPL_SYS_MALLOC_SIMPLE=y']);
    const files = output();
    const { phases } = JSON.parse(files['board/manifest.json'] ?? '') as Manifest;
    for (const [phase, { sizes, functions }] of Object.entries(phases)) {
      expect(functions.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(sizes.raw);
      const names = functions.map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining(['malloc', 'free']));
      for (const name of names.filter((each) => each !== MODULE)) {
        expect(files[`board/${phase}/malloc.ts`]).toMatch(
          new RegExp(`^(export )?function ${name}\\(`, 'm'),
        );
      }
    }
  });

  test('makes the phases of --phase and no other', async () => {
    const { code, stdout } = await generate(['CONFIG_SPL=y'], '--phase', 'spl');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^spl /m);
    expect(stdout).not.toMatch(/^u-boot /m);
    expect(readdirSync(join(cwd, 'out/board')).toSorted()).toEqual([
      '.config',
      'manifest.json',
      'spl',
    ]);
  });

  test('makes each phase once, U-Boot proper first, however --phase is repeated', async () => {
    const phases = ['spl', 'u-boot', 'spl'].flatMap((phase) => ['--phase', phase]);
    const { stderr } = await generate(['CONFIG_SPL=y'], ...phases);
    expect(stderr.match(/measuring .*/g)).toEqual(['measuring u-boot', 'measuring spl']);
  });

  test('gives the same bytes each time, wherever it lies; only the manifest says where', async () => {
    await generate(['CONFIG_SPL=y']);
    const first = output();
    await generate(['CONFIG_SPL=y']);
    expect(output()).toEqual(first);
    mkdirSync(join(cwd, 'deep/down'), { recursive: true });
    writeFileSync(join(cwd, 'deep/down/board_defconfig'), 'CONFIG_SPL=y\n');
    const { code } = await mallocgen(
      ['--defconfig', 'board_defconfig', '--configs', 'down', '--out', '../out'],
      { cwd: join(cwd, 'deep') },
    );
    expect(code).toBe(0);
    const manifest = 'board/manifest.json';
    const moved = first[manifest]?.replace(
      '../../board_defconfig',
      '../../deep/down/board_defconfig',
    );
    expect(output()).toEqual({ ...first, [manifest]: moved });
  });

  test('stays inside the output folder', async () => {
    mkdirSync(join(cwd, 'a/b'), { recursive: true });
    writeFileSync(join(cwd, 'x_defconfig'), '');
    const { code, stdout } = await mallocgen(['--defconfig', '../../x_defconfig'], {
      cwd: join(cwd, 'a/b'),
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Written to out\/x$/m);
    expect(readdirSync(cwd).toSorted()).toEqual(['a', 'x_defconfig']);
    expect(readdirSync(join(cwd, 'a/b'))).toEqual(['out']);
  });

  test('may come from the configurations of the package', async () => {
    const { code, stdout } = await mallocgen(['--defconfig', 'small_defconfig'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Written to out\/small$/m);
  });

  test('may come with a Kconfig tree of its own', async () => {
    writeFileSync(join(cwd, 'Kconfig'), 'config SYS_MALLOC_LEN\n\thex "Mine"\n\tdefault 0x1234\n');
    const { code } = await generate([], '--kconfig', 'Kconfig');
    expect(code).toBe(0);
    expect(output()['board/.config']).toMatch(/^CONFIG_SYS_MALLOC_LEN=0x1234$/m);
  });
});

describe('a doubtful configuration', () => {
  test.each([
    ['a name that the tree lacks', 'CONFIG_SYS_MALOC_LEN=0x1000', /SYS_MALLOC_LEN/],
    ['a name like none', 'CONFIG_FAN_SPEED=9', /FAN_SPEED/],
    ['a value whose dependency is off', 'CONFIG_SPL_SYS_MALLOC_SIMPLE=y', /needs SPL \[=n\]/],
  ])('%s is a warning, and with --strict an error', async (_, line, remedy) => {
    const lenient = await generate(['', line]);
    expect(lenient.code).toBe(0);
    expect(lenient.stderr).toMatch(/^board_defconfig:2: warning: /m);
    expect(lenient.stderr).toMatch(remedy);
    rmSync(join(cwd, 'out'), { recursive: true });

    const strict = await generate(['', line], '--strict');
    expect(strict).toMatchObject({ code: 2, stdout: '' });
    expect(strict.stderr).toMatch(/^board_defconfig:2: (?!warning)/m);
    expect(strict.stderr).toMatch(remedy);
    expect(existsSync(join(cwd, 'out'))).toBe(false);
  });
});

test('what a Kconfig tree says before an error comes first', async () => {
  writeFileSync(join(cwd, 'Kconfig'), '$(warning-if,y,take another)\n$(info,hello)\nfrob\n');
  const { code, stderr } = await generate([], '--kconfig', 'Kconfig');
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^Kconfig:1:1: warning: take another \[macro-warning\]\nKconfig:2:1: note: hello \[macro-info\]\nKconfig:3:1: error: .*frob.* \[syntax-error\]$/m,
  );
});

test('a warning of the Kconfig tree is passed on, its information is not', async () => {
  writeFileSync(
    join(cwd, 'Kconfig'),
    '$(warning-if,y,take another)\n$(info,hello)\nconfig SYS_MALLOC_LEN\n\thex\n\tdefault 0x1000\n',
  );
  const { code, stderr } = await generate([], '--kconfig', 'Kconfig', '--strict');
  expect(code).toBe(0);
  expect(stderr).toMatch(/^Kconfig:1: warning: .*take another/m);
  expect(stderr).not.toMatch(/hello/);
});

describe('bad input exits 2, names the place and writes nothing', () => {
  test.each([
    ['a wrong type', ['', 'CONFIG_SYS_MALLOC_LEN=4M'], /^board_defconfig:2: .*SYS_MALLOC_LEN/m],
    ['a wrong bool', ['CONFIG_SPL=0'], /^board_defconfig:1: .*SPL/m],
    ['a value out of range', ['CONFIG_SYS_MALLOC_LEN=0x100000000'], /^board_defconfig:1: .*0x/m],
    [
      'a word that begins like a value',
      ['CONFIG_SPL=y', 'CONFIG_SANDBOX=yes'],
      /^board_defconfig:2: SANDBOX: 'yes' is not y or n/m,
    ],
    [
      'a comment behind a value',
      ['CONFIG_64BIT=y # wide'],
      /^board_defconfig:1: 64BIT: 'y # wide' is/m,
    ],
    [
      'a blank before =',
      ['CONFIG_SANDBOX = y'],
      /^board_defconfig:1: 'CONFIG_SANDBOX = y' is neither/m,
    ],
    ['an empty name', ['', 'CONFIG_=y'], /^board_defconfig:2: 'CONFIG_=y' is neither/m],
    ['a malformed line', ['CONFIG_SPL=y', 'SPL yes'], /^board_defconfig:2: /m],
  ])('%s', async (_, lines, message) => {
    await generate(['CONFIG_SYS_MALLOC_LEN=0x2000']);
    const before = output();
    const { code, stdout, stderr } = await generate(lines);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(output()).toEqual(before);
  });

  test.each([
    [
      'a file that is not there',
      ['--defconfig', 'boart_defconfig'],
      /boart_defconfig: there is no/,
    ],
    [
      'a folder',
      ['--defconfig', './folder_defconfig'],
      /^\.\/folder_defconfig is a folder: name a file in it\.$/m,
    ],
    ['a phase that is off', ['--defconfig', 'empty_defconfig', '--phase', 'tpl'], /CONFIG_TPL=y/],
    [
      'no Kconfig file',
      ['--defconfig', 'empty_defconfig', '--kconfig', 'none'],
      /^--kconfig none: there is no such file\./m,
    ],
    ['a hidden name', ['--defconfig', '.x_defconfig'], /no output folder can be named/],
    [
      'a Kconfig that wants a shell',
      ['--defconfig', 'empty_defconfig', '--kconfig', 'Kconfig.shell'],
      /^Kconfig\.shell:1:\d+: error: .*--allow-shell.*\[shell-not-allowed\]$/m,
    ],
  ])('%s', async (_, args, message) => {
    mkdirSync(join(cwd, 'folder_defconfig'));
    writeFileSync(join(cwd, 'empty_defconfig'), '');
    writeFileSync(join(cwd, '.x_defconfig'), '');
    writeFileSync(join(cwd, 'Kconfig.shell'), 'X := $(shell,echo hello)\n');
    const { code, stdout, stderr } = await mallocgen(args, { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(existsSync(join(cwd, 'out'))).toBe(false);
  });

  test('--allow-shell lets the Kconfig run it', async () => {
    writeFileSync(
      join(cwd, 'Kconfig.shell'),
      'config SYS_MALLOC_LEN\n\thex\n\tdefault $(shell,echo 0x4321)\n',
    );
    const { code } = await generate([], '--kconfig', 'Kconfig.shell', '--allow-shell');
    expect(code).toBe(0);
    expect(output()['board/.config']).toMatch(/^CONFIG_SYS_MALLOC_LEN=0x4321$/m);
  });
});
