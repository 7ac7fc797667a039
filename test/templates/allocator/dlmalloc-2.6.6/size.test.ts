/*
 * What the specification says of dlmalloc 2.6.6: less code than 2.8.6, more static data.
 */
import { describe, expect, test } from '@jest/globals';
import { measure } from '../../../../generator/measure/index.ts';
import { LEGACY, buildOptions, type Bits } from '../../../support/build-options.ts';
import { specialised } from '../../../support/specialised.ts';

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  test.each([true, false])('SYS_MALLOC_DEFAULT_TO_INIT: %j', async (toInit) => {
    const changes = { ...LEGACY, SYS_MALLOC_DEFAULT_TO_INIT: toInit };
    const legacy = await measure(specialised(buildOptions(bits, changes)));
    const modern = await measure(specialised(buildOptions(bits)));
    expect(legacy.raw).toBeLessThan(modern.raw);
    expect(legacy.gzip).toBeLessThan(modern.gzip);
    expect(legacy.brotli).toBeLessThan(modern.brotli);
    expect(legacy.staticData).toBeGreaterThan(modern.staticData);
  });
});
