/*
 * The examples of docs/javascript.md print what the page shows.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mallocgen } from '../src/cli/fake-process.ts';

const PAGE = readFileSync('docs/javascript.md', 'utf8');

interface Block {
  readonly language: string;
  readonly text: string;
}

const blocks: readonly Block[] = [...PAGE.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].map(
  ([, language = '', text = '']) => ({ language, text }),
);

const nameOf = ({ text }: Block): string => /^\/\/ (\S+)\n/.exec(text)?.[1] ?? '';

/** Programs, and what each prints: the next text on the page. */
const programs = blocks.flatMap((block, i) => {
  const shown = blocks.slice(i + 1).find(({ language }) => language === 'text');
  return block.language === 'js' && nameOf(block) !== 'worker.mjs'
    ? [[nameOf(block), shown?.text ?? ''] as const]
    : [];
});

let cwd: string;
beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'javascript-'));
  for (const [, defconfig = ''] of PAGE.matchAll(/^ {4}mallocgen --defconfig (\S+)$/gm)) {
    const { code, stderr } = await mallocgen(['--defconfig', defconfig], { cwd });
    expect([stderr, code]).toEqual([expect.not.stringContaining('rror'), 0]);
  }
  for (const block of blocks) {
    if (block.language === 'js') writeFileSync(join(cwd, nameOf(block)), block.text);
  }
}, 60_000);
afterAll(() => rmSync(cwd, { recursive: true }));

test('there are examples', () => {
  expect(programs.map(([name]) => name)).toEqual([
    'many-heaps.mjs',
    'workers.mjs',
    'snapshot.mjs',
    'growing.mjs',
  ]);
});

test.each(programs)('%s', (name, shown) => {
  const options = { cwd, encoding: 'utf8', timeout: 30_000 } as const;
  expect(execFileSync(process.execPath, [name], options)).toBe(shown);
});
