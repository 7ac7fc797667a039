/*
 * dlmalloc 2.6.6 with the options that are not those of dlmalloc: simple malloc before it, SPL, growing
 * memory, heaps that are opened again, shared or many, simulated failures.
 */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  phaseOptions,
  type BuildOptions,
  type Phase,
} from '../../../../generator/options/index.ts';
import { ourConfiguration } from '../../../generator/options/configuration.ts';
import type { Allocator } from '../../../support/allocator.ts';
import type { Bits } from '../../../support/build-options.ts';
import { GuardedMemory } from '../../../support/guarded-memory.ts';
import { heapCalls } from '../../../support/heap-call.ts';
import { checkLegacyHeap, legacyView } from '../../../support/legacy-heap-walker.ts';
import { LegacyShadowHeap } from '../../../support/legacy-shadow-heap.ts';
import { loadTemplates } from '../../../support/load-templates.ts';
import { runCalls } from '../../../support/run-calls.ts';
import { runs, seeded } from '../../../support/seed.ts';
import { loadSpecialised, specialised } from '../../../support/specialised.ts';

const PAGE = 4096;

const AFRESH = ['SYS_MALLOC_DEFAULT_TO_INIT'] as const;

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  function options(lines: string, phase: Phase = 'u-boot'): BuildOptions {
    const layout = bits === 64 ? 'CONFIG_64BIT=y\n' : '';
    const configuration = ourConfiguration(`CONFIG_SYS_MALLOC_LEGACY=y\n${layout}${lines}`);
    expect(configuration.diagnostics).toEqual([]);
    return phaseOptions(configuration, phase);
  }

  test.each([
    ['CONFIG_SYS_MALLOC_ATTACH=y\n', AFRESH],
    ['CONFIG_SYS_MALLOC_LOCK=y\n', AFRESH],
    ['CONFIG_SYS_MALLOC_GROW=y\n', AFRESH],
    ['CONFIG_SYS_MALLOC_DEFAULT_TO_INIT=y\n', AFRESH],
    ['', []],
  ])('%j starts afresh or goes on', (lines, expected) => {
    const { enabled } = options(lines);
    expect(AFRESH.filter((name) => enabled[name])).toEqual(expected);
  });

  test.each([
    '',
    'CONFIG_SYS_MALLOC_LOCK=y\n',
    'CONFIG_SYS_MALLOC_GROW=y\n',
    'CONFIG_VALGRIND=y\n',
  ])(seeded('random calls, %j'), async (lines) => {
    const chosen = options(`CONFIG_SYS_MALLOC_F=y\nCONFIG_SYS_MALLOC_LEN=0x10000\n${lines}`);
    const allocator = await loadSpecialised(chosen);
    const templates = await loadTemplates(chosen);
    for (const one of [allocator, templates]) one.gd.flags |= one.GD_FLG_FULL_MALLOC_INIT;
    const size = fc.integer({ min: 4000, max: 60_000 });
    fc.assert(
      fc.property(size, heapCalls(80), (bytes, calls) => {
        const kind = lines.includes('LOCK') ? 'SharedArrayBuffer' : 'ArrayBuffer';
        const memory = new GuardedMemory(kind, 300, bytes);
        const heap = new LegacyShadowHeap(allocator, bits, memory, 0x10000);
        for (const call of calls) heap.apply(call);
        heap.freeAll();

        const [ours, theirs] = [allocator, templates].map((one) => {
          const region = new GuardedMemory(kind, 300, bytes);
          one.mem_malloc_init(region.memory, region.start, region.size);
          return { offsets: [...runCalls(one, calls)], bytes: region.bytes };
        });
        expect(ours?.offsets).toEqual(theirs?.offsets);
        expect(ours?.bytes.equals(theirs?.bytes ?? Buffer.alloc(0))).toBe(true);
      }),
      runs(25),
    );
  });

  test('malloc_simple() serves until initr_malloc()', async () => {
    const allocator = await loadSpecialised(options('CONFIG_SYS_MALLOC_F=y\n'));
    const memory = new ArrayBuffer(0x200000);
    allocator.initf_malloc(memory, 0x100);
    expect(allocator.malloc(10)).toBe(0x100);
    allocator.free(0x100);
    expect(() => allocator.realloc(0x100, 20)).toThrow('pre-reloc realloc() is not supported');
    allocator.initr_malloc(memory, 0x10000, 0x20000);
    const mem = allocator.malloc(10);
    expect(mem).toBeGreaterThan(0x10000);
    allocator.free(mem);
    expect(allocator.malloc(10)).toBe(mem);
  });

  test('SPL has a full pool of 2.6.6, or the simple malloc alone', async () => {
    const spl = 'CONFIG_SPL=y\nCONFIG_SPL_SYS_MALLOC_F=y\nCONFIG_SPL_SYS_MALLOC=y\n';
    const chosen = options(spl, 'spl');
    expect(chosen.enabled.SYS_MALLOC_LEGACY).toBe(true);
    expect(specialised(chosen).exports).toEqual(
      expect.arrayContaining(['malloc_trim', 'mallopt', 'board_init_r']),
    );
    const allocator = await loadSpecialised(chosen);
    const memory = new ArrayBuffer(0x40000);
    allocator.mem_malloc_init(memory, 0, memory.byteLength);
    allocator.gd.flags |= allocator.GD_FLG_FULL_MALLOC_INIT;
    allocator.malloc(100);
    expect(checkLegacyHeap(legacyView(allocator, memory, bits))).toHaveLength(2);

    const simple = options('CONFIG_SPL=y\nCONFIG_SPL_SYS_MALLOC_SIMPLE=y\n', 'spl');
    expect(simple.enabled.SYS_MALLOC_LEGACY).toBe(false);
    expect(specialised(simple).exports).not.toContain('malloc_trim');
  });

  test('a heap in growing memory goes on', async () => {
    const allocator = await loadSpecialised(options('CONFIG_SYS_MALLOC_GROW=y\n'));
    const memory = new ArrayBuffer(4 * PAGE, { maxByteLength: 64 * PAGE });
    allocator.mem_malloc_init(memory, 0, memory.byteLength);
    const blocks = Array.from({ length: 50 }, () => allocator.malloc(PAGE));
    expect(blocks).not.toContain(0);
    expect(memory.byteLength).toBeGreaterThan(50 * PAGE);
    checkLegacyHeap(legacyView(allocator, memory, bits));
    for (const mem of blocks) allocator.free(mem);
    checkLegacyHeap(legacyView(allocator, memory, bits));
    expect(allocator.malloc(70 * PAGE)).toBe(0);
  });

  test('a copy of the memory is a snapshot', async () => {
    const chosen = options('CONFIG_SYS_MALLOC_ATTACH=y\n');
    const first = await loadSpecialised(chosen);
    const memory = new ArrayBuffer(0x10000);
    first.mem_malloc_init(memory, 0, memory.byteLength);
    const kept = first.malloc(100);
    first.free(first.malloc(300));
    const copy = memory.slice(0);
    const second = await loadSpecialised(chosen);
    second.mem_malloc_attach(copy, 0);
    expect(second.mem_malloc_brk).toBe(first.mem_malloc_brk);
    for (const size of [300, 5000, 20]) expect(second.malloc(size)).toBe(first.malloc(size));
    expect(second.mem_malloc_brk).toBe(first.mem_malloc_brk);
    second.free(kept);
    expect(second.malloc(100)).toBe(kept);

    const other = await loadSpecialised(
      phaseOptions(
        ourConfiguration(`CONFIG_SYS_MALLOC_ATTACH=y\n${bits === 64 ? 'CONFIG_64BIT=y\n' : ''}`),
        'u-boot',
      ),
    );
    expect(() => other.mem_malloc_attach(copy, 0)).toThrow(RangeError);
  });

  test('who shares a heap sees how far others have extended it', async () => {
    const chosen = options('CONFIG_SYS_MALLOC_LOCK=y\n');
    const [one, two] = [await loadSpecialised(chosen), await loadSpecialised(chosen)];
    const memory = new SharedArrayBuffer(0x40000);
    one.mem_malloc_init(memory, 0, memory.byteLength);
    two.mem_malloc_attach(memory, 0);
    const blocks = new Set<number>();
    for (let i = 0; i < 20; i += 1) {
      blocks.add((i % 2 === 0 ? one : two).malloc(3000));
      checkLegacyHeap(legacyView(i % 2 === 0 ? one : two, memory, bits));
    }
    expect(blocks.size).toBe(20);
    expect(blocks).not.toContain(0);
    for (const mem of blocks) two.free(mem);
    expect(one.malloc_usable_size(one.malloc(1))).toBeGreaterThan(0);
  });

  test('many heaps at once, and failures on demand', async () => {
    const chosen = options('CONFIG_SYS_MALLOC_MULTI_INSTANCE=y\nCONFIG_UNIT_TEST=y\n');
    expect(specialised(chosen).exports).toContain('createMalloc');
    const module = (await loadSpecialised(chosen)) as unknown as {
      readonly createMalloc: () => Allocator;
    };
    const [one, two] = [module.createMalloc(), module.createMalloc()];
    const memory = new ArrayBuffer(0x20000);
    one.mem_malloc_init(memory, 0, 0x10000);
    two.mem_malloc_init(memory, 0x10000, 0x10000);
    const mem = one.malloc(100);
    expect(two.malloc(100)).toBe(mem + 0x10000);
    expect(one.mallinfo().arena).toBe(two.mallinfo().arena);
    one.malloc_enable_testing(1);
    expect([one.malloc(1) !== 0, one.malloc(1), one.realloc(mem, 1)]).toEqual([true, 0, 0]);
    one.malloc_disable_testing();
    expect(one.malloc(1)).not.toBe(0);
  });
});
