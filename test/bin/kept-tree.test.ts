import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

const BIN = join(import.meta.dirname, '../../bin/mallocgen.js');

/** Large enough to be kept, with commands that say each time that they run. */
const TREE = `mainmenu "Many"

config ANSWER
	def_bool $(shell,echo x >> runs; echo asked >&2; cat answer)

${Array.from({ length: 600 }, (_, at) => `config A${at}\n\tbool "a${at}"\n\tdefault ANSWER\n`).join('')}`;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kept-tree-'));
  write('Kconfig', TREE);
  write('answer', 'y\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

function kconfig(...args: string[]): { readonly stdout: string; readonly stderr: string } {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [BIN, 'kconfig', ...args, '--allow-shell'],
    {
      cwd: folder,
      env: { PATH: process.env['PATH'], XDG_CACHE_HOME: join(folder, 'cache') },
      encoding: 'utf8',
      input: '',
    },
  );
  expect([status, stderr]).toEqual([0, expect.any(String)]);
  return { stdout, stderr };
}

const config = (): string => readFileSync(join(folder, '.config'), 'utf8');
const runs = (): number => readFileSync(join(folder, 'runs'), 'utf8').length / 2;
const asked = (text: string): number => text.split('asked\n').length - 1;

describe('mallocgen kconfig with a kept tree', () => {
  test('runs the commands once, shows what they print as errors, and writes the same', () => {
    const first = kconfig('alldefconfig');
    const written = config();
    expect(written).toMatch(/^CONFIG_A599=y$/m);
    rmSync(join(folder, '.config'));
    const second = kconfig('alldefconfig');
    expect(config()).toBe(written);
    expect([runs(), asked(first.stderr), asked(second.stderr)]).toEqual([2, 1, 1]);
    expect(second.stdout).toBe(first.stdout);
  });

  test('writes what the commands say now, and tells it once', () => {
    kconfig('alldefconfig');
    write('answer', 'n\n');
    const { stdout, stderr } = kconfig('alldefconfig');
    expect(config()).toMatch(/^# CONFIG_A599 is not set$/m);
    expect(stdout).toBe('#\n# configuration written to .config\n#\n');
    // To compare, and to read the tree again.
    expect([runs(), asked(stderr)]).toEqual([3, 2]);
    write('.config', '# CONFIG_A7 is not set\n');
    write('answer', 'y\n');
    const listed = kconfig('listnewconfig')
      .stdout.split('\n')
      .filter((line) => line !== '');
    expect(listed).toHaveLength(599);
    expect(listed[0]).toBe('CONFIG_A0=y');
  });

  test('does not take back what a user was asked', () => {
    kconfig('alldefconfig');
    write('answer', 'n\n');
    write('.config', '');
    expect(kconfig('oldconfig').stdout.match(/\(A0\) \[N\/y\/\?\]/g)).toHaveLength(1);
  });
});
