/*
 * The example in examples/leak-checks does what its README says, with the libraries from dist/.
 */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { PACKAGE_ROOT } from '../../src/package-root.ts';

const FOLDER = 'examples/leak-checks';
const README = readFileSync(join(PACKAGE_ROOT, FOLDER, 'README.md'), 'utf8');

/** The text of the README's first block in a language. */
function block(language: string): string {
  return new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'm').exec(README)?.[1] ?? '';
}

const [nodeTest = '', jest = '', vitest = ''] = block('sh').split('\n');

let cwd: string;

/** Runs a command of the README, and gives its exit code and all that it printed. */
function run(command: string): { readonly status: number | null; readonly output: string } {
  const [node, ...words] = command.split(' ');
  expect(node).toBe('node');
  const args = words.map((word) =>
    word.startsWith('node_modules/') ? join(PACKAGE_ROOT, word) : word,
  );
  // What this jest says of itself is not for one inside it.
  const { NODE_OPTIONS: _, JEST_WORKER_ID: __, NODE_TEST_CONTEXT: ___, ...env } = process.env;
  const ran = spawnSync(process.execPath, args, { cwd, encoding: 'utf8', env });
  return { status: ran.status, output: ran.stdout + ran.stderr };
}

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'leak-checks-'));
  cpSync(join(PACKAGE_ROOT, FOLDER), join(cwd, FOLDER), {
    recursive: true,
    filter: (path) => !path.endsWith('/out'),
  });
  writeFileSync(join(cwd, 'package.json'), '{ "type": "module" }');
  mkdirSync(join(cwd, 'node_modules'));
  for (const name of ['mallocgen', 'vitest']) {
    const to = name === 'mallocgen' ? PACKAGE_ROOT : join(PACKAGE_ROOT, 'node_modules', name);
    symlinkSync(to, join(cwd, 'node_modules', name));
  }
});
afterAll(() => rmSync(cwd, { recursive: true }));

describe.each([
  ['node:test', nodeTest, 'string-list.node.js'],
  ['jest', jest, 'string-list.jest.js'],
  ['vitest', vitest, 'string-list.vitest.js'],
])('%s', (name, command, file) => {
  test('the tests of the example pass', () => {
    const { status, output } = run(command);
    expect({ status, output }).toEqual({ status: 0, output: expect.anything() });
    expect(output).toMatch(name === 'node:test' ? /# pass 2/ : /2 passed/);
  });

  test('a leak is reported with its place; a failing test has its own message first', () => {
    const path = join(cwd, FOLDER, file);
    const text = readFileSync(path, 'utf8');
    try {
      writeFileSync(path, text.replace('  list.destroy();\n', ''));
      const leaking = run(command);
      expect(leaking.status).toBe(1);
      expect(leaking.output).toContain('2 blocks leaked:');
      expect(leaking.output).toMatch(
        new RegExp(
          `7 bytes at 0x[\\da-f]+, allocated by\\n +StringList\\.add \\(\\S*string-list\\.js:9:\\d+\\)\\n +\\S*${file}:\\d+`,
        ),
      );

      writeFileSync(
        path,
        text.replace('  list.destroy();\n', "  throw new Error('of its own');\n"),
      );
      const failing = run(command);
      expect(failing.status).toBe(1);
      expect(failing.output).toContain('of its own');
      const leak = failing.output.indexOf('blocks leaked');
      if (name === 'jest') expect(leak).toBeGreaterThan(failing.output.indexOf('of its own'));
      else expect(leak).toBe(-1);
    } finally {
      writeFileSync(path, text);
    }
  });
});

test('the message in the README is the one that node:test shows', () => {
  const path = join(cwd, FOLDER, 'string-list.node.js');
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace('  list.destroy();\n', ''));
  const { output } = run(nodeTest);
  writeFileSync(path, text);
  const plain = output.replace(/^ +/gm, '');
  expect(plain).toContain(block('text').replace(/^ +/gm, ''));
});
