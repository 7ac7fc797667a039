/*
 * Heaps of which one byte was changed. `npm run explore -- damage` changes every one.
 */
import { describe, expect, test } from '@jest/globals';

import { optionsOf } from '../../../bench/configurations.ts';
import { countSteps, TooManySteps } from '../../../bench/explore/damage/count-steps.ts';
import { damageHeaps, damageLine, walkedOf } from '../../../bench/explore/damage/explore-damage.ts';
import { specialised } from '../../support/specialised.ts';

test.each(['checked-32', 'checked-small-32', 'checked-system-64', 'checked-grow-64'])(
  '%s: no call goes on for ever, or writes outside the region',
  (name) => {
    const counts = damageHeaps(name, 300);
    expect(counts.damages).toBeGreaterThan(10_000);
    expect(counts.outcomes).toMatchObject({ outside: 0, endless: 0 });
    expect(counts.outcomes.wrong).toBeLessThan(10);
    expect(counts.outcomes.error).toBeGreaterThan(50);
    expect(counts.outcomes.correct).toBeGreaterThan(counts.outcomes.error);
    expect(walkedOf(counts)).not.toHaveProperty('fault');
    expect(damageLine(counts)).toMatch(/: \d+ damages, \d+ calls: .*, 0 outside, 0 endless/);
  },
);

test('writing outside the region is a fault', () => {
  const counts = damageHeaps('checked-32', 10_000);
  const outcomes = { ...counts.outcomes, outside: 1 };
  expect(walkedOf({ ...counts, outcomes }).fault).toBeDefined();
});

describe('a call throws for damage that once had no end, or went unnoticed', () => {
  const START = 4096;
  const { allocator, steps } = countSteps(
    specialised(optionsOf('# CONFIG_INSECURE is not set\n')).javascript,
  )();
  const buffer = new ArrayBuffer(START + 4096);
  const words = new Int32Array(buffer, START);
  /** The tree of 64 to 127 words. */
  const TREE = 56;
  const TOP = 57;

  /** A heap with large and small free chunks. */
  function openHeap(): readonly number[] {
    steps.left = Infinity;
    allocator.mem_malloc_init(buffer, START, 4096);
    const blocks = [300, 1, 300, 1, 420, 1, 12, 1].map((bytes) => allocator.malloc(bytes));
    for (const i of [0, 2, 4, 6]) allocator.free(blocks[i]!);
    steps.left = 1000;
    return blocks;
  }
  const corrupt = /the heap is corrupt/;

  test('a tree that goes in a circle', () => {
    openHeap();
    const node = words[TREE]!;
    expect(node).toBeGreaterThan(60);
    words[node + 3] = words[node + 4] = node;
    expect(() => allocator.malloc(250)).toThrow(corrupt);
    expect(() => allocator.malloc(500)).toThrow(corrupt);
  });

  test('a designated victim that is not a chunk', () => {
    openHeap();
    words[0] = 0x400;
    expect(() => allocator.malloc(28)).toThrow(corrupt);
  });

  test('top with another size, or elsewhere', () => {
    const blocks = openHeap();
    const top = words[TOP]!;
    words[top]! += 0x100;
    expect(() => allocator.malloc(1500)).toThrow(corrupt);
    expect(() => allocator.free(blocks[7]!)).toThrow(corrupt);
    words[top]! -= 0x100;
    words[TOP] = top - 8;
    expect(() => allocator.malloc(1500)).toThrow(corrupt);
  });

  test('a bin with the chunk of another one', () => {
    const blocks = openHeap();
    allocator.malloc(12);
    allocator.free(blocks[1]!);
    for (let bin = 2; bin < 30; bin += 1) {
      openHeap();
      const small = (blocks[6]! - START) / 4 - 1;
      if (words[bin + 1] !== 0) continue;
      words[bin + 1] = small;
      words[58]! |= 1 << -bin;
      const bytes = bin * 8 - 4;
      if (bytes <= 12) continue;
      expect(() => allocator.malloc(bytes)).toThrow(corrupt);
    }
  });

  test('steps are counted', () => {
    openHeap();
    steps.left = 2;
    expect(() => allocator.malloc(250)).toThrow(TooManySteps);
  });
});
