import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../..');
const BIN = join(ROOT, 'bin/mallocgen.js');

const BUNDLE = join(ROOT, 'dist/bundle');

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      readonly functionName: string;
      readonly ranges: readonly { readonly count: number }[];
    }[];
  }[];
}

/** How many functions the bundle has, and how many of them ran. */
function functionsOf(...args: string[]): Record<'all' | 'ran', number> {
  const folder = mkdtempSync(join(tmpdir(), 'mallocgen-coverage-'));
  try {
    const env = { NODE_V8_COVERAGE: folder, XDG_CACHE_HOME: cacheHome };
    const { status } = spawnSync(process.execPath, args, { env, stdio: 'ignore' });
    expect(status).toBe(0);
    const [report = ''] = readdirSync(folder);
    const { result } = JSON.parse(readFileSync(join(folder, report), 'utf8')) as Coverage;
    const functions = result.find(({ url }) => /(^|\/)mallocgen\.cjs$/.test(url))?.functions ?? [];
    const ran = functions.filter(({ ranges }) => ranges[0]!.count > 0);
    return { all: functions.length, ran: ran.length };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

let cacheHome: string;

function node(...args: string[]) {
  return nodeWith({ XDG_CACHE_HOME: cacheHome }, ...args);
}

function nodeWith(env: NodeJS.ProcessEnv, ...args: string[]) {
  return spawnSync(process.execPath, args, { encoding: 'utf8', env, input: '' });
}

beforeAll(() => {
  cacheHome = mkdtempSync(join(tmpdir(), 'mallocgen-cache-'));
});
afterAll(() => rmSync(cacheHome, { recursive: true }));

describe('the mallocgen program', () => {
  test('tells lines of its source as callers in the console', () => {
    const { stdout } = node(
      BIN,
      'sandbox',
      '-c',
      'malloc leak start; setenv foo bar; malloc leak end',
    );
    const source = readFileSync(join(ROOT, 'src/console/environment.ts'), 'utf8').split('\n');
    for (const [name, call] of [
      ['strdup', /heap\.malloc\(/],
      ['hsearch_r', /strdup\(/],
    ] as const) {
      const line = new RegExp(`${name}:(\\d+)`).exec(stdout)?.[1];
      expect(source[Number(line) - 1]).toMatch(call);
    }
  });

  test('gives the exit code and the streams of the command', () => {
    const good = node(BIN, '--version');
    expect([good.status, good.stdout, good.stderr]).toEqual([
      0,
      expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      '',
    ]);
    const bad = node(BIN, '--hlep');
    expect([bad.status, bad.stdout, bad.stderr]).toEqual([
      2,
      '',
      '--hlep: there is no such option. Did you mean --help?\n',
    ]);
  });

  test('runs little for --help', () => {
    const { all, ran } = functionsOf(BIN, '--help');
    expect(all).toBeGreaterThan(1500);
    expect(ran).toBeLessThan(all / 5);
  });

  test('generates without the TypeScript compiler, from the templates as stored', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mallocgen-out-'));
    const preload = join(folder, 'trace.cjs');
    writeFileSync(
      preload,
      `const Module = require('node:module');
      const load = Module._load;
      Module._load = (name, ...rest) => (process._rawDebug('loads ' + name), load(name, ...rest));`,
    );
    try {
      const args = [BIN, '--defconfig', 'small_defconfig', '--out', folder];
      const { status, stderr } = node('--require', preload, ...args);
      expect(status).toBe(0);
      expect(stderr).toContain('loads esbuild');
      expect(stderr).not.toContain('loads ts-morph');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('loads prettier where it formats, with the code of the run before', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mallocgen-out-'));
    try {
      const preload = join(folder, 'trace.cjs');
      writeFileSync(
        preload,
        `const vm = require('node:vm');
        vm.Script = class extends vm.Script {
          constructor(text, options) {
            super(text, options);
            process._rawDebug(options.filename, options.cachedData !== undefined);
          }
        };`,
      );
      const loaded = (...args: string[]): readonly string[] => {
        const { status, stderr } = node('--require', preload, BIN, ...args);
        expect(status).toBe(0);
        return stderr.split('\n').filter((line) => /^\S+\.cjs (?:true|false)$/.test(line));
      };
      const generating = ['--defconfig', 'small_defconfig', '--out', join(folder, 'out')];
      loaded(...generating);
      expect(loaded(...generating)).toEqual([
        'mallocgen.cjs true',
        'mallocgen-more.cjs true',
        ...['babel', 'estree', 'standalone'].map((part) => expect.stringContaining(part)),
      ]);
      expect(loaded(...generating).every((line) => line.endsWith('true'))).toBe(true);
      expect(loaded('kconfig', '--help')).toHaveLength(1);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('works where neither its folder nor the cache folder can be written to', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mallocgen-package-'));
    try {
      for (const name of ['bin', 'Kconfig', 'package.json']) {
        cpSync(join(ROOT, name), join(folder, name), { recursive: true });
      }
      cpSync(join(BUNDLE, 'mallocgen.cjs'), join(folder, 'dist/bundle/mallocgen.cjs'));
      execFileSync('chmod', ['-R', 'a-w', folder]);
      const env = { XDG_CACHE_HOME: '/proc/none' };
      expect(nodeWith(env, join(folder, 'bin/mallocgen.js'), '--version')).toMatchObject({
        status: 0,
        stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
        stderr: '',
      });
    } finally {
      execFileSync('chmod', ['-R', 'u+w', folder]);
      rmSync(folder, { recursive: true });
    }
  });

  test('accepts no baseline whose bytes Node.js would count otherwise', () => {
    const preload = join(cacheHome, 'zlib.cjs');
    writeFileSync(
      preload,
      `const zlib = require('node:zlib');
      const { gzipSync } = zlib;
      zlib.gzipSync = (content) => gzipSync(content, { level: 6 });`,
    );
    const matrix = ['--require', preload, BIN, 'matrix', '--defconfig', 'small_defconfig'];
    expect(node(...matrix, '--update')).toMatchObject({
      status: 2,
      stdout: '',
      stderr:
        'This runtime counts other gzip bytes than Node.js, so a baseline made here would not hold there. ' +
        `Run it with Node.js: node ${join('bin', 'mallocgen.js')} matrix --update\n`,
    });
    const price = ['--require', preload, BIN, 'price', 'NO_TREE_BINS'];
    for (const words of [matrix, [...price, '--defconfig', 'small_defconfig']]) {
      const { status, stderr } = node(...words);
      expect(status).toBe(0);
      const note = 'Note: This runtime counts other gzip bytes than Node.js';
      expect(stderr).toMatch(new RegExp(`^Tree: .*\n${note}`));
    }
  });

  test('ends quietly when its reader has seen enough', () => {
    const { status, stderr } = spawnSync(
      'bash',
      ['-c', `set -o pipefail; '${process.execPath}' '${BIN}' --help | true`],
      { encoding: 'utf8', env: { ...process.env, XDG_CACHE_HOME: cacheHome } },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  const shell = (command: string) =>
    spawnSync(
      'bash',
      ['-c', `set -o pipefail; ${command}`.replaceAll('M ', `'${process.execPath}' '${BIN}' `)],
      {
        encoding: 'utf8',
      },
    );
  const full = existsSync('/dev/full') ? test : test.skip;

  full.each([
    'M --help',
    'M --version',
    'M kconfig listnewconfig --kconfig Kconfig',
    'M why SYS_MALLOC_F',
    'M config diff small_defconfig small_defconfig',
    'M sandbox -c help',
    'M matrix --format github-matrix',
    'M why --format json NOSUCH',
  ])('%s > /dev/full is a sentence and exit code 2', (command) => {
    const { status, stderr } = shell(`${command} > /dev/full`);
    expect(stderr).toMatch(/^Standard output cannot be written: the disk is full\.$/m);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(status).toBe(2);
  });

  full('does what it can where its messages cannot be written', () => {
    expect(shell('M why SYS_MALLOC_F 2> /dev/full')).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^SYS_MALLOC_F is /m),
    });
    expect(shell('M nosuch 2> /dev/full').status).toBe(2);
  });

  test('a reader that ends before the command is a sentence and exit code 2', () => {
    const gone = join(mkdtempSync(join(cacheHome, 'reader-')), 'gone');
    const { status, stderr } = shell(
      `(until [ -e '${gone}' ]; do sleep 0.1; done; echo help) | M sandbox | { exec <&-; : > '${gone}'; }`,
    );
    expect(stderr).toMatch(/^Standard output cannot be written: its reader has ended\.$/m);
    expect(status).toBe(2);
  });

  test('goes on when nobody reads its messages', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mallocgen-messages-'));
    const command = `kconfig defconfig --kconfig '${ROOT}/Kconfig' --defconfig bad --output new`;
    writeFileSync(join(folder, 'bad'), 'nonsense\n'.repeat(10_000));
    try {
      const { status } = spawnSync(
        'bash',
        ['-c', `set -o pipefail; '${process.execPath}' '${BIN}' ${command} 2>&1 >log | true`],
        { cwd: folder, env: { ...process.env, XDG_CACHE_HOME: cacheHome } },
      );
      expect(status).toBe(0);
      expect(readFileSync(join(folder, 'new'), 'utf8')).toContain('CONFIG_');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
