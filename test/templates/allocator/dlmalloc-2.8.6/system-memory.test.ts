/*
 * Random calls in a heap that gets memory from a scripted system and gives it back: nothing is lost,
 * nothing is handed out twice, and the system gets no more back than it gave. Then the same with every
 * single call of the system failing, and with all calls from one on.
 */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { BuildOptions, EnabledName } from '../../../../generator/options/index.ts';
import type { Allocator } from '../../../support/allocator.ts';
import {
  SMALL,
  buildOptions,
  type Bits,
  type OptionChanges,
} from '../../../support/build-options.ts';
import { GuardedMemory } from '../../../support/guarded-memory.ts';
import { heapCalls, type HeapCall } from '../../../support/heap-call.ts';
import { HeapError } from '../../../support/heap-error.ts';
import { segments } from '../../../support/heap-walker.ts';
import { loadTemplates } from '../../../support/load-templates.ts';
import { MemorySystem, type SystemBehaviour } from '../../../support/memory-system.ts';
import { runs, seeded } from '../../../support/seed.ts';
import { ShadowHeap } from '../../../support/shadow-heap.ts';
import { loadSpecialised } from '../../../support/specialised.ts';

const PAGE = 4096;
const START = 4 * PAGE;
const SIZE = 2 * PAGE;
const ROOM = 200 * PAGE;

const M_TRIM_THRESHOLD = -1;
const M_GRANULARITY = -2;
const M_MMAP_THRESHOLD = -3;

const FULL = { SIMPLE_SYSALLOC: false } as const satisfies OptionChanges;
const TRIM = { ...FULL, MORECORE_CANNOT_TRIM: false } as const satisfies OptionChanges;
const MMAP = { ...FULL, HAVE_MMAP: true } as const satisfies OptionChanges;
const PIECES = { MORECORE_CONTIGUOUS: false } as const satisfies OptionChanges;
const CHECKED = { INSECURE: false } as const satisfies OptionChanges;

const VARIANTS: readonly (readonly [string, OptionChanges])[] = [
  ['segments', { ...FULL, ...CHECKED }],
  ['trim', { ...TRIM, ...CHECKED }],
  ['pieces', { ...FULL, ...PIECES }],
  ['pieces, trim', { ...TRIM, ...PIECES, ...CHECKED }],
  ['mmap', { ...MMAP, ...CHECKED }],
  ['mmap, trim', { ...MMAP, ...TRIM, ...CHECKED }],
  ['mmap, trim, INSECURE', { ...MMAP, ...TRIM }],
  ['mmap, trim, pieces', { ...MMAP, ...TRIM, ...PIECES, ...CHECKED }],
  ['mmap, trim, small', { ...SMALL, ...MMAP, ...TRIM, STATIC_MALLOC_PARAMS: false, ...CHECKED }],
];

const BEHAVIOURS: readonly SystemBehaviour[] = [
  {},
  { interferes: 'between calls', scatters: true },
  { interferes: 'at any time' },
  { mmapOnly: true },
];

/** The same call for more: what the heap has to ask the system for. */
function enlarged(call: HeapCall): HeapCall {
  return call.call === 'malloc' || call.call === 'realloc'
    ? { ...call, size: (call.size * 16) % 60_000 }
    : call;
}

class Run {
  readonly allocator: Allocator;
  readonly options: BuildOptions;
  readonly memory = new GuardedMemory('ArrayBuffer', START, SIZE, ROOM);
  readonly system: MemorySystem;
  readonly heap: ShadowHeap;

  constructor(allocator: Allocator, options: BuildOptions, behaviour: SystemBehaviour) {
    this.allocator = allocator;
    this.options = options;
    this.system = new MemorySystem(this.memory, behaviour);
    this.heap = new ShadowHeap(allocator, options, this.memory);
    this.system.serve(allocator, this.has('HAVE_MMAP'));
    allocator.mallopt(M_GRANULARITY, PAGE);
    if (!this.has('MORECORE_CANNOT_TRIM')) allocator.mallopt(M_TRIM_THRESHOLD, 3 * PAGE);
    if (this.has('HAVE_MMAP')) {
      allocator.mallopt(M_MMAP_THRESHOLD, behaviour.mmapOnly === true ? 6 * PAGE : 2 * PAGE);
    }
  }

  has(name: EnabledName): boolean {
    return this.options.enabled[name];
  }

  call(call: HeapCall): number {
    this.system.begin();
    const mem = this.heap.apply(call);
    this.checkSystem();
    return mem;
  }

  /** Makes all calls; after some, gives back what can be. */
  callAll(calls: readonly HeapCall[]): void {
    for (const [index, call] of calls.entries()) {
      this.call(index % 3 === 0 ? enlarged(call) : call);
      if (index % 12 === 11) this.trim();
    }
  }

  trim(): void {
    if (!this.has('HAVE_MMAP') && this.has('MORECORE_CANNOT_TRIM')) return;
    this.system.begin();
    this.allocator.malloc_trim(0);
    // Freeing NULL does nothing, but has the heap looked at.
    this.call({ call: 'free', pick: this.heap.live });
  }

  /** What the heap believes to have is what the system gave it. */
  checkSystem(): void {
    const { allocator, system } = this;
    const footprint = allocator.malloc_footprint() + allocator.MALLOC_STATE_SIZE;
    if (footprint !== system.given) {
      throw new HeapError(`the heap has ${String(system.given)} bytes, not ${String(footprint)}`);
    }
    if (allocator.malloc_max_footprint() < allocator.malloc_footprint()) {
      throw new HeapError('malloc_max_footprint() is less than malloc_footprint()');
    }
  }

  finish(): void {
    this.heap.freeAll();
    this.checkSystem();
  }
}

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  describe.each(VARIANTS)('%s', (_, changes) => {
    const options = buildOptions(bits, changes);

    test.each<readonly [string, SystemBehaviour]>([
      ['a quiet system', {}],
      ['others move the break', { interferes: 'between calls', scatters: true }],
      ['others move the break at any time', { interferes: 'at any time' }],
      ['no morecore', { mmapOnly: true }],
      ['no morecore, mappings apart', { mmapOnly: true, scatters: true }],
    ])(seeded('random calls, %s'), async (__, behaviour) => {
      const allocator = await loadTemplates(options);
      fc.assert(
        fc.property(heapCalls(120), (calls) => {
          const run = new Run(allocator, options, behaviour);
          run.callAll(calls);
          run.finish();
          run.trim();
          // Of what was mapped, top's segment alone may be left.
          const rest = segments(run.heap.view()).slice(1);
          expect(rest.filter(({ mapped }) => mapped)).toEqual([]);
        }),
        runs(12),
      );
    });

    test(seeded('each call of the system fails once, or from then on'), async () => {
      const allocator = await loadTemplates(options);
      fc.assert(
        fc.property(heapCalls(50), fc.constantFrom(...BEHAVIOURS), (calls, behaviour) => {
          const whole = new Run(allocator, options, behaviour);
          whole.callAll(calls);
          whole.finish();
          const count = Math.min(whole.system.calls, 25);
          for (let n = 0; n < count; n += 1) {
            for (const fails of [(i: number) => i === n, (i: number) => i >= n]) {
              const run = new Run(allocator, options, { ...behaviour, fails });
              run.callAll(calls);
              run.finish();
            }
          }
        }),
        runs(6),
      );
    });

    test(seeded('the specialised module leaves the same memory'), async () => {
      const templates = await loadTemplates(options);
      const variant = await loadSpecialised(options);
      fc.assert(
        fc.property(heapCalls(60), fc.nat(30), (calls, n) => {
          const [a, b] = [templates, variant].map((allocator) => {
            const fails = (i: number) => i % 31 === n;
            const run = new Run(allocator, options, { interferes: 'between calls', fails });
            run.callAll(calls);
            return run.memory.bytes;
          });
          expect(a?.equals(b ?? Buffer.alloc(0))).toBe(true);
        }),
        runs(5),
      );
    });
  });
});
