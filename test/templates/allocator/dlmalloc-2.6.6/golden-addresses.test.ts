/*
 * dlmalloc 2.6.6: the addresses that C returned, call by call, and the same memory, byte for byte, from
 * the templates and the modules that are made of them.
 */
import { afterAll, describe, expect, test } from '@jest/globals';
import { buildOptions } from '../../../support/build-options.ts';
import { firstDifference } from '../../../support/first-difference.ts';
import {
  GOLDEN_LEGACY_LENGTH,
  GOLDEN_LEGACY_START,
  GOLDEN_LEGACY_VARIANTS,
  GOLDEN_TRACES,
  goldenOffsets,
} from '../../../support/golden.ts';
import { ReplayThread } from '../../../support/replay-thread/replay-thread.ts';

const thread = new ReplayThread();
afterAll(() => thread.close());

describe.each(GOLDEN_LEGACY_VARIANTS)('$name', ({ name, bits, changes }) => {
  describe.each([false, true])('SYS_MALLOC_DEFAULT_TO_INIT: %j', (toInit) => {
    // Fresh memory is zero: not to clear it saves touching all of its pages.
    const options = buildOptions(
      bits,
      { ...changes, SYS_MALLOC_CLEAR_ON_INIT: false, SYS_MALLOC_DEFAULT_TO_INIT: toInit },
      {},
      GOLDEN_LEGACY_LENGTH,
    );

    test.each(GOLDEN_TRACES)('%s', async (trace) => {
      const expected = goldenOffsets(trace, name);
      const run = await thread.both(options, trace, GOLDEN_LEGACY_START);
      expect(firstDifference(run.templates, expected)).toBeUndefined();
      expect(firstDifference(run.variant, expected)).toBeUndefined();
      expect(run.isSameMemory).toBe(true);
    });
  });
});
