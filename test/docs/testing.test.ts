/*
 * The files of docs/testing.md run in the runners that they are for, by the commands that the page shows,
 * and a leak looks as it says. Bun and Deno run where they are installed: found in PATH, or named by $BUN
 * and $DENO.
 */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PACKAGE_ROOT } from '../../src/package-root.ts';
import { mallocgen } from '../src/cli/fake-process.ts';

const PAGE = readFileSync(join(PACKAGE_ROOT, 'docs/testing.md'), 'utf8');

const FILES = new Map(
  [...PAGE.matchAll(/^```js\n\/\/ (\S+)\n([^]*?)^```$/gm)].map(([block, name = '']) => [
    name,
    block.replace(/^```js\n/, '').replace(/```$/, ''),
  ]),
);

/** The commands of the page that run tests. */
const COMMANDS = [...PAGE.matchAll(/^ {4}((?:node|npx|bun|deno) .*)$/gm)].map(
  ([, command = '']) => command,
);

const PROGRAMS: Readonly<Record<string, string>> = {
  bun: process.env['BUN'] ?? 'bun',
  deno: process.env['DENO'] ?? 'deno',
  node: process.execPath,
};

let cwd: string;
beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'testing-'));
  writeFileSync(join(cwd, 'package.json'), '{ "type": "module" }');
  const [, name = '', contents = ''] = /^.*`(\w+_defconfig)`\n\n {4}(.*)$/m.exec(PAGE) ?? [];
  writeFileSync(join(cwd, name), `${contents}\n`);
  const [, defconfig = ''] = /^ {4}mallocgen --defconfig (\S+)$/m.exec(PAGE) ?? [];
  expect(await mallocgen(['--defconfig', defconfig], { cwd })).toMatchObject({ code: 0 });
  for (const [file, text] of FILES) writeFileSync(join(cwd, file), text);
  mkdirSync(join(cwd, 'node_modules'));
  symlinkSync(PACKAGE_ROOT, join(cwd, 'node_modules/mallocgen'));
  for (const runner of ['jest', 'mocha', 'vitest']) {
    const folder = join(PACKAGE_ROOT, 'node_modules', runner);
    symlinkSync(folder, join(cwd, 'node_modules', runner));
  }
}, 60_000);
afterAll(() => rmSync(cwd, { recursive: true }));

function run(command: string) {
  const [program = '', ...words] = command.split(' ');
  // npx runs what package.json calls the program of a package.
  const args = program === 'npx' ? [binOf(words[0] ?? ''), ...words.slice(1)] : words;
  const { NODE_OPTIONS: _, JEST_WORKER_ID: __, NODE_TEST_CONTEXT: ___, ...env } = process.env;
  const ran = spawnSync(PROGRAMS[program] ?? process.execPath, args, {
    cwd,
    encoding: 'utf8',
    env: { ...env, CI: '1', NO_COLOR: '1' },
  });
  return { status: ran.status, output: ran.stdout + ran.stderr };
}

function binOf(name: string): string {
  const folder = join(cwd, 'node_modules', name);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    bin: Record<string, string>;
  };
  return join(folder, bin[name] ?? '');
}

test('there is a command for each runner', () => {
  expect(
    COMMANDS.map((command) => /jest|vitest|mocha|^bun|^deno|--test/.exec(command)?.[0]),
  ).toEqual(['--test', 'jest', 'vitest', 'mocha', 'bun', 'deno']);
});

test.each(COMMANDS)('%s', (command) => {
  const [program = ''] = command.split(' ');
  const path = PROGRAMS[program];
  if (path !== undefined && !path.includes('/') && spawnSync(path, ['--version']).error) return;
  if (path?.includes('/') && !existsSync(path)) return;
  const passing = run(command);
  expect(passing).toEqual({ status: 0, output: expect.stringMatching(/1 pass|pass 1|1 passed/) });

  // Without clean-up the same test fails.
  const file = join(cwd, 'string-list.js');
  const text = readFileSync(file, 'utf8');
  try {
    writeFileSync(file, text.replace('heap.free(block)', 'void block'));
    const leaking = run(command);
    expect(leaking.status).not.toBe(0);
    expect(leaking.output).toMatch(/1 block leaked:\n +7 bytes at 0x[\da-f]+, allocated by\n/);
  } finally {
    writeFileSync(file, text);
  }
});

test('a leak looks as the page shows', () => {
  const file = join(cwd, 'string-list.node.js');
  const text = readFileSync(file, 'utf8');
  const [, shown = ''] = /^```text\n([^]*?)^```$/m.exec(PAGE) ?? [];
  const lines = shown.trimEnd().split('\n');
  try {
    writeFileSync(file, text.replace('  t.after(() => list.destroy());\n', ''));
    const { status, output } = run('node --test string-list.node.js');
    expect(status).toBe(1);
    for (const line of lines) expect(output).toContain(line.trim());
  } finally {
    writeFileSync(file, text);
  }
});

test('tests with a heap of their own', () => {
  expect(run('node --test own-heap.node.js')).toMatchObject({ status: 0 });
});
