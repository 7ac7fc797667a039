/*
 * realloc() under the checker, in every variant: of blocks, which may move over themselves, and of
 * addresses that are not blocks.
 */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Memcheck, checkedView } from '../../../src/memcheck/index.ts';
import {
  LEGACY,
  MCHECK,
  SANDBOX,
  buildOptions,
  type Bits,
  type OptionChanges,
} from '../../support/build-options.ts';
import { loadSpecialised } from '../../support/specialised.ts';
import { runs, seeded } from '../../support/seed.ts';

const VARIANTS = {
  default: {},
  'with checks': SANDBOX,
  NO_REALLOC_IN_PLACE: { NO_REALLOC_IN_PLACE: true },
  SYS_MALLOC_LEGACY: LEGACY,
  mcheck: MCHECK,
} as const satisfies Readonly<Record<string, OptionChanges>>;

const NAMES = Object.keys(VARIANTS) as (keyof typeof VARIANTS)[];

async function checked(bits: Bits, changes: OptionChanges) {
  const allocator = await loadSpecialised(buildOptions(bits, changes, { VALGRIND: true }));
  const memory = new ArrayBuffer(1 << 17);
  const checker = new Memcheck();
  allocator.set_valgrind(checker);
  if (allocator.mem_malloc_init !== undefined) allocator.mem_malloc_init(memory, 4096, 1 << 16);
  if (allocator.mcheck !== undefined) allocator.mcheck(() => undefined);
  return { allocator, checker, memory, view: checkedView(memory, checker) };
}

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  test('a block that moves down over itself keeps what was written, and what was not', async () => {
    const { allocator, checker, view } = await checked(bits, LEGACY);
    const before = allocator.malloc(40);
    const mem = allocator.malloc(200);
    allocator.malloc(8);
    for (let at = 100; at < 200; at += 1) view.setUint8(mem + at, at);
    allocator.free(before);
    const moved = allocator.realloc(mem, 220);
    expect(moved).toBe(before);
    for (let at = 100; at < 200; at += 1) expect(view.getUint8(moved + at)).toBe(at);
    expect(checker.errors).toEqual([]);
    view.getUint8(moved + 99);
    view.getUint8(moved + 200);
    expect(checker.errors.map(({ kind, address }) => [kind, address - moved])).toEqual([
      ['undefined-read', 99],
      ['undefined-read', 200],
    ]);
    view.getUint8(moved + 220);
    expect(checker.errors.at(-1)?.kind).toBe('invalid-read');
    expect(checker.leaks().flatMap(({ blocks }) => blocks.map(({ size }) => size))).toEqual([
      220, 8,
    ]);
  });

  test('a block that moves down to just before itself keeps what was written', async () => {
    for (let size = 176; size <= 208; size += 1) {
      const { allocator, checker, view } = await checked(bits, LEGACY);
      const before = allocator.malloc(192);
      const mem = allocator.malloc(12);
      allocator.malloc(8);
      for (let at = 0; at < 12; at += 1) view.setUint8(mem + at, at);
      allocator.free(before);
      const moved = allocator.realloc(mem, size);
      expect(moved).toBe(before);
      for (let at = 0; at < 12; at += 1) expect(view.getUint8(moved + at)).toBe(at);
      expect(checker.errors).toEqual([]);
    }
  });

  test.each(NAMES)(seeded('a program without mistakes has no errors: %s'), async (name) => {
    const { allocator, checker, memory, view } = await checked(bits, VARIANTS[name]);
    const step = fc.record({
      slot: fc.nat(7),
      size: fc.nat(400),
      call: fc.constantFrom('malloc', 'realloc', 'realloc', 'realloc', 'free', 'memalign'),
      writes: fc.nat(400),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        allocator.mem_malloc_init(memory, 4096, 1 << 16);
        const blocks: { mem: number; size: number; written: boolean[] }[] = [];
        for (const [number, { slot, size, call, writes }] of steps.entries()) {
          const { mem = 0, size: old = 0, written = [] } = blocks[slot] ?? {};
          if (call === 'free' || call === 'malloc' || call === 'memalign') allocator.free(mem);
          blocks[slot] = { mem: 0, size: 0, written: [] };
          if (call === 'free') continue;
          const got =
            call === 'realloc'
              ? allocator.realloc(mem, size)
              : call === 'malloc'
                ? allocator.malloc(size)
                : allocator.memalign(64, size);
          const kept = call === 'realloc' ? written.slice(0, Math.min(old, size)) : [];
          blocks[slot] = { mem: got, size, written: kept };
          for (let at = number % 3; at < Math.min(size, writes); at += 3) {
            view.setUint8(got + at, at);
            kept[at] = true;
          }
          for (const block of blocks) {
            block?.written.forEach((yes, at) => yes && view.getUint8(block.mem + at));
          }
        }
        expect(checker.errors).toEqual([]);
        const live = blocks.filter((block) => (block?.mem ?? 0) !== 0);
        const sizes = checker
          .leaks()
          .flatMap(({ blocks: leaks }) => leaks.map((leak) => leak.size));
        expect(sizes.toSorted()).toEqual(live.map(({ size }) => size).toSorted());
      }),
      runs(40),
    );
  });

  const bad = {
    freed: (allocator: { malloc(n: number): number; free(mem: number): void }) => {
      const mem = allocator.malloc(100);
      allocator.malloc(8);
      allocator.free(mem);
      return mem;
    },
    interior: (allocator: { malloc(n: number): number }) => allocator.malloc(100) + 16,
    foreign: () => 64,
  } as const;

  const calls = ['realloc', 'realloc_in_place'] as const;

  describe.each(NAMES)('%s', (name) => {
    test.each(
      calls.flatMap((call) =>
        (Object.keys(bad) as (keyof typeof bad)[]).map((what) => [call, what] as const),
      ),
    )('%s() of a %s pointer is one error', async (call, what) => {
      const changes = { ...VARIANTS[name], MALLOC_REALLOC_IN_PLACE: name !== 'SYS_MALLOC_LEGACY' };
      const { allocator, checker } = await checked(bits, changes);
      if (allocator[call] === undefined) return;
      const mem = bad[what](allocator);
      function resize() {
        // Some variants throw, others go on, and then anything may happen.
        try {
          allocator[call](mem, 50);
        } catch {}
      }
      resize();
      expect(checker.errors.map(({ kind, address }) => [kind, address])).toEqual([
        ['invalid-realloc', mem],
      ]);
      const [error] = checker.errors;
      expect(error?.message).toContain(
        `realloc() of 0x${mem.toString(16)}, which is not an allocated block\n    at `,
      );
      expect(error?.stack.some((frame) => frame.includes('resize'))).toBe(true);
      expect(error?.block?.state).toBe(
        { freed: 'freed', interior: 'allocated', foreign: undefined }[what],
      );
    });
  });

  test('realloc() of the simple malloc panics, and a bad pointer is in the report', async () => {
    const { allocator, checker, memory } = await checked(bits, {
      SYS_MALLOC_F: true,
      SYS_MALLOC_SIMPLE: true,
    });
    allocator.initf_malloc(memory, 512);
    const mem = allocator.malloc(16);
    expect(() => allocator.realloc(mem, 32)).toThrow();
    expect(checker.errors).toEqual([]);
    expect(() => allocator.realloc(mem + 4, 32)).toThrow();
    expect(checker.errors.map(({ kind }) => kind)).toEqual(['invalid-realloc']);
  });
});

describe('a checker that is called', () => {
  test('a bad realloc() that the allocator carries out is one error, a later free() another', () => {
    const checker = new Memcheck();
    const moveIt = () => {
      checker.before_realloc(64);
      checker.malloclike_block(200, 20, 8, false);
      checker.copy_block(200, 64);
      checker.freelike_block(64, 8);
    };
    moveIt();
    expect(checker.errors.map(({ kind }) => kind)).toEqual(['invalid-realloc']);
    checker.freelike_block(64, 8);
    expect(checker.errors.map(({ kind }) => kind)).toEqual(['invalid-realloc', 'invalid-free']);
  });

  test('a bad realloc() that failed does not excuse the free() after it', () => {
    const checker = new Memcheck();
    checker.before_realloc(64);
    checker.malloclike_block(200, 20, 8, false);
    checker.freelike_block(64, 8);
    expect(checker.errors.map(({ kind }) => kind)).toEqual(['invalid-realloc', 'invalid-free']);
  });
});
