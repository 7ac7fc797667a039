/*
 * Options that change size and speed leave every address where it was: each the other way round,
 * then all at once, against what C returned.
 */
import { afterAll, describe, expect, test } from '@jest/globals';
import { NEUTRAL_TOGGLES, buildOptions, toggled } from '../support/build-options.ts';
import type { OptionChanges } from '../support/build-options.ts';
import { firstDifference } from '../support/first-difference.ts';
import { GOLDEN_TRACES, GOLDEN_VARIANTS, goldenOffsets } from '../support/golden.ts';
import type { GoldenTrace, GoldenVariant } from '../support/golden.ts';
import { ReplayThread } from '../support/replay-thread/replay-thread.ts';

const thread = new ReplayThread();
afterAll(() => thread.close());

async function expectGolden(
  { name, bits }: GoldenVariant,
  changes: OptionChanges,
  trace: GoldenTrace,
): Promise<void> {
  const offsets = await thread.templates(buildOptions(bits, changes), trace);
  expect(firstDifference(offsets, goldenOffsets(trace, name))).toBeUndefined();
}

/** Those that decide more than which functions a variant exports. */
const INSIDE = NEUTRAL_TOGGLES.filter((name) => !['NO_MALLINFO', 'NO_MALLOC_STATS'].includes(name));

const DEFAULT_VARIANTS = GOLDEN_VARIANTS.filter(({ name }) => name.startsWith('default'));

describe.each(DEFAULT_VARIANTS)('$name with', (variant) => {
  describe.each(INSIDE)('%s the other way round', (option) => {
    test.each(GOLDEN_TRACES)('%s', async (trace) => {
      const fresh = { ...variant.changes, SYS_MALLOC_CLEAR_ON_INIT: false };
      await expectGolden(variant, toggled(option, fresh), trace);
    });
  });
});

describe.each(GOLDEN_VARIANTS)('$name with all of them the other way round', (variant) => {
  test.each(GOLDEN_TRACES)('%s', async (trace) => {
    let { changes } = variant;
    for (const option of NEUTRAL_TOGGLES) changes = toggled(option, changes);
    await expectGolden(variant, changes, trace);
  });
});
