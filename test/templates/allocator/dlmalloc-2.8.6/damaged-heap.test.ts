/*
 * Without INSECURE: a heap that is damaged is used as it is, or throws; free() that refuses a
 * block has not written anything.
 */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Allocator } from '../../../support/allocator.ts';
import { buildOptions, type Bits } from '../../../support/build-options.ts';
import { GuardedMemory } from '../../../support/guarded-memory.ts';
import { heapCalls } from '../../../support/heap-call.ts';
import { heapLayout } from '../../../support/heap-layout.ts';
import { loadTemplates } from '../../../support/load-templates.ts';
import { openHeap } from '../../../support/open-heap.ts';
import { runs, seeded } from '../../../support/seed.ts';
import { ShadowHeap } from '../../../support/shadow-heap.ts';
import { wordAt } from '../../../support/heap-walker.ts';

const NOT_ALLOCATED = /is not an allocated block/;
const REFUSAL = /is not an allocated block|the heap is corrupt/;

type Call = (allocator: Allocator, mem: number, size: number) => void;

const free: Call = (allocator, mem) => allocator.free(mem);

const CALLS: readonly Call[] = [
  free,
  (allocator, mem, size) => void allocator.realloc(mem, size),
  (allocator, _, size) => void allocator.malloc(size),
  (allocator, _, size) => void allocator.memalign(64, size),
];

/** A value that is not a chunk's head: a list that is a circle would be walked for ever. */
function damage(bits: Bits) {
  return fc.record({
    chunk: fc.nat(),
    /** Which of the chunk's words: the foot in front of it, its head, its links. */
    word: fc.constantFrom('foot', 'head', 'fd', 'bk'),
    value: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(0, 1, 2, 3, 8, 16, 35, -1, 2 ** 31 - 1) },
      { weight: 1, arbitrary: fc.nat(2000).map((n) => 2 * n + (bits === 64 ? 1 : 0)) },
    ),
  });
}

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  describe.each([false, true])('NO_TREE_BINS=%s', (NO_TREE_BINS) => {
    const options = buildOptions(bits, { NO_TREE_BINS, INSECURE: false });
    const { sizeT, fd, bk } = heapLayout(options);
    const offsets = { foot: -sizeT, head: 0, fd, bk };

    test(seeded('one damaged word in a random heap'), async () => {
      const allocator = await loadTemplates(options);
      fc.assert(
        fc.property(
          heapCalls(60),
          damage(bits),
          fc.constantFrom(...CALLS),
          fc.nat(),
          fc.nat(1500),
          (calls, { chunk, word, value }, call, victim, size) => {
            const memory = new GuardedMemory('ArrayBuffer', 0, 8192);
            const heap = new ShadowHeap(allocator, options, memory);
            for (const c of calls) heap.apply(c);
            const { chunks } = heap;
            // A free chunk or what lies around one: nobody looks at the others' words.
            const near = chunks.filter(
              (c, i) => c.state !== 'used' || chunks[i - 1]?.state === 'free',
            );
            const { words } = heap.view();
            words[(near[chunk % near.length]?.head ?? 0) + offsets[word]] = value;
            const used = chunks.filter(({ state }) => state === 'used');
            const before = Buffer.from(memory.bytes);
            try {
              call(allocator, used[victim % used.length]?.mem ?? 0, size);
            } catch (error) {
              expect(String(error)).toMatch(REFUSAL);
              if (call === free && NOT_ALLOCATED.test(String(error))) {
                expect(memory.bytes.equals(before)).toBe(true);
              }
            }
          },
        ),
        runs(200),
      );
    });

    describe.each([40, 600])('the free chunk behind, of %i bytes, is damaged', (size) => {
      /** A free chunk, `mem`, a free chunk, each with its foot; the last one's link back is lost. */
      async function open() {
        const heap = await openHeap(options);
        const [before, mem, behind] = [size + 200, size, size].map((n) => heap.allocator.malloc(n));
        heap.allocator.malloc(1);
        heap.allocator.free(before ?? 0);
        heap.allocator.free(behind ?? 0);
        heap.view.words[wordAt(heap.view, behind ?? 0) + bk - fd] = wordAt(heap.view, mem ?? 0);
        return { heap, mem: mem ?? 0, bytes: Buffer.from(heap.memory.bytes) };
      }

      test('free', async () => {
        const { heap, mem, bytes } = await open();
        expect(() => heap.allocator.free(mem)).toThrow(/corrupt/);
        expect(heap.memory.bytes.equals(bytes)).toBe(true);
      });

      test('realloc to less', async () => {
        const { heap, mem, bytes } = await open();
        expect(() => heap.allocator.realloc(mem, 1)).toThrow(/corrupt/);
        expect(heap.memory.bytes.equals(bytes)).toBe(true);
      });

      test('realloc to more', async () => {
        const { heap, mem, bytes } = await open();
        expect(() => heap.allocator.realloc(mem, 5000)).toThrow(/corrupt/);
        expect(heap.memory.bytes.equals(bytes)).toBe(true);
      });
    });
  });
});
