import type { Allocator } from '../../../test/support/allocator.ts';

/** The blocks that a heap has in use: addresses and requests. */
export type Live = Map<number, number>;

/** Calls that leave a heap with chunks of every kind, by name. */
export const HEAPS: Readonly<Record<string, (allocator: Allocator, live: Live) => void>> = {
  empty: () => {},
  'one block': (allocator, live) => allocate(allocator, live, [20]),
  'small chunks, two of one size': (allocator, live) => {
    allocate(allocator, live, [12, 1, 12, 1, 28, 1, 60, 1]);
    release(allocator, live, [0, 2, 4, 6]);
  },
  'large chunks, two of one size': (allocator, live) => {
    allocate(allocator, live, [300, 1, 300, 1, 420, 1, 280, 1, 350, 1]);
    release(allocator, live, [0, 2, 4, 6, 8]);
  },
  'a victim': (allocator, live) => {
    allocate(allocator, live, [200, 30, 12, 1]);
    release(allocator, live, [0, 2]);
    allocate(allocator, live, [30]);
  },
  full: (allocator, live) => {
    allocate(
      allocator,
      live,
      Array.from({ length: 200 }, () => 40),
    );
    release(allocator, live, [1, 3, 4]);
  },
};

function allocate(allocator: Allocator, live: Live, sizes: readonly number[]): void {
  for (const bytes of sizes) {
    const mem = allocator.malloc(bytes);
    if (mem !== 0) live.set(mem, bytes);
  }
}

/** Frees the blocks with these numbers, in the order of allocation. */
function release(allocator: Allocator, live: Live, numbers: readonly number[]): void {
  const blocks = [...live.keys()];
  for (const number of numbers) {
    const mem = blocks[number];
    if (mem === undefined) continue;
    allocator.free(mem);
    live.delete(mem);
  }
}
