import type { Worker } from './worker.ts';

/** Items that a worker has at once: one is specialised while others are minified and compressed. */
const AT_ONCE = 3;

/**
 * Gives each item to the next worker that is free, a few ahead, and returns the results in the order of the items.
 * @param onDone called after each item with the number of items that are done
 */
export async function share<Item, Result>(
  items: readonly Item[],
  workers: readonly Worker[],
  work: (worker: Worker, item: Item) => Promise<Result>,
  onDone: (done: number) => void,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  let done = 0;
  const drain = async (worker: Worker): Promise<void> => {
    for (const [index, item] of queue) {
      results[index] = await work(worker, item);
      done += 1;
      onDone(done);
    }
  };
  // Each worker has its first item before one has its second.
  await Promise.all(Array.from({ length: AT_ONCE }, () => workers.map(drain)).flat());
  return results;
}
