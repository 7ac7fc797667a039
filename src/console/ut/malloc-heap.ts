/*
 * Tests with many blocks, and with a full heap.
 */
import { unitTests, type UnitTest, type UnitTestState } from './unit-test.ts';

const FILE = 'malloc-heap.ts';

/** Allocates blocks of `size` bytes until the heap is full. */
function exhaust(uts: UnitTestState, size: number): number[] {
  const mems: number[] = [];
  for (let mem = uts.heap.malloc(size); mem !== 0; mem = uts.heap.malloc(size)) {
    mems.push(uts.block(mem));
  }
  return mems;
}

/** Blocks of every small size can be allocated again after they were freed in another order. */
function bins(uts: UnitTestState): void {
  const before = uts.ut_check_delta(0);
  for (let round = 0; round < 2; round += 1) {
    const mems = Array.from({ length: 64 }, (_, i) => uts.block(uts.heap.malloc(i * 8)));
    uts.ut_asserteq(64, new Set(mems).size);
    for (const mem of [
      ...mems.filter((_, i) => i % 2 === 0),
      ...mems.filter((_, i) => i % 2 === 1),
    ])
      uts.free(mem);
    uts.ut_asserteq(0, uts.ut_check_delta(before));
  }
}

/** Blocks do not overlap, with sizes around every power of two. */
function boundaries(uts: UnitTestState): void {
  const blocks: { readonly mem: number; readonly size: number }[] = [];
  for (let power = 16; power <= 65_536; power *= 2) {
    for (const size of [power - 1, power, power + 1]) {
      blocks.push({ mem: uts.block(uts.heap.malloc(size)), size });
    }
  }
  const sorted = blocks.toSorted((a, b) => a.mem - b.mem);
  for (const [i, { mem, size }] of sorted.entries()) {
    const next = sorted[i + 1];
    uts.ut_assert(next === undefined || mem + size <= next.mem, 'blocks are apart');
    uts.ut_assert(mem + size <= uts.heap.mem_malloc_end, 'the block is in the heap');
  }
}

function mallinfo(uts: UnitTestState): void {
  const numbers = uts.need(uts.heap.mallinfo, 'mallinfo');
  const before = numbers();
  const mem = uts.block(uts.heap.malloc(1000));
  const after = numbers();
  uts.ut_asserteq(before.arena, after.arena);
  uts.ut_assert(after.uordblks - before.uordblks >= 1000, 'more is in use');
  uts.ut_asserteq(after.uordblks - before.uordblks, before.fordblks - after.fordblks);
  uts.free(mem);
  uts.ut_asserteq(before.uordblks, numbers().uordblks);
}

/** Requests larger than any heap fail, and no sum wraps around. */
function very_large(uts: UnitTestState): void {
  const end = uts.heap.mem_malloc_end - uts.heap.mem_malloc_start;
  for (const size of [end, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 64, 2 ** 32 - 1, -1, -4096]) {
    uts.ut_asserteq(0, uts.heap.malloc(size));
    uts.ut_asserteq(0, uts.heap.memalign(4096, size));
  }
}

/** One block can take nearly all of the free memory. */
function whole_pool(uts: UnitTestState): void {
  const largest_free = uts.need(uts.heap.malloc_largest_free, 'malloc_largest_free');
  const largest = largest_free();
  // What mcheck puts around a block, and the granule that top keeps.
  const mem = uts.block(uts.heap.malloc(largest - 4352));
  uts.ut_assert(largest_free() < largest, 'it was taken');
  uts.free(mem);
  uts.ut_asserteq(largest, largest_free());
}

/** A heap that was filled and emptied is as it was before. */
function fill_pool(uts: UnitTestState): void {
  const before = uts.ut_check_delta(0);
  const large = exhaust(uts, 1 << 20);
  const medium = exhaust(uts, 1 << 14);
  uts.ut_assert(large.length > 0, 'there was room');
  for (const mem of [...large, ...medium]) uts.free(mem);
  uts.ut_asserteq(0, uts.ut_check_delta(before));
  uts.free(uts.block(uts.heap.malloc(1 << 20)));
}

/** malloc_enable_testing() makes calls fail after the given number of successes. */
function failure_injection(uts: UnitTestState): void {
  const { heap } = uts;
  const enable_testing = uts.need(heap.malloc_enable_testing, 'malloc_enable_testing');
  const mem = uts.block(heap.malloc(10));
  enable_testing(2);
  try {
    uts.block(heap.malloc(10));
    uts.block(heap.calloc(1, 10));
    uts.ut_asserteq(0, heap.malloc(10));
    uts.ut_asserteq(0, heap.calloc(1, 10));
    uts.ut_asserteq(0, heap.memalign(64, 10));
    uts.ut_asserteq(0, heap.realloc(mem, 10));
  } finally {
    heap.malloc_disable_testing?.();
  }
  uts.free(uts.block(heap.malloc(10)));
}

export const HEAP_TESTS: readonly UnitTest[] = unitTests(FILE, {
  bins,
  boundaries,
  mallinfo,
  very_large,
  whole_pool,
  fill_pool,
  failure_injection,
});
