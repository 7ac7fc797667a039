/*
 * dlmalloc 2.6.6 under random calls: after each call the whole heap is read and compared with what the
 * calls promise, and a specialised module does to memory what the templates do.
 */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LEGACY, LEN, buildOptions, type Bits } from '../../../support/build-options.ts';
import { GuardedMemory, MEMORY_KINDS } from '../../../support/guarded-memory.ts';
import { heapCalls } from '../../../support/heap-call.ts';
import { LegacyShadowHeap } from '../../../support/legacy-shadow-heap.ts';
import { loadTemplates } from '../../../support/load-templates.ts';
import { runCalls } from '../../../support/run-calls.ts';
import { runs, seeded } from '../../../support/seed.ts';
import { loadSpecialised } from '../../../support/specialised.ts';

const heaps = fc.record({
  kind: fc.constantFrom(...MEMORY_KINDS),
  start: fc.nat(5000),
  size: fc.oneof(fc.integer({ min: 1100, max: 9000 }), fc.integer({ min: 9000, max: 70_000 })),
  calls: heapCalls(100),
});

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  describe.each([false, true])('SYS_MALLOC_CLEAR_ON_INIT: %j', (SYS_MALLOC_CLEAR_ON_INIT) => {
    describe.each([false, true])('SYS_MALLOC_DEFAULT_TO_INIT: %j', (SYS_MALLOC_DEFAULT_TO_INIT) => {
      const changes = { ...LEGACY, SYS_MALLOC_CLEAR_ON_INIT, SYS_MALLOC_DEFAULT_TO_INIT };
      const options = buildOptions(bits, changes);

      test(seeded('nothing is lost or handed out twice'), async () => {
        const allocator = await loadTemplates(options);
        let failures = 0;
        fc.assert(
          fc.property(heaps, ({ kind, start, size, calls }) => {
            const memory = new GuardedMemory(kind, start, size);
            const heap = new LegacyShadowHeap(allocator, bits, memory, LEN);
            for (const call of calls) if (heap.apply(call) === 0) failures += 1;
            heap.freeAll();
          }),
          runs(60),
        );
        expect(failures).toBeGreaterThan(20);
      });

      test(seeded('specialised modules leave the same memory'), async () => {
        const templates = await loadTemplates(options);
        const variant = await loadSpecialised(options);
        fc.assert(
          fc.property(heaps, ({ kind, start, size, calls }) => {
            const memory = new GuardedMemory(kind, start, size);
            const other = new GuardedMemory(kind, start, size);
            templates.mem_malloc_init(memory.memory, start, size);
            variant.mem_malloc_init(other.memory, start, size);
            const run = runCalls(variant, calls);
            for (const offset of runCalls(templates, calls)) {
              expect(run.next().value).toBe(offset);
              expect(other.bytes.equals(memory.bytes)).toBe(true);
            }
            expect(variant.mem_malloc_brk).toBe(templates.mem_malloc_brk);
          }),
          runs(25),
        );
      });
    });
  });
});
