/*
 * Every sequence of calls on small heaps. `npm run explore` walks further.
 */
import { describe, expect, test } from '@jest/globals';

import { optionsOf } from '../../../bench/configurations.ts';
import { worldOf, WORLDS } from '../../../bench/explore/configurations.ts';
import { pairOf } from '../../../bench/explore/heap/pair.ts';
import { faultLines, totalLine, worldLine } from '../../../bench/explore/result-lines.ts';
import { walk } from '../../../bench/explore/walk.ts';
import type { BuildOptions } from '../../../generator/options/index.ts';
import { runExplore } from '../../support/run-explore.ts';
import { specialised } from '../../support/specialised.ts';

test('200,000 states of the default configuration hold', () => {
  const [world, total, ...rest] = runExplore('--states', '200000').split('\n');
  expect(world).toMatch(/^default-32: 200000 states, \d+ sequences, up to \d calls$/);
  expect(total).toMatch(/^200000 states, \d+ sequences, 0 faults$/);
  expect(rest).toEqual(['']);
});

test('the first states of every configuration hold', () => {
  const lines = runExplore('--all', '--states', '600').trimEnd().split('\n');
  expect(lines.slice(0, -1).map((line) => line.split(':', 1)[0])).toEqual(WORLDS);
  expect(lines.at(-1)).toMatch(/ 0 faults$/);
  for (const line of lines.slice(0, -1)) {
    const states = line.includes('all that can be reached') ? /: \d\d+ states/ : /: 600 states/;
    expect(line).toMatch(states);
  }
});

test('a heap of three smallest chunks is walked whole', () => {
  const text = runExplore('--heap', '112', '--world', 'default-32', 'small-32');
  expect(text.match(/: \d{3,} states, \d+ sequences, all that can be reached$/gm)).toHaveLength(2);
});

describe('a planted fault is found by a short sequence', () => {
  const options = optionsOf('');
  const legacy = optionsOf('CONFIG_SYS_MALLOC_LEGACY=y\n');

  /** The variant with one piece of code replaced, in the place of both: so only the rest can find it. */
  async function faultAfter(of: BuildOptions, from: string | RegExp, to: string) {
    const { javascript } = specialised(of);
    const damaged = javascript.replace(from, to);
    expect(damaged).not.toBe(javascript);
    const pair = await pairOf(damaged, `${damaged}\n// the same again`);
    return walk(worldOf('damaged', of, pair, 512), 3000).fault;
  }

  test.each([
    [
      'a rest that is too small stays in top',
      'M[p] >>> 2 > words',
      'M[p] >>> 2 > words + 2',
      /the model|large enough/,
    ],
    ['neighbours that stay apart', 'if (next_head & 2) {', 'if (next != M[57]) {', /are free/],
    [
      'a victim that goes to a bin',
      /if \(M\[1\] != victim\) M\[1\] = p;\s+else /,
      '',
      /the model has/,
    ],
    ['a foot that is too long', 'M[p + words - 1] = words << 2;', '', /foot|free chunk/],
    [
      'a block that is not cleared',
      'M[elem_size] = M[elem_size + 1] = 0',
      'M[elem_size] = 0',
      /did not clear/,
    ],
  ])('%s', async (_, from, to, message) => {
    const fault = await faultAfter(options, from, to);
    expect(fault?.message).toMatch(message);
    expect(fault?.calls.length).toBeLessThanOrEqual(5);
  });

  test('a realloc() of 2.6.6 that loses a word', async () => {
    const fault = await faultAfter(legacy, /(copyWithin\(.*), next\)/g, '$1, next - 1)');
    expect(fault?.message).toMatch(/^realloc\(\) lost word/);
    expect(fault?.calls.at(-1)).toMatch(/^realloc\(0x\w+, \d+\) = 0x/);
  });

  test('a variant that differs from the templates', async () => {
    const { javascript } = specialised(options);
    const damaged = javascript.replace('M[57] = mem;', 'M[57] = mem; M[2] = 7;');
    const pair = await pairOf(damaged, javascript);
    const { fault } = walk(worldOf('damaged', options, pair, 512), 3000);
    expect(fault).toEqual({
      message: 'word 2 is 7 in the variant and 61 in the templates',
      // memalign() frees what lies before the aligned block.
      calls: ['memalign(32, 12) = 0x1e20'],
    });
  });
});

test('results are sentences, and the last line is the sum', () => {
  const good = { states: 3, sequences: 7, depth: 1, complete: true };
  const fault = { message: 'top has no size', calls: ['malloc(1) = 0x0'] };
  const bad = { states: 1, sequences: 1, depth: 2, complete: false, fault };
  expect(worldLine('a', good)).toBe('a: 3 states, 7 sequences, all that can be reached');
  expect(worldLine('b', bad)).toBe('b: 1 state, 1 sequence, up to 2 calls');
  expect(faultLines('b', fault)).toBe(
    'b: top has no size.\nThe shortest sequence has 1 call:\n  malloc(1) = 0x0',
  );
  expect(totalLine([good, bad])).toBe('4 states, 8 sequences, 1 faults');
});
