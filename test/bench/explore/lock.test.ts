/*
 * Every interleaving of threads on the lock. `npm run explore -- lock` makes all of them.
 */
import { describe, expect, test } from '@jest/globals';

import { fairCycle } from '../../../bench/explore/lock/fair-cycle.ts';
import { lockScenarios } from '../../../bench/explore/lock/scenarios.ts';
import { interleave } from '../../../bench/explore/lock/search.ts';
import { runExplore } from '../../support/run-explore.ts';

test('the first interleavings of every scenario hold, and calls that are cut short', () => {
  const output = runExplore('lock', '--states', '1200');
  const lines = output.trimEnd().split('\n');
  expect(lines).toHaveLength(19);
  expect(lines.at(-1)).toMatch(/^\d{5} states, \d{5} sequences, 0 faults$/);
  expect(lines).toContainEqual(
    expect.stringMatching(/^lock, 2 threads: \d+ states, .* all that can be reached/),
  );
  // Without SYS_MALLOC_LOCK_BREAK, a thread that is killed leaves the others asleep.
  const [, stuck, ends] = /is killed: .* in (\d+) of (\d+) ends the others wait/.exec(output)!;
  expect(Number(stuck)).toBeGreaterThan(0);
  expect(Number(stuck)).toBeLessThan(Number(ends));
  for (const line of lines.filter((text) => text.includes('killed after each word'))) {
    expect(line).toMatch(/ \d{3,} heaps were sound, \d{3,} lost$/);
  }
});

describe('a planted fault is found', () => {
  test.each([
    [
      'nobody is woken',
      'lock, 2 threads',
      'Atomics.notify(header, 1, 1);',
      '',
      'the lock is 0, and nobody wakes those asleep',
    ],
    [
      'the lock is taken without looking',
      'lock, 2 threads',
      'Atomics.compareExchange(header, 1, 0, 1) === 0',
      'Atomics.store(header, 1, 1) === 1',
      'threads 0 and 1 are in the heap at the same time',
    ],
    [
      'those who wait do not learn of the broken lock',
      'lock-break, 2 threads, one is killed and its lock broken',
      /Atomics\.notify\(header, 1\);/g,
      '',
      'nobody wakes those asleep',
    ],
  ])('%s', (_, name, from, to, message) => {
    const { scenario, check } = lockScenarios((text) => text.replaceAll(from, to)).find(
      (one) => one.scenario.name === name,
    )!;
    const { fault } = interleave(scenario, 10_000, check);
    expect(fault?.message).toContain(message);
    expect(fault?.calls.length).toBeLessThan(20);
    expect(fault?.calls).toContainEqual(expect.stringMatching(/^thread \d: wait\(1, |^thread 1: /));
  });
});

test('threads that go on for ever are found, if each gets its turn', () => {
  const edges = [
    { from: 0, to: 1, thread: 0 },
    { from: 1, to: 0, thread: 0 },
  ];
  // Thread 1 could make a step, and never does: that is not fair.
  expect(fairCycle(2, edges, [0b11, 0b11], [0b11, 0b11])).toBeUndefined();
  // It sleeps.
  expect(fairCycle(2, edges, [0b11, 0b11], [0b01, 0b01])).toBe(0);
  // It makes a step, too.
  const both = [...edges, { from: 1, to: 0, thread: 1 }];
  expect(fairCycle(2, both, [0b11, 0b11], [0b11, 0b11])).toBe(0);
});
