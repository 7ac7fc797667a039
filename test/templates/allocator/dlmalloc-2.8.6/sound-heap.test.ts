/*
 * Whether a heap is sound, which malloc_lock_break() asks when a thread has ended inside of a call. The heap
 * walker of the tests, which was written apart from the templates, is asked the same.
 */
import { describe, expect, test } from '@jest/globals';
import type { Allocator } from '../../../support/allocator.ts';
import {
  SANDBOX,
  SMALL,
  buildOptions,
  type Bits,
  type OptionChanges,
} from '../../../support/build-options.ts';
import { HeapError } from '../../../support/heap-error.ts';
import { heapLayout } from '../../../support/heap-layout.ts';
import { checkHeap, heapView } from '../../../support/heap-walker.ts';
import { loadTemplates } from '../../../support/load-templates.ts';

const BREAK = { SYS_MALLOC_ATTACH: true, SYS_MALLOC_LOCK: true, SYS_MALLOC_LOCK_BREAK: true };
const OWNER = 7;
/** The lock, held by a thread that has ended. */
const HELD = (OWNER << 2) | 1;

const VARIANTS: readonly (readonly [string, OptionChanges, Bits])[] = [
  ['default', {}, 32],
  ['SYS_MALLOC_SMALL', SMALL, 64],
  ['SANDBOX', { ...SANDBOX, HAVE_MMAP: true }, 32],
  ['NO_TREE_BINS', { NO_TREE_BINS: true }, 32],
  ['SYS_MALLOC_GROW', { SYS_MALLOC_GROW: true }, 32],
  ['giving memory back', { ...SANDBOX, MORECORE_CANNOT_TRIM: false }, 64],
];

/** Faults in what the allocator never reads, such as the low bits of a foot. */
const UNREAD = /foot|upper half|victim has links/;

/** Frees and allocates blocks of many sizes, the same ones each time. */
function use(allocator: Allocator, calls: number, after: () => void): void {
  const live: number[] = [];
  for (let i = 1; i < calls; i += 1) {
    const mem = allocator.malloc((i * 7919) % (i % 9 === 0 ? 3000 : 300));
    if (mem !== 0) live.push(mem);
    if (i % 3 === 0 || mem === 0) allocator.free(live.splice((i * 31) % live.length, 1)[0] ?? 0);
    after();
  }
}

describe.each(VARIANTS)('%s', (_, changes, bits) => {
  const options = buildOptions(bits, { ...changes, ...BREAK });

  test('every heap that calls leave is sound', async () => {
    const allocator = await loadTemplates(options);
    const memory = new SharedArrayBuffer(20_000, { maxByteLength: 60_000 });
    const words = new Int32Array(memory);
    allocator.mem_malloc_init(memory, 0, 20_000);
    use(allocator, 300, () => {
      Atomics.store(words, 1, HELD);
      expect(allocator.malloc_lock_break(OWNER)).toBe(1);
    });
  });

  test('a heap with a wrong word is lost if the walker finds a fault', async () => {
    const allocator = await loadTemplates(options);
    const memory = new SharedArrayBuffer(8000, { maxByteLength: 20_000 });
    const words = new Int32Array(memory);
    allocator.mem_malloc_init(memory, 0, 8000);
    use(allocator, 60, () => {});
    const view = heapView(allocator, memory, heapLayout(options));
    const good = words.slice();
    const isSound = (): boolean => {
      Atomics.store(words, 1, HELD);
      try {
        return allocator.malloc_lock_break(OWNER) === 1;
      } catch {
        return false;
      }
    };
    const fault = (): string | undefined => {
      try {
        checkHeap(view);
        return undefined;
      } catch (error) {
        return error instanceof HeapError ? error.message : 'another error';
      }
    };
    expect([isSound(), fault()]).toEqual([true, undefined]);
    const missed: string[] = [];
    let lost = 0;
    for (let at = 6; at < words.length; at += 1) {
      for (const changed of [good[at]! ^ 1, good[at]! ^ 2, good[at]! + 8, 0, at]) {
        if (changed === good[at]) continue;
        words.set(good);
        words[at] = changed;
        const found = fault();
        const sound = isSound();
        const isLowBit = (changed ^ good[at]!) < 4;
        const agrees = sound ? UNREAD.test(found ?? 'foot') : found !== undefined || isLowBit;
        if (!agrees) missed.push(`${at}: ${good[at]} → ${changed}: ${found}`);
        if (!sound) lost += 1;
      }
    }
    expect(missed).toEqual([]);
    expect(lost).toBeGreaterThan(300);
  });
});
