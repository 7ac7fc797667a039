import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { expect, test } from '@jest/globals';

import { sourceMapBetween } from '../../../generator/output/index.ts';

const TS = `/** A heap. */
type Mem = number;

const STEP = 4096;

/** Rounds up. */
function rounded(bytes: number): number {
  return Math.ceil(bytes / STEP) * STEP;
}

function unused(): void {}

export function grow(memory: ArrayBuffer, bytes: number): Mem {
  // Too long.
  const length: number = memory.byteLength + rounded(bytes);
  const fits = length <= memory.maxByteLength && bytes > 0;
  if (!fits) throw new RangeError('no');
  memory.resize(length);
  return (length - bytes) as Mem;
}
`;

const JS = `/** A heap. */
function rounded(bytes) {
  return Math.ceil(bytes / 4096) * 4096;
}
export function grow(memory, bytes) {
  // Too long.
  bytes = memory.byteLength + rounded(bytes);
  if (!(bytes <= memory.maxByteLength && bytes > 0))
    throw new RangeError('no');
  memory.resize(bytes); return bytes;
}
export { grow as sbrk };
`;

const map = new TraceMap(sourceMapBetween(JS, TS, 'x/malloc.ts') as never);

/** The text of malloc.ts from where a text of malloc.js is. */
function original(text: string, word = text): string | undefined {
  const start = JS.indexOf(text) + text.indexOf(word);
  const before = JS.slice(0, start).split('\n');
  const column = before.at(-1)?.length ?? 0;
  const place = originalPositionFor(map, { line: before.length, column });
  return place.line === null ? undefined : TS.split('\n')[place.line - 1]?.slice(place.column ?? 0);
}

test.each([
  ['rounded(bytes) {', 'rounded(bytes: number): number {'],
  ['Math.ceil', 'Math.ceil(bytes / STEP) * STEP;'],
  ['export function grow', 'export function grow(memory: ArrayBuffer, bytes: number): Mem {'],
  ['rounded(bytes);', 'rounded(bytes);'],
  ['memory.maxByteLength', 'memory.maxByteLength && bytes > 0;'],
  ["throw new RangeError('no')", "throw new RangeError('no');"],
  ['memory.resize', 'memory.resize(length);'],
  ['return bytes', 'return (length - bytes) as Mem;'],
])('%s comes from %s', (text, expected) => {
  expect(original(text)).toBe(expected);
});

test('what has no partner is where the code before it is', () => {
  expect(original('bytes = memory', 'bytes')).toBe(
    'const length: number = memory.byteLength + rounded(bytes);',
  );
});

test('the map has the source and its name, and no absolute path', () => {
  expect(map.sources).toEqual(['x/malloc.ts']);
  expect(map.sourcesContent).toEqual([TS]);
});
