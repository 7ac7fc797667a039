import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { beforeAll, describe, expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../..');
const BIN = join(ROOT, 'bin/mallocgen.js');

/** Prints the URL of every module that the ES module loader loads. */
const TRACE_LOADS = dataUrl(`
  import { register } from 'node:module';
  register(${JSON.stringify(
    dataUrl(`export function load(url, context, next) {
      process._rawDebug(url);
      return next(url, context);
    }`),
  )});`);

function dataUrl(javascript: string): string {
  return `data:text/javascript,${encodeURIComponent(javascript)}`;
}

function node(...args: string[]) {
  return spawnSync(process.execPath, args, { encoding: 'utf8', env: {}, input: '' });
}

beforeAll(() => {
  execFileSync(process.execPath, [
    join(ROOT, 'node_modules/typescript/bin/tsc'),
    '-p',
    join(ROOT, 'tsconfig.build.json'),
    '--noCheck',
  ]);
}, 60_000);

describe('the mallocgen program', () => {
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

  test('loads nothing for --help that only generating needs', () => {
    const { status, stderr } = node('--import', TRACE_LOADS, BIN, '--help');
    const loaded = stderr.split('\n').filter((line) => line.startsWith('file:'));
    expect(status).toBe(0);
    expect(loaded).toContainEqual(expect.stringContaining('/node_modules/yargs/'));
    expect(loaded).not.toContainEqual(
      expect.stringMatching(
        /node_modules\/(ts-morph|esbuild|prettier|zod|yocto-spinner)\/|generator\/\w+\/index\.js$/,
      ),
    );
  });

  test('ends quietly when its reader has seen enough', () => {
    const { status, stderr } = spawnSync(
      'bash',
      ['-c', `set -o pipefail; '${process.execPath}' '${BIN}' --help | true`],
      { encoding: 'utf8' },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});
