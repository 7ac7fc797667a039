/*
 * The templates as they are, and the modules that are made of them, return the addresses that C
 * returned, call by call, and leave the same memory, byte for byte.
 */
import { afterAll, describe, expect, test } from '@jest/globals';
import { SANDBOX, buildOptions } from '../support/build-options.ts';
import { firstDifference } from '../support/first-difference.ts';
import { GOLDEN_TRACES, GOLDEN_VARIANTS, goldenOffsets } from '../support/golden.ts';
import { ReplayThread } from '../support/replay-thread/replay-thread.ts';

const thread = new ReplayThread();
afterAll(() => thread.close());

describe.each(GOLDEN_VARIANTS)('$name', ({ name, bits, changes }) => {
  // Fresh memory is zero: not to clear it saves touching all of its pages.
  const fresh = { ...changes, SYS_MALLOC_CLEAR_ON_INIT: false };

  test.each(GOLDEN_TRACES)('%s', async (trace) => {
    const options = buildOptions(bits, fresh);
    const expected = goldenOffsets(trace, name);
    const { templates, variant, isSameMemory } = await thread.both(options, trace);
    expect(firstDifference(templates, expected)).toBeUndefined();
    expect(firstDifference(variant, expected)).toBeUndefined();
    expect(isSameMemory).toBe(true);
  });

  test.each(GOLDEN_TRACES)('%s, specialised with what SANDBOX checks', async (trace) => {
    const options = buildOptions(bits, { ...fresh, ...SANDBOX });
    const variant = await thread.variant(options, trace);
    expect(firstDifference(variant, goldenOffsets(trace, name))).toBeUndefined();
  });
});
