import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from '@jest/globals';

const BIN = join(import.meta.dirname, '../../bin/mallocgen.js');

/** Prints to standard error whether V8 took the code that each script came with. */
const WATCH = `
  const vm = require('node:vm');
  vm.Script = class extends vm.Script {
    constructor(text, options) {
      super(text, options);
      const cached = options?.cachedData !== undefined;
      process.stderr.write(cached ? (this.cachedDataRejected ? 'rejected' : 'taken') : 'compiled');
    }
  };`;

let home: string;
let folder: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'mallocgen-home-'));
  folder = join(home, 'mallocgen');
  writeFileSync(join(home, 'watch.cjs'), WATCH);
});
afterEach(() => rmSync(home, { recursive: true }));

/** Runs a command that succeeds, and says where its code came from. */
function sourceOfCode(...args: string[]): string {
  const env = { XDG_CACHE_HOME: home };
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    ['--require', join(home, 'watch.cjs'), BIN, ...args],
    { encoding: 'utf8', env, input: '' },
  );
  expect(status).toBe(0);
  expect(stdout).toMatch(args[0] === '--version' ? /^\d+\.\d+\.\d+\n$/ : /^Usage: mallocgen/);
  return stderr;
}

const files = () => readdirSync(folder).toSorted();
const onlyFile = () => {
  expect(files()).toHaveLength(1);
  return join(folder, files()[0] ?? '');
};

test('the first run keeps the code that V8 compiled, and the next one takes it', () => {
  expect(sourceOfCode('--version')).toBe('compiled');
  expect(files()).toEqual([expect.stringMatching(/^mallocgen-version-[0-9a-f]{8}\.v8$/)]);
  expect(sourceOfCode('--version')).toBe('taken');
  expect(files()).toHaveLength(1);
});

/** Prints to standard error the flags that are set, and where between them code is loaded and Node.js's own modules are. */
const NOTE_FLAGS = `
  const v8 = require('node:v8');
  const vm = require('node:vm');
  const Module = require('node:module');
  const note = (what) => process.stderr.write(what + ' ');
  const { setFlagsFromString } = v8;
  v8.setFlagsFromString = (flag) => {
    note(flag);
    setFlagsFromString(flag);
  };
  vm.Script = class extends vm.Script {
    constructor(text, options) {
      note('code');
      super(text, options);
    }
  };
  const load = Module._load;
  Module._load = (name, ...rest) => {
    if (name === 'assert') note(name);
    return load(name, ...rest);
  };`;

// Later releases are given no flags.
const onNode20 = process.versions.node.startsWith('20.') ? test : test.skip;

onNode20("code and Node.js's own modules are loaded under V8's own flags", () => {
  writeFileSync(join(home, 'note.cjs'), NOTE_FLAGS);
  const args = ['--require', join(home, 'note.cjs'), BIN, '--version'];
  const run = () =>
    spawnSync(process.execPath, args, { encoding: 'utf8', env: { XDG_CACHE_HOME: home } });
  // The first run keeps the code.
  run();
  const { stderr } = run();
  const own = '--interrupt-budget=67584 --semi-space-growth-factor=2';
  expect(stderr).toBe(
    `${own} code assert --interrupt-budget=1000000 --semi-space-growth-factor=16 `,
  );
});

test('each command has code of its own', () => {
  sourceOfCode('--version');
  expect(sourceOfCode('kconfig', '--help')).toBe('compiled');
  expect(sourceOfCode('kconfig', '--help')).toBe('taken');
  expect(sourceOfCode('--version')).toBe('taken');
  expect(files()).toHaveLength(2);
});

test.each(['--help', '-h'])(
  'what %s of a command runs is not kept as the code of that command',
  (help) => {
    sourceOfCode('kconfig', help);
    expect(files()).toEqual([expect.stringMatching(/^mallocgen-help-[0-9a-f]{8}\.v8$/)]);
  },
);

test.each([
  ['one changed bit', (code: Buffer) => code.fill(code[5000]! ^ 1, 5000, 5001)],
  ['the end missing', (code: Buffer) => code.subarray(0, -1)],
  ['nothing in it', () => Buffer.alloc(0)],
])('a file with %s is ignored, and written again', (_, damage) => {
  sourceOfCode('--version');
  const file = onlyFile();
  const code = readFileSync(file);
  writeFileSync(file, damage(Buffer.from(code)));
  expect(sourceOfCode('--version')).toBe('compiled');
  expect(sourceOfCode('--version')).toBe('taken');
});

test('the code of another command is ignored', () => {
  sourceOfCode('--version');
  const version = onlyFile();
  sourceOfCode('--help');
  const help = files().find((file) => file.startsWith('mallocgen-help'));
  cpSync(version, join(folder, help ?? ''));
  expect(sourceOfCode('--help')).toBe('compiled');
  expect(sourceOfCode('--help')).toBe('taken');
});

test('a folder that others can write to is not used', () => {
  sourceOfCode('--version');
  chmodSync(folder, 0o777);
  expect(sourceOfCode('--version')).toBe('compiled');
  rmSync(onlyFile());
  expect(sourceOfCode('--version')).toBe('compiled');
  expect(files()).toEqual([]);
});

test('a command that fails keeps nothing', () => {
  const env = { XDG_CACHE_HOME: home };
  expect(spawnSync(process.execPath, [BIN, 'nosuch'], { env }).status).toBe(2);
  expect(existsSync(folder) ? files() : []).toEqual([]);
});

test('of many files, the oldest are removed', () => {
  mkdirSync(folder, { mode: 0o700 });
  for (let day = 1; day <= 80; day += 1) {
    const file = join(folder, `old-${day}.v8`);
    writeFileSync(file, '');
    utimesSync(file, day * 86_400, day * 86_400);
  }
  writeFileSync(join(folder, 'notes.txt'), '');
  sourceOfCode('--version');
  expect(files().filter((file) => file.endsWith('.v8'))).toHaveLength(64);
  expect(files()).toContain('old-80.v8');
  expect(files()).not.toContain('old-9.v8');
  expect(files()).toContain('notes.txt');
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test('what runs that were ended have left is removed', () => {
  sourceOfCode('--version');
  const name = files()[0]!;
  const [old, fresh, foreign] = [`.${name}-12`, `.${name}-34`, `.${name}-notes`];
  for (const each of [old, fresh, foreign]) writeFileSync(join(folder, each), '');
  for (const each of [old, foreign]) utimesSync(join(folder, each), 86_400, 86_400);
  rmSync(join(folder, name));
  sourceOfCode('--version');
  expect(files()).toEqual([fresh, foreign, name].toSorted());
});

test('an engine that sets no flags of V8, as Bun 1.3, runs commands and keeps no code', () => {
  const preload = join(home, 'no-flags.cjs');
  writeFileSync(
    preload,
    `require('node:v8').setFlagsFromString = (flag) => {
      if (flag.endsWith('flush-bytecode')) throw new Error('not yet implemented');
    };`,
  );
  const { status, stdout } = spawnSync(process.execPath, ['--require', preload, BIN, '--version'], {
    encoding: 'utf8',
    env: { XDG_CACHE_HOME: home },
  });
  expect([status, stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)]);
  expect(files()).toEqual([]);
});
