/*
 * The example in examples/leak-checks does what its README says, and node:test prints the message that the
 * README shows. The libraries are those of dist/.
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
    const list = text.replace('  list.destroy();\n', '');
    const unmarked = list.replace('leaks.expect(heap.malloc(100));', 'heap.malloc(100);');
    writeFileSync(path, unmarked.replace(/\n(?=\}\);\n$)/, "\n  throw new Error('of its own');\n"));
    const { status, output } = run(command);
    expect(status).toBe(1);
    expect(output).toContain('2 blocks leaked:');
    expect(output).toMatch(
      new RegExp(
        `7 bytes at 0x[\\da-f]+, allocated by\\n +StringList\\.add \\(\\S*string-list\\.js:9:\\d+\\)\\n +\\S*${file}:\\d+`,
      ),
    );
    expect(output).toContain('of its own');
    // jest prints both; the other two leave the leak of a failing test out.
    const leak = output.indexOf('1 block leaked');
    if (name === 'jest') expect(leak).toBeGreaterThan(output.indexOf('of its own'));
    else expect(leak).toBe(-1);

    if (name !== 'node:test') return;
    const plain = output.replace(/^ +/gm, '');
    expect(plain).toContain(block('text').replace(/^ +/gm, ''));
  });
});
