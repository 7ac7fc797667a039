import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { PACKAGE_ROOT } from '../src/package-root.ts';

const FOLDER = join(PACKAGE_ROOT, 'test/vectors/traces');
const SUFFIX = '.trace.gz';

/** Letters of the calls, in the order of their codes; test/vectors/README.md describes the format. */
export const CALLS = 'mcarf';
export const MALLOC = 0;
export const CALLOC = 1;
export const MEMALIGN = 2;
export const REALLOC = 3;
export const FREE = 4;

/** A trace as a loop reads it fastest. */
export interface Trace {
  /** Four words a call: its code and three arguments. */
  readonly words: Int32Array;
  readonly calls: number;
  /** One more than the highest number of a block. */
  readonly blocks: number;
}

/** @throws {Error} on a line that is not a call, or a number that needs more than 31 bits */
export function parseTrace(text: string): Trace {
  const lines = text.split('\n').filter((line) => line !== '');
  const words = new Int32Array(lines.length * 4);
  let blocks = 0;
  lines.forEach((line, index) => {
    const [letter = '', ...rest] = line.split(' ');
    const code = CALLS.indexOf(letter);
    const numbers = rest.map(Number);
    if (
      letter.length !== 1 ||
      code < 0 ||
      !numbers.every((n) => Number.isInteger(n) && n >= 0 && n < 2 ** 31)
    ) {
      throw new Error(`trace:${index + 1}: '${line}' is not a call`);
    }
    words.set([code, ...numbers], index * 4);
    blocks = Math.max(blocks, (numbers[0] ?? 0) + 1, code === REALLOC ? (numbers[1] ?? 0) + 1 : 0);
  });
  return { words, calls: lines.length, blocks };
}

export function tracePath(name: string): string {
  return join(FOLDER, name + SUFFIX);
}

export function loadTrace(name: string): Trace {
  return parseTrace(gunzipSync(readFileSync(tracePath(name))).toString());
}
