/*
 * The full sys_alloc: a heap that is full goes on in memory that set_morecore()'s function hands over.
 */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Allocator } from '../../../support/allocator.ts';
import { SANDBOX, buildOptions, type Bits } from '../../../support/build-options.ts';
import { GuardedMemory } from '../../../support/guarded-memory.ts';
import { heapCalls } from '../../../support/heap-call.ts';
import { loadTemplates } from '../../../support/load-templates.ts';
import { openHeap, type OpenHeap } from '../../../support/open-heap.ts';
import { runs, seeded } from '../../../support/seed.ts';
import { ShadowHeap } from '../../../support/shadow-heap.ts';

const PAGE = 4096;
/** The first region, and the room around it. */
const START = 16 * PAGE;
const SIZE = 2 * PAGE;
const ROOM = 64 * PAGE;

/** Where the next memory comes from. */
const PLACES = [
  'behind the heap',
  'apart from the heap',
  'before the heap',
  'here and there',
] as const;
type Place = (typeof PLACES)[number];

/** Memory around the first region. It must know when a call of the user begins. */
interface Source {
  readonly morecore: (increment: number) => number;
  readonly begin: () => void;
}

/**
 * As with sbrk(), what is asked for within one call of the user's is contiguous; only between two
 * calls somebody else may have taken the memory after it.
 */
function createSource(place: Place, memory: GuardedMemory): Source {
  let above = memory.start + memory.size;
  let below = memory.start;
  let last = above;
  let calls = 0;
  let first = true;
  let contiguous = true;
  const morecore = (increment: number): number => {
    if (increment === 0) return last;
    if (increment < 0) return -1;
    const kind = place === 'here and there' ? PLACES[calls % 3] : place;
    if (kind === 'before the heap') {
      // What grows downwards is not contiguous: it says so by failing first.
      if (contiguous) {
        contiguous = false;
        return -1;
      }
      if (below - increment < PAGE) return -1;
      last = below;
      below -= increment;
      memory.allow(below, last);
      return below;
    }
    const base = above + (first && kind === 'apart from the heap' ? 3 * PAGE : 0);
    first = false;
    if (base + increment > memory.bytes.length) return -1;
    above = base + increment;
    last = above;
    memory.allow(base, above);
    return base;
  };
  const begin = () => {
    calls += 1;
    first = true;
  };
  return { morecore, begin };
}

async function grown(options: ReturnType<typeof buildOptions>, place: Place): Promise<OpenHeap> {
  const heap = await openHeap(options);
  const memory = new GuardedMemory('ArrayBuffer', START, SIZE, ROOM);
  heap.allocator.mem_malloc_init(memory.memory, START, SIZE);
  heap.allocator.set_morecore(createSource(place, memory).morecore);
  return { ...heap, memory };
}

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  const options = buildOptions(bits, SANDBOX);

  test.each(PLACES)(seeded('random calls, memory comes from %s'), async (place) => {
    const allocator: Allocator = await loadTemplates(options);
    fc.assert(
      fc.property(heapCalls(120), (calls) => {
        const memory = new GuardedMemory('ArrayBuffer', START, SIZE, ROOM);
        allocator.set_morecore(null);
        const heap = new ShadowHeap(allocator, options, memory);
        const { morecore, begin } = createSource(place, memory);
        allocator.set_morecore(morecore);
        for (const call of calls) {
          begin();
          heap.apply(call);
        }
        heap.freeAll();
      }),
      runs(30),
    );
  });

  test('memory behind the heap makes top longer', async () => {
    const { allocator } = await grown(options, 'behind the heap');
    expect(allocator.malloc(3 * PAGE)).not.toBe(0);
    const { usmblks, arena, ordblks } = allocator.mallinfo();
    expect(usmblks).toBe(arena);
    expect(usmblks).toBe(SIZE - allocator.MALLOC_STATE_SIZE + 2 * PAGE);
    expect(ordblks).toBe(1);
  });

  test('memory apart from the heap is a segment of its own', async () => {
    const { allocator, memory } = await grown(options, 'apart from the heap');
    const mem = allocator.malloc(3 * PAGE);
    expect(mem).toBeGreaterThanOrEqual(START + SIZE + 3 * PAGE);
    // What was top is a free chunk, and served first.
    const small = allocator.malloc(100);
    expect(small).toBeLessThan(START + SIZE);
    allocator.free(mem);
    allocator.free(small);
    memory.checkGuards();
  });

  test('mallinfo counts the bytes of all segments', async () => {
    const { allocator } = await grown(options, 'apart from the heap');
    const before = allocator.mallinfo();
    const mem = allocator.malloc(3 * PAGE);
    const after = allocator.mallinfo();
    expect(after.usmblks - before.usmblks).toBe(4 * PAGE);
    allocator.free(mem);
    expect(allocator.mallinfo().uordblks).toBeLessThan(after.uordblks - 3 * PAGE);
  });

  test('mallopt sets the unit in which memory is asked for', async () => {
    const { allocator, memory } = await grown(options, 'behind the heap');
    const asked: number[] = [];
    const { morecore } = createSource('behind the heap', memory);
    allocator.set_morecore((increment) => {
      if (increment > 0) asked.push(increment);
      return morecore(increment);
    });
    allocator.mallopt(-2, 4 * PAGE);
    expect(allocator.malloc(SIZE)).not.toBe(0);
    expect(asked).toEqual([4 * PAGE]);
  });

  test.each(bits === 32 ? [-65, -100, -4096] : [-1, -65])(
    'malloc(%i) does not ask the system, and memory still goes on where it ends',
    async (bytes) => {
      const { allocator, memory } = await grown(options, 'behind the heap');
      const asked: number[] = [];
      const { morecore } = createSource('behind the heap', memory);
      allocator.set_morecore((increment) => {
        asked.push(increment);
        return morecore(increment);
      });
      expect(allocator.malloc(bytes)).toBe(0);
      expect(asked).toEqual([]);
      // Top is part of what is needed.
      expect(allocator.malloc(SIZE)).not.toBe(0);
      expect(asked).toEqual([PAGE]);
    },
  );

  test('memory that comes in two pieces with a gap between is not taken for one', async () => {
    const { allocator, memory } = await grown(options, 'behind the heap');
    // No request of this call is contiguous with the one before.
    const { morecore, begin } = createSource('apart from the heap', memory);
    allocator.set_morecore((increment) => {
      if (increment > 0) begin();
      return morecore(increment);
    });
    allocator.malloc(3 * PAGE);
    memory.checkGuards();
  });

  test('memory that is too small and that the system does not take back is kept, and used', async () => {
    const allocator = await loadTemplates(options);
    const memory = new GuardedMemory('ArrayBuffer', START, SIZE, ROOM);
    const heap = new ShadowHeap(allocator, options, memory);
    const at = START + SIZE + 20 * PAGE;
    let base = at;
    let left = Number.POSITIVE_INFINITY;
    allocator.set_morecore((increment) => {
      if (increment < 0 || left <= 0) return -1;
      if (increment === 0) return base;
      left -= 1;
      // The last one lies just before the segment: too little for the request, which has part of top.
      if (left === 0) base = at - increment;
      memory.allow(base, base + increment);
      base += increment;
      return base - increment;
    });
    expect(heap.apply({ call: 'malloc', size: 3 * PAGE })).toBeGreaterThan(at);
    left = 1;
    expect(heap.apply({ call: 'malloc', size: 4 * PAGE })).toBe(0);
    const before = allocator.malloc_footprint();
    const kept = heap.apply({ call: 'malloc', size: 3 * PAGE });
    expect(kept).toBeGreaterThanOrEqual(at - 4 * PAGE);
    expect(kept).toBeLessThan(at);
    expect(allocator.malloc_footprint()).toBe(before);
    heap.freeAll();
  });

  test('without set_morecore, and after set_morecore(null), a full heap is full', async () => {
    const { allocator } = await grown(options, 'behind the heap');
    allocator.set_morecore(null);
    const before = allocator.mallinfo();
    expect(allocator.malloc(3 * PAGE)).toBe(0);
    expect(allocator.mallinfo()).toEqual(before);
    expect(allocator.mem_malloc_brk).toBe(allocator.mem_malloc_end);
  });
});
