/*
 * Random sequences of calls, with every option alone and in the combinations that configurations
 * have: after each call the whole heap is read and compared with what the calls promise.
 */
import { describe, test } from '@jest/globals';
import fc from 'fast-check';
import {
  NEUTRAL_TOGGLES,
  SANDBOX,
  SMALL,
  buildOptions,
  toggled,
} from '../support/build-options.ts';
import type { Bits, OptionChanges } from '../support/build-options.ts';
import { GuardedMemory, MEMORY_KINDS } from '../support/guarded-memory.ts';
import { heapCalls } from '../support/heap-call.ts';
import { loadTemplates } from '../support/load-templates.ts';
import { runs, seeded } from '../support/seed.ts';
import { ShadowHeap } from '../support/shadow-heap.ts';

const COMBINATIONS: readonly (readonly [string, OptionChanges])[] = [
  ['the defaults', {}],
  ...[...NEUTRAL_TOGGLES, 'NO_REALLOC_IN_PLACE' as const, 'SIMPLE_MEMALIGN' as const].map(
    (name) => [`${name} the other way round`, toggled(name)] as const,
  ),
  ['SYS_MALLOC_SMALL', SMALL],
  ['SANDBOX', SANDBOX],
  ['SYS_MALLOC_SMALL and SANDBOX', { ...SMALL, ...SANDBOX }],
];

const heaps = fc.record({
  kind: fc.constantFrom(...MEMORY_KINDS),
  start: fc.nat(127),
  size: fc.oneof(fc.integer({ min: 1000, max: 4000 }), fc.integer({ min: 4000, max: 60_000 })),
  calls: heapCalls(100),
});

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  test.each(COMBINATIONS)(seeded('%s'), async (_, changes) => {
    const options = buildOptions(bits, changes);
    const allocator = await loadTemplates(options);
    fc.assert(
      fc.property(heaps, ({ kind, start, size, calls }) => {
        const heap = new ShadowHeap(allocator, options, new GuardedMemory(kind, start, size));
        for (const call of calls) heap.apply(call);
        heap.freeAll();
      }),
      runs(40),
    );
  });
});
