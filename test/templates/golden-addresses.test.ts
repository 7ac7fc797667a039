/*
 * The templates as they are, and the modules that are made of them, return the addresses that C
 * returned, call by call, and leave the same memory, byte for byte.
 */
import { describe, expect, test } from '@jest/globals';
import { SANDBOX, buildOptions } from '../support/build-options.ts';
import { firstDifference } from '../support/first-difference.ts';
import { GOLDEN_TRACES, GOLDEN_VARIANTS, goldenOffsets, replayGolden } from '../support/golden.ts';
import { loadTemplates } from '../support/load-templates.ts';
import { loadSpecialised } from '../support/specialised.ts';

describe.each(GOLDEN_VARIANTS)('$name', ({ name, bits, changes }) => {
  // Fresh memory is zero: not to clear it saves touching all of its pages.
  const fresh = { ...changes, SYS_MALLOC_CLEAR_ON_INIT: false };

  test.each(GOLDEN_TRACES)('%s', async (trace) => {
    const options = buildOptions(bits, fresh);
    const expected = goldenOffsets(trace, name);
    const templates = replayGolden(await loadTemplates(options), trace);
    expect(firstDifference(templates.offsets, expected)).toBeUndefined();
    const variant = replayGolden(await loadSpecialised(options), trace);
    expect(firstDifference(variant.offsets, expected)).toBeUndefined();
    expect(Buffer.from(variant.memory).equals(Buffer.from(templates.memory))).toBe(true);
  });

  test.each(GOLDEN_TRACES)('%s, specialised with what SANDBOX checks', async (trace) => {
    const options = buildOptions(bits, { ...fresh, ...SANDBOX });
    const { offsets } = replayGolden(await loadSpecialised(options), trace);
    expect(firstDifference(offsets, goldenOffsets(trace, name))).toBeUndefined();
  });
});
