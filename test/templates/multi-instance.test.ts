/*
 * Many heaps of one module: each does to its memory what the templates, which are one heap, do.
 */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { measure } from '../../generator/measure/index.ts';
import type { Allocator } from '../support/allocator.ts';
import {
  LEGACY,
  MCHECK,
  SANDBOX,
  SMALL,
  buildOptions,
  type Bits,
} from '../support/build-options.ts';
import type { OptionChanges } from '../support/build-options.ts';
import { GuardedMemory } from '../support/guarded-memory.ts';
import { heapCalls } from '../support/heap-call.ts';
import { loadTemplates } from '../support/load-templates.ts';
import { loadModule } from '../support/load-variant.ts';
import { runCalls } from '../support/run-calls.ts';
import { runs, seeded } from '../support/seed.ts';
import { ShadowHeap } from '../support/shadow-heap.ts';
import { specialised } from '../support/specialised.ts';

const MULTI = { SYS_MALLOC_MULTI_INSTANCE: true };

interface MultiInstance {
  readonly MALLOC_STATE_SIZE: number;
  createMalloc(): Allocator;
}

function load(changes: OptionChanges, bits: Bits): Promise<MultiInstance> {
  return loadModule(specialised(buildOptions(bits, { ...changes, ...MULTI })).javascript);
}

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  test.each([
    ['the defaults', {}],
    ['SYS_MALLOC_SMALL', SMALL],
    ['SANDBOX', SANDBOX],
    ['SYS_MALLOC_LEGACY', LEGACY],
    ['mcheck', MCHECK],
    ['heaps that can be opened again', { SYS_MALLOC_ATTACH: true }],
  ])(
    seeded('three heaps at once leave the memory that the templates leave, %s'),
    async (_, changes) => {
      const templates = await loadTemplates(buildOptions(bits, changes));
      const { createMalloc } = await load(changes, bits);
      const run = fc.record({
        start: fc.nat(300),
        size: fc.integer({ min: 1500, max: 20_000 }),
        calls: heapCalls(60),
      });
      fc.assert(
        fc.property(fc.tuple(run, run, run), (heaps) => {
          // All in one memory, one behind the other.
          const shared = new ArrayBuffer(65_536);
          let base = 0;
          const running = heaps.map(({ start, size, calls }) => {
            const at = base + start;
            base = at + size;
            const allocator = createMalloc();
            allocator.mem_malloc_init(shared, at, size);
            expect(allocator.mem_malloc_end).toBe(at + size);
            return { at, size, calls, results: [] as number[], run: runCalls(allocator, calls) };
          });
          const pending = new Set(running);
          while (pending.size > 0) {
            for (const heap of pending) {
              const { value, done } = heap.run.next();
              if (done === true) pending.delete(heap);
              else heap.results.push(value);
            }
          }
          for (const { at, size, calls, results } of running) {
            const alone = new ArrayBuffer(65_536);
            templates.mem_malloc_init(alone, at, size);
            expect(results).toEqual([...runCalls(templates, calls)]);
            const bytes = Buffer.from(shared, at, size);
            expect(bytes.equals(Buffer.from(alone, at, size))).toBe(true);
          }
        }),
        runs(20),
      );
    },
  );

  test(seeded('heaps in memories of their own, watched'), async () => {
    const options = buildOptions(bits, { ...SANDBOX, ...MULTI });
    const { createMalloc, MALLOC_STATE_SIZE } = await load(SANDBOX, bits);
    const allocator = (): Allocator =>
      Object.create(createMalloc(), { MALLOC_STATE_SIZE: { value: MALLOC_STATE_SIZE } });
    fc.assert(
      fc.property(heapCalls(40), heapCalls(40), (first, second) => {
        const a = new ShadowHeap(
          allocator(),
          options,
          new GuardedMemory('ArrayBuffer', 100, 20_000),
        );
        const b = new ShadowHeap(
          allocator(),
          options,
          new GuardedMemory('WebAssembly.Memory', 1000, 9_000),
        );
        for (let i = 0; i < Math.max(first.length, second.length); i += 1) {
          const [one, other] = [first[i], second[i]];
          if (one !== undefined) a.apply(one);
          if (other !== undefined) b.apply(other);
        }
        a.freeAll();
        b.freeAll();
      }),
      runs(20),
    );
  });

  test('malloc_simple, too, is one for each heap', async () => {
    const { createMalloc } = await load({ SYS_MALLOC_F: true }, bits);
    const memory = new ArrayBuffer(65_536);
    const [a, b] = [createMalloc(), createMalloc()];
    // 100 bytes, up to a multiple of a size_t.
    const next = 4096 + (bits === 64 ? 104 : 100);
    a.initf_malloc(memory, 4096);
    b.initf_malloc(memory, 32_768);
    expect([a.malloc(100), b.malloc(50), a.malloc(1)]).toEqual([4096, 32_768, next]);
    b.initr_malloc(memory, 40_960, 8192);
    expect(b.gd.flags).not.toBe(0);
    expect(a.gd.flags).toBe(0);
    expect(a.malloc(1)).toBe(next + bits / 8);
    expect(b.malloc(1)).toBeGreaterThan(40_960);
  });

  test('the functions add up to the whole, and the state is reported', async () => {
    const variant = specialised(buildOptions(bits, { ...SANDBOX, ...MULTI }));
    const { raw, functions, staticData } = await measure(variant);
    const sum = functions.reduce((bytes, { bytes: own }) => bytes + own, 0);
    expect(sum).toBe(raw);
    const names = functions.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['createMalloc', 'malloc', 'free']));
    expect(Math.min(...functions.map(({ bytes }) => bytes))).toBeGreaterThan(0);
    const { MALLOC_STATE_SIZE } = await load(SANDBOX, bits);
    expect(staticData).toBe(MALLOC_STATE_SIZE);
  });
});
