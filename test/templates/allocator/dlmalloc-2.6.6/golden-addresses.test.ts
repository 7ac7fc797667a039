/*
 * dlmalloc 2.6.6: the addresses that C returned, call by call, and the same memory, byte for byte, from
 * the templates and the modules that are made of them.
 */
import { describe, expect, test } from '@jest/globals';
import { buildOptions } from '../../../support/build-options.ts';
import { firstDifference } from '../../../support/first-difference.ts';
import {
  GOLDEN_LEGACY_LENGTH,
  GOLDEN_LEGACY_START,
  GOLDEN_LEGACY_VARIANTS,
  GOLDEN_TRACES,
  goldenOffsets,
  replayGolden,
} from '../../../support/golden.ts';
import { loadTemplates } from '../../../support/load-templates.ts';
import { loadSpecialised } from '../../../support/specialised.ts';

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
      const templates = replayGolden(await loadTemplates(options), trace, GOLDEN_LEGACY_START);
      expect(firstDifference(templates.offsets, expected)).toBeUndefined();
      const variant = replayGolden(await loadSpecialised(options), trace, GOLDEN_LEGACY_START);
      expect(firstDifference(variant.offsets, expected)).toBeUndefined();
      expect(Buffer.from(variant.memory).equals(Buffer.from(templates.memory))).toBe(true);
    });
  });
});
