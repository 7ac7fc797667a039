/*
 * Specialised modules return the addresses that C returned, and leave the same memory as the templates
 * that they were made of, byte for byte.
 */
import { describe, expect, test } from '@jest/globals';
import { SANDBOX, buildOptions } from '../support/build-options.ts';
import { firstDifference } from '../support/first-difference.ts';
import { GOLDEN_TRACES, GOLDEN_VARIANTS, goldenOffsets, replayGolden } from '../support/golden.ts';
import { loadTemplates } from '../support/load-templates.ts';
import { loadSpecialised } from '../support/specialised.ts';

describe.each(GOLDEN_VARIANTS)('$name', ({ name, bits, changes }) => {
  const fresh = { ...changes, SYS_MALLOC_CLEAR_ON_INIT: false };

  test.each(GOLDEN_TRACES)('%s', async (trace) => {
    const options = buildOptions(bits, fresh);
    const variant = replayGolden(await loadSpecialised(options), trace);
    expect(firstDifference(variant.offsets, goldenOffsets(trace, name))).toBeUndefined();
    const templates = replayGolden(await loadTemplates(options), trace);
    expect(Buffer.from(variant.memory).equals(Buffer.from(templates.memory))).toBe(true);
  });

  test.each(GOLDEN_TRACES)('%s, with what SANDBOX checks', async (trace) => {
    const options = buildOptions(bits, { ...fresh, ...SANDBOX });
    const { offsets } = replayGolden(await loadSpecialised(options), trace);
    expect(firstDifference(offsets, goldenOffsets(trace, name))).toBeUndefined();
  });
});
