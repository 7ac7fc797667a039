import { Readable } from 'node:stream';

import { expect, test } from '@jest/globals';

import { LineReader } from '../../../../src/cli/kconfig/line-reader.ts';

async function linesOf(chunks: readonly (string | Uint8Array)[]): Promise<string[]> {
  const reader = new LineReader(Readable.from(chunks));
  const lines: string[] = [];
  for (let line = await reader.next(); line !== undefined; line = await reader.next()) {
    lines.push(line);
  }
  await reader.close();
  return lines;
}

const bytes = new TextEncoder().encode('é\n');

test.each([
  ['nothing', [], []],
  ['several lines in a piece', ['a\n\nb\n'], ['a\n', '\n', 'b\n']],
  ['a line in pieces', ['a', 'b', '\nc'], ['ab\n', 'c']],
  ['a letter in pieces', [bytes.slice(0, 1), bytes.slice(1)], ['é\n']],
  ['bytes that are not UTF-8', [Uint8Array.of(0xe9, 10)], ['\udce9\n']],
])('%s', async (_, chunks, lines) => {
  expect(await linesOf(chunks)).toEqual(lines);
});
