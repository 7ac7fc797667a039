/*
 * The examples of docs/system-memory.md print what the page shows.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mallocgen } from '../src/cli/fake-process.ts';

const PAGE = readFileSync('docs/system-memory.md', 'utf8');

/** Each example, and the output behind it. */
const EXAMPLES = [
  ...PAGE.matchAll(/^```js\n\/\/ (\w+)\.mjs\n([^]*?)^```\n\n```text\n([^]*?)^```$/gm),
].map(([, name = '', code = '', output = '']) => ({ name, code, output }));

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'system-memory-'));
});
afterAll(() => rmSync(cwd, { recursive: true }));

test('has an example of each source', () => {
  expect(EXAMPLES.map(({ name }) => name)).toEqual(['grow', 'morecore', 'mmap']);
});

describe.each(EXAMPLES)('$name', ({ name, code, output }) => {
  test('prints what the page shows', async () => {
    const [, configuration = ''] = /out\/(\w+)\//.exec(code) ?? [];
    expect(PAGE).toContain(`mallocgen --defconfig ${configuration}_defconfig`);
    const { code: exit } = await mallocgen(['--defconfig', `${configuration}_defconfig`], { cwd });
    expect(exit).toBe(0);
    writeFileSync(join(cwd, `${name}.mjs`), code);
    const stdout = execFileSync(process.execPath, [`${name}.mjs`], { cwd, encoding: 'utf8' });
    expect(stdout).toBe(output);
  }, 60_000);
});
