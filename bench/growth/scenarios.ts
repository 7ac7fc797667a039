import type { Place } from './memories.ts';
import { randomNumbers } from './random.ts';

/** A variant whose heap can lie anywhere. */
export interface Allocator {
  mem_malloc_init(memory: Place['memory'], start: number, size: number): void;
  malloc(bytes: number): number;
  free(mem: number): void;
}

/** Time of one call, or pair of calls, at one size of the problem. */
export interface Point {
  readonly n: number;
  readonly nanoseconds: number;
  /** Calls of malloc() that found no room, in a thousand. */
  readonly failures?: number;
}

const START = 4096;
const KIB = 1024;
const MIB = KIB * KIB;
/** Of several, the best is taken: the rest is noise of the machine. */
const ROUNDS = 5;

/** What grows, in the order in which the report has it. */
export const SCENARIOS = {
  'free large chunks': largeChunks,
  'live blocks': liveBlocks,
  'heap in MiB': heapSizes,
  'per cent full': fullness,
} as const;

export type Scenario = keyof typeof SCENARIOS;

/**
 * `n` free chunks of different large sizes, kept apart by small blocks. A call takes the best fit of
 * a random size and gives it back.
 */
function largeChunks(allocator: Allocator, counts: readonly number[]): readonly Point[] {
  return counts.map((n) => {
    const random = randomNumbers(n);
    const spread = Math.min(8192, Math.max(64, n));
    const sizeOf = () => 264 + 8 * random(spread);
    const heap = new ArrayBuffer(START + n * (300 + 5 * spread) + MIB);
    allocator.mem_malloc_init(heap, START, heap.byteLength - START);
    const large: number[] = [];
    for (let i = 0; i < n; i += 1) {
      large.push(allocated(allocator.malloc(sizeOf())));
      allocated(allocator.malloc(24));
    }
    large.forEach((mem) => allocator.free(mem));
    const sizes = Int32Array.from({ length: n > 4096 ? 2000 : 20_000 }, sizeOf);
    return {
      n,
      nanoseconds: best(sizes.length, () => {
        for (const size of sizes) allocator.free(allocator.malloc(size));
      }),
    };
  });
}

/** `n` live blocks, most of them small. A call frees one at random, or allocates one in its place. */
function liveBlocks(allocator: Allocator, counts: readonly number[]): readonly Point[] {
  return counts.map((n) => {
    const heap = new ArrayBuffer(START + n * 400 + MIB);
    allocator.mem_malloc_init(heap, START, heap.byteLength - START);
    return churn(allocator, n, smallSize, n);
  });
}

/** The same traffic in heaps of different sizes: ten thousand blocks, at the far end of the heap. */
function heapSizes(allocator: Allocator, mebibytes: readonly number[]): readonly Point[] {
  return mebibytes.map((n) => {
    const size = Math.min(n * MIB, 2 ** 31 - START - 8);
    allocator.mem_malloc_init(new ArrayBuffer(START + size), START, size);
    allocated(allocator.malloc(size - 12 * MIB));
    return churn(allocator, n, smallSize, 10_000);
  });
}

/** A heap of 16 MiB with `n` per cent of it allocated. */
function fullness(allocator: Allocator, percentages: readonly number[]): readonly Point[] {
  return percentages.map((n) => {
    const heap = new ArrayBuffer(START + 16 * MIB);
    allocator.mem_malloc_init(heap, START, heap.byteLength - START);
    const random = randomNumbers(n);
    const sizes: number[] = [];
    // A chunk is 4 bytes longer than what is asked for, rounded up to a multiple of 8.
    for (let bytes = 0; bytes < (16 * MIB * n) / 100;) {
      const size = anySize(random);
      sizes.push(size);
      bytes += (size + 11) & ~7;
    }
    sizes.pop();
    return churn(allocator, n, anySize, sizes.length, sizes);
  });
}

export function smallSize(random: (limit: number) => number): number {
  return random(20) === 0 ? random(4 * KIB) : random(240);
}

function anySize(random: (limit: number) => number): number {
  return random(10) === 0 ? random(16 * KIB) : random(500);
}

/**
 * Fills the heap with `blocks` blocks and replaces random ones. A block that found no room is tried
 * again later, so that the heap stays as full as it can be.
 */
export function churn(
  allocator: Allocator,
  n: number,
  sizeOf: (random: (limit: number) => number) => number,
  blocks: number,
  sizes: readonly number[] = [],
): Point {
  const random = randomNumbers(n + 1);
  const live = Int32Array.from({ length: blocks }, (_, i) =>
    allocator.malloc(sizes[i] ?? sizeOf(random)),
  );
  // Sizes are those of the block that goes, shuffled, so that what is allocated stays the same.
  const length = 100_000;
  const places = Int32Array.from({ length }, () => random(blocks));
  const requests = Int32Array.from({ length }, () => sizes[random(sizes.length)] ?? sizeOf(random));
  let failures = 0;
  const nanoseconds = best(length * 2, () => {
    failures = 0;
    for (let i = 0; i < length; i += 1) {
      const place = places[i] as number;
      allocator.free(live[place] as number);
      const mem = allocator.malloc(requests[i] as number);
      if (mem === 0) failures += 1;
      live[place] = mem;
    }
  });
  return { n, nanoseconds, failures: (failures * 1000) / length };
}

/** Nanoseconds a call of the best of several rounds. */
function best(calls: number, round: () => void): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const start = process.hrtime.bigint();
    round();
    return Number(process.hrtime.bigint() - start);
  });
  return Math.min(...times) / calls;
}

function allocated(mem: number): number {
  if (mem === 0) throw new Error('the heap of this benchmark is too small');
  return mem;
}
