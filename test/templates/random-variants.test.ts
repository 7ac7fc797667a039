/*
 * Variants that may not differ in address do not, on random calls; and a specialised module does to
 * memory what the templates do.
 */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Allocator } from '../support/allocator.ts';
import { NEUTRAL_TOGGLES, buildOptions, toggled } from '../support/build-options.ts';
import type { Bits, OptionChanges } from '../support/build-options.ts';
import { GuardedMemory } from '../support/guarded-memory.ts';
import { heapCalls } from '../support/heap-call.ts';
import { loadTemplates } from '../support/load-templates.ts';
import { runCalls } from '../support/run-calls.ts';
import { runs, seeded } from '../support/seed.ts';
import { loadSpecialised } from '../support/specialised.ts';

/** Where mem_malloc_start is, so that the size of the static data makes no difference. */
const HEAP_START = 65536;

/** All that may change an address. */
const ADDRESSES = ([64, 32] as const satisfies readonly Bits[]).flatMap((bits) =>
  [false, true].flatMap((NO_REALLOC_IN_PLACE) =>
    [false, true].map((SIMPLE_MEMALIGN) => ({ bits, NO_REALLOC_IN_PLACE, SIMPLE_MEMALIGN })),
  ),
);

function open(allocator: Allocator, size: number): GuardedMemory {
  const state = allocator.MALLOC_STATE_SIZE;
  const memory = new GuardedMemory('ArrayBuffer', HEAP_START - state, size + state);
  allocator.mem_malloc_init(memory.memory, memory.start, memory.size);
  return memory;
}

const heapSize = fc.integer({ min: 1000, max: 30_000 });

describe.each(ADDRESSES)(
  '$bits bits, NO_REALLOC_IN_PLACE=$NO_REALLOC_IN_PLACE, SIMPLE_MEMALIGN=$SIMPLE_MEMALIGN',
  ({ bits, ...addresses }) => {
    /** Each neutral option the other way round, and all of them. */
    const others: readonly OptionChanges[] = [
      ...NEUTRAL_TOGGLES.map((name) => toggled(name, addresses)),
      NEUTRAL_TOGGLES.reduce<OptionChanges>((all, name) => toggled(name, all), addresses),
    ];

    test(seeded('variants give the same addresses'), async () => {
      const plain = await loadTemplates(buildOptions(bits, addresses));
      const allocators: Allocator[] = [];
      for (const changes of others)
        allocators.push(await loadTemplates(buildOptions(bits, changes)));
      fc.assert(
        fc.property(heapSize, heapCalls(100), (size, calls) => {
          open(plain, size);
          const expected = [...runCalls(plain, calls)];
          for (const allocator of allocators) {
            open(allocator, size);
            expect([...runCalls(allocator, calls)]).toEqual(expected);
          }
        }),
        runs(25),
      );
    });

    test.each([addresses, others.at(-1) ?? {}])(
      seeded('specialised modules leave the same memory, %j'),
      async (changes) => {
        const options = buildOptions(bits, changes);
        const templates = await loadTemplates(options);
        const variant = await loadSpecialised(options);
        fc.assert(
          fc.property(heapSize, heapCalls(100), (size, calls) => {
            const memory = open(templates, size);
            const variantMemory = open(variant, size);
            const variantRun = runCalls(variant, calls);
            for (const offset of runCalls(templates, calls)) {
              expect(variantRun.next().value).toBe(offset);
              expect(variantMemory.bytes.equals(memory.bytes)).toBe(true);
            }
          }),
          runs(25),
        );
      },
    );
  },
);
