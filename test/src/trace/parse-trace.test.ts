import { describe, expect, test } from '@jest/globals';
import { parseTrace, replay, TraceError } from '../../../src/trace/index.ts';
import { GOLDEN_VARIANTS, goldenOffsets, GOLDEN_START } from '../../support/golden.ts';
import { buildOptions } from '../../support/build-options.ts';
import { firstDifference } from '../../support/first-difference.ts';
import { loadSpecialised } from '../../support/specialised.ts';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

test('numbers the blocks in the order of the text', () => {
  const { words, calls, blocks } = parseTrace('m 9 10\nc 3 4 5\n\na 7 64 1\r\nr 1 9 2\nf 7\n');
  expect([...words]).toEqual([0, 0, 10, 0, 1, 1, 4, 5, 2, 2, 64, 1, 3, 3, 0, 2, 4, 2, 0, 0]);
  expect({ calls, blocks }).toEqual({ calls: 5, blocks: 4 });
});

test('reads sizes as C sees them', () => {
  const size = (text: string) => parseTrace(`m 1 ${text}`).words[2];
  expect(size('18446744073709551615')).toBe(-1);
  expect(size('18446744073709547520')).toBe(-4096);
  expect(size('9007199254740991')).toBe(2 ** 53 - 1);
  expect(size('9223372036854775807')).toBe(2 ** 63);
  expect(size('00000000000000000000000012')).toBe(12);
});

test('a byte order mark before the first line is none of it', () => {
  expect(parseTrace('\uFEFFm 1 40\n')).toEqual(parseTrace('m 1 40\n'));
});

test('an empty text is a trace without calls', () => {
  expect(parseTrace('')).toMatchObject({ calls: 0, blocks: 0 });
  expect(parseTrace('\n\n')).toMatchObject({ calls: 0, blocks: 0 });
});

test.each([
  ['x 1 2', "t:2: 'x' is not a call. Write m, c, a, r or f"],
  [' m 1 2', "t:2: '' is not a call."],
  ['toString 1', "t:2: 'toString' is not a call."],
  ['m 1', "t:2: 'm 1' has 1 number. Write it as 'm ID SIZE'."],
  ['r 1 2 3 4', "t:2: 'r 1 2 3 4' has 4 numbers. Write it as 'r ID OLD SIZE'."],
  ['m  1 2', "t:2: 'm  1 2' has 3 numbers."],
  ['m 1 -2', "t:2: SIZE is '-2'. Write a whole number from 0 to 18446744073709551615"],
  ['c 1 0x10 2', "t:2: N is '0x10'."],
  ['a 1 1.5 2', "t:2: ALIGN is '1.5'."],
  ['f one', "t:2: OLD is 'one'."],
  ['m 1 18446744073709551616', "t:2: SIZE is '18446744073709551616'."],
  [`m 1 ${'9'.repeat(5000)}`, `t:2: SIZE is '${'9'.repeat(40)}…'.`],
  ['\u0000\u0001\u0002', "t:2: '\u0000\u0001\u0002' is not a call."],
])('a bad line is refused, %#', (line, message) => {
  expect(() => parseTrace(`m 1 2\n${line}\n`, 't')).toThrow(TraceError);
  expect(() => parseTrace(`m 1 2\n${line}\n`, 't')).toThrow(message);
});

describe('replayed, the recorded traces give the addresses of the C implementation', () => {
  test.each(GOLDEN_VARIANTS)('$name', async ({ name, bits, changes }) => {
    const heap = await loadSpecialised(buildOptions(bits, changes));
    const path = new URL('../../vectors/traces/oom11.trace.gz', import.meta.url);
    const trace = parseTrace(gunzipSync(readFileSync(path)).toString(), 'oom11');
    const state = heap.MALLOC_STATE_SIZE;
    const size = 0x20000;
    heap.mem_malloc_init(new ArrayBuffer(GOLDEN_START + size), GOLDEN_START - state, size + state);
    const offsets: number[] = [];
    replay(trace, heap, {
      allocated: (mem) => offsets.push(mem === 0 ? -1 : mem - GOLDEN_START),
      freed: () => {},
    });
    expect(firstDifference(offsets, goldenOffsets('oom11', name))).toBeUndefined();
  });
});
