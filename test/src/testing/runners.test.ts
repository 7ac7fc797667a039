/*
 * Leak checks in the test runners themselves. The name of each test in fixtures/ says what has to come out:
 *
 *     ok, parent    it passes, though for `parent` the reason is another test
 *     leak          it fails with a LeakError
 *     own           it fails with an error of its own
 *
 * Bun and Deno run where they are installed: found in PATH, or named by $BUN and $DENO.
 */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PACKAGE_ROOT } from '../../../src/package-root.ts';
import { mallocgen } from '../cli/fake-process.ts';

const FIXTURES = join(PACKAGE_ROOT, 'test/src/testing/fixtures');

interface Runner {
  readonly file: string;
  readonly command: readonly string[];
  /** Finds the names of the tests that passed, and of those that failed, in what the runner printed. */
  readonly passed: RegExp;
  readonly failed: RegExp;
  /** How often it names a test that failed. */
  readonly names?: number;
  /** Whether it shows the line that leaked: the message does so everywhere. */
  readonly showsLine: RegExp;
}

const installed = (path: string) => join(PACKAGE_ROOT, 'node_modules', path);

function isRunnable(command: string): boolean {
  return command.includes('/')
    ? existsSync(command)
    : spawnSync(command, ['--version']).status === 0;
}

const RUNNERS: Readonly<Record<string, Runner>> = {
  'node:test': {
    file: 'node.test.mjs',
    command: [process.execPath, '--test', '--test-reporter=tap'],
    passed: /^ *ok \d+ - (\w+:.*)/gm,
    failed: /^ *not ok \d+ - (\w+:.*)/gm,
    showsLine: /^ +\/.*node\.test\.mjs:24:3$/m,
  },
  jest: {
    file: 'jest.test.js',
    command: [
      process.execPath,
      '--experimental-vm-modules',
      installed('jest/bin/jest.js'),
      '--verbose',
      '--rootDir=.',
    ],
    passed: /✓ (\w+:.*?)(?: \(.*)?$/gm,
    failed: /✕ (\w+:.*?)(?: \(.*)?$/gm,
    showsLine: /> 27 \| {3}add\(10\);/,
  },
  vitest: {
    file: 'vitest.test.js',
    command: [process.execPath, installed('vitest/vitest.mjs'), 'run', '--reporter=verbose'],
    passed: /✓ .*?(\w+: .*?)(?: \d+ms.*)?$/gm,
    failed: /× .*?(\w+: .*?)(?: \d+ms.*)?$/gm,
    showsLine: /39\| {3}add\(10\);/,
  },
  mocha: {
    file: 'mocha.test.js',
    command: [process.execPath, installed('mocha/bin/mocha.js')],
    // A test that leaks has passed before, and then fails.
    passed: /✔ (ok:.*|parent:.*)$/gm,
    failed: /^ +\d+\) (\w+:.*[^:])$/gm,
    showsLine: /at .*mocha\.test\.js:26:5/,
  },
  'bun:test': {
    file: 'bun.test.js',
    command: [process.env['BUN'] ?? 'bun', 'test'],
    passed: /^\(pass\) (?:.* > )?(\w+:.*?)(?: \[.*)?$/gm,
    failed: /^\(fail\) (?:.* > )?(\w+:.*?)(?: \[.*)?$/gm,
    showsLine: /^16 \|   add\(10\);\n +\^$/m,
  },
  'Deno.test': {
    file: 'deno.test.js',
    command: [process.env['DENO'] ?? 'deno', 'test', '--no-check'],
    passed: /^(\w+:.*) \.\.\. ok/gm,
    failed: /^(\w+:.*) \.\.\. FAILED/gm,
    showsLine: /at .*deno\.test\.js:19:3/,
  },
};

let cwd: string;
beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'leak-checks-'));
  cpSync(FIXTURES, cwd, { recursive: true });
  writeFileSync(join(cwd, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(cwd, 'jest.config.js'), 'export default { transform: {} };');
  mkdirSync(join(cwd, 'node_modules'));
  symlinkSync(PACKAGE_ROOT, join(cwd, 'node_modules/mallocgen'));
  for (const name of ['vitest', 'mocha']) {
    if (existsSync(installed(name))) symlinkSync(installed(name), join(cwd, 'node_modules', name));
  }
  const { code, stderr } = await mallocgen(['--defconfig', './leaks_defconfig'], { cwd });
  expect([code, stderr]).toEqual([0, expect.anything()]);
}, 60_000);
afterAll(() => rmSync(cwd, { recursive: true }));

function names(output: string, pattern: RegExp): readonly string[] {
  return [...output.matchAll(pattern)].map(([, name = '']) => name.trim());
}

describe.each(Object.entries(RUNNERS))('%s', (name, runner) => {
  const program = runner.command.find((word) => word.endsWith('js')) ?? runner.command[0] ?? '';
  const runnable = isRunnable(program) ? test : test.skip;

  runnable('tests that leak fail, and no others', () => {
    const [command = '', ...args] = runner.command;
    // What this jest says of itself is not for a runner inside of it.
    const { NODE_OPTIONS: _, JEST_WORKER_ID: __, NODE_TEST_CONTEXT: ___, ...env } = process.env;
    const { stdout, stderr, status } = spawnSync(command, [...args, `./${runner.file}`], {
      cwd,
      encoding: 'utf8',
      env: { ...env, NO_COLOR: '1', CI: '1', DENO_NO_UPDATE_CHECK: '1' },
    });
    const output = stdout + stderr;
    const passed = names(output, runner.passed);
    const failed = [...new Set(names(output, runner.failed))];
    const context = `${name} printed\n${output}`;
    const parents = failed.filter((title) => title.startsWith('parent:'));
    expect({ context, wrong: passed.filter((title) => !/^(?:ok|parent):/.test(title)) }).toEqual({
      context,
      wrong: [],
    });
    expect({ context, wrong: failed.filter((title) => title.startsWith('ok:')) }).toEqual({
      context,
      wrong: [],
    });
    expect(passed.length).toBeGreaterThan(4);
    expect(failed.filter((title) => title.startsWith('leak:')).length).toBeGreaterThan(4);
    // A subtest's failure is its parent's, too.
    expect(parents).toHaveLength(name === 'node:test' ? 1 : 0);
    expect(status).not.toBe(0);
    // The message says how many bytes were asked for, and where.
    expect(output).toMatch(/1 block leaked:\n +10 bytes at 0x[\da-f]+, allocated by\n/);
    expect(output).toMatch(/ add \(add\.js:5:\d+\)\n/);
    expect(output).toMatch(new RegExp(` ${runner.file.replaceAll('.', '\\.')}:\\d+:\\d+\\n`));
    expect(output).toContain('a failure of its own');
    // The leaks as data are for programs.
    expect(output).not.toContain('isAsked');
    expect(output).not.toMatch(/\n +[^\n]*node_modules[^\n]*\n[^\n]*Free it/);
    expect(output).toMatch(runner.showsLine);
  });
});
