import { randomNumbers } from './random.ts';
import { smallSize, type Allocator } from './scenarios.ts';

const BLOCKS = 1000;
const CALLS = 4000;

/**
 * Fills a heap with small blocks, and gives a round of calls that replace some of them: the same ones in each
 * round. A round is so short that a busy machine leaves many alone.
 * @returns a function that makes the calls, and gives the nanoseconds of one
 */
export function startTraffic(allocator: Allocator): () => number {
  const random = randomNumbers(1);
  const live = Int32Array.from({ length: BLOCKS }, () => allocator.malloc(smallSize(random)));
  const places = Int32Array.from({ length: CALLS }, () => random(BLOCKS));
  const sizes = Int32Array.from({ length: CALLS }, () => smallSize(random));
  return () => {
    const start = process.hrtime.bigint();
    for (let i = 0; i < CALLS; i += 1) {
      const place = places[i] as number;
      allocator.free(live[place] as number);
      live[place] = allocator.malloc(sizes[i] as number);
    }
    return Number(process.hrtime.bigint() - start) / (2 * CALLS);
  };
}
