/*
 * Tests of each call with one block.
 */
import { unitTests, type UnitTest, type UnitTestState } from './unit-test.ts';

const FILE = 'malloc-calls.ts';

function fill(uts: UnitTestState, mem: number, length: number): void {
  uts.bytes(mem, length).forEach((_, i, bytes) => {
    bytes[i] = (i * 7 + 3) & 0xff;
  });
}

function checkFilled(uts: UnitTestState, mem: number, length: number): void {
  const wrong = uts.bytes(mem, length).findIndex((byte, i) => byte !== ((i * 7 + 3) & 0xff));
  uts.ut_asserteq(-1, wrong);
}

/** A block is writable, and freeing it returns all of its bytes. */
function basic(uts: UnitTestState): void {
  const before = uts.ut_check_delta(0);
  for (const size of [1, 10, 100, 1000, 10_000, 100_000]) {
    const mem = uts.block(uts.heap.malloc(size));
    uts.ut_assert(uts.ut_check_delta(before) >= size, 'the block is counted');
    fill(uts, mem, size);
    checkFilled(uts, mem, size);
    uts.free(mem);
    uts.ut_asserteq(0, uts.ut_check_delta(before));
  }
}

/** malloc(0) returns a block, and free(NULL) does nothing. */
function zero_sizes(uts: UnitTestState): void {
  const before = uts.ut_check_delta(0);
  const a = uts.block(uts.heap.malloc(0));
  const b = uts.block(uts.heap.malloc(0));
  const c = uts.block(uts.heap.calloc(0, 100));
  uts.ut_asserteq(3, new Set([a, b, c]).size);
  const d = uts.resized(a, uts.heap.realloc(a, 0));
  for (const mem of [b, c, d]) uts.free(mem);
  uts.heap.free(0);
  uts.ut_asserteq(0, uts.ut_check_delta(before));
}

function calloc(uts: UnitTestState): void {
  const dirty = uts.block(uts.heap.malloc(5000));
  uts.bytes(dirty, 5000).fill(0xa5);
  uts.free(dirty);
  const mem = uts.block(uts.heap.calloc(50, 100));
  uts.ut_assert(
    uts.bytes(mem, 5000).every((byte) => byte === 0),
    'all is zero',
  );
  uts.ut_asserteq(0, uts.heap.calloc(2 ** 31, 2 ** 31));
}

/** Grows and shrinks blocks, in place and by moving them, in small and large steps. */
function realloc(uts: UnitTestState): void {
  const sizes = [100, 200, 50, 5000, 4000, 20, 100_000, 10];
  let mem = uts.block(uts.heap.realloc(0, 100));
  let size = 100;
  fill(uts, mem, size);
  for (const next of sizes) {
    // Every other time, a block after it prevents it from growing in place.
    const neighbour = next % 200 === 0 ? uts.block(uts.heap.malloc(16)) : 0;
    mem = uts.resized(mem, uts.heap.realloc(mem, next));
    checkFilled(uts, mem, Math.min(size, next));
    fill(uts, mem, next);
    size = next;
    if (neighbour !== 0) uts.free(neighbour);
  }
}

/** A realloc() that fails keeps the block. */
function realloc_fails(uts: UnitTestState): void {
  const mem = uts.block(uts.heap.malloc(100));
  fill(uts, mem, 100);
  uts.ut_asserteq(0, uts.heap.realloc(mem, 2 ** 31));
  uts.ut_asserteq(0, uts.heap.realloc(mem, -1));
  checkFilled(uts, mem, 100);
}

function memalign(uts: UnitTestState): void {
  for (let align = 8; align <= 65_536; align *= 2) {
    const mem = uts.block(uts.heap.memalign(align, 100));
    uts.ut_asserteq(0, mem % align);
    fill(uts, mem, 100);
  }
}

function usable_size(uts: UnitTestState): void {
  for (let size = 0; size < 600; size += 7) {
    const mem = uts.block(uts.heap.malloc(size));
    const usable = uts.heap.malloc_usable_size(mem);
    uts.ut_assert(usable >= size, `${usable} >= ${size}`);
    fill(uts, mem, usable);
    uts.free(mem);
  }
  uts.ut_asserteq(0, uts.heap.malloc_usable_size(0));
}

export const CALL_TESTS: readonly UnitTest[] = unitTests(FILE, {
  basic,
  zero_sizes,
  calloc,
  realloc,
  realloc_fails,
  memalign,
  usable_size,
});
