/*
 * The unspecialised templates return the addresses that C returned, call by call.
 */
import { describe, expect, test } from '@jest/globals';
import { buildOptions } from '../support/build-options.ts';
import { firstDifference } from '../support/first-difference.ts';
import { GOLDEN_TRACES, GOLDEN_VARIANTS, goldenOffsets, replayGolden } from '../support/golden.ts';
import { loadTemplates } from '../support/load-templates.ts';

describe.each(GOLDEN_VARIANTS)('$name', ({ name, bits, changes }) => {
  test.each(GOLDEN_TRACES)('%s', async (trace) => {
    // Fresh memory is zero: not to clear it saves touching all of its pages.
    const options = { ...changes, SYS_MALLOC_CLEAR_ON_INIT: false };
    const allocator = await loadTemplates(buildOptions(bits, options));
    const { offsets } = replayGolden(allocator, trace);
    expect(firstDifference(offsets, goldenOffsets(trace, name))).toBeUndefined();
  });
});
