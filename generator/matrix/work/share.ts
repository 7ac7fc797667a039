import type { Worker } from './worker.ts';

/**
 * Gives each item to the next worker that is free, and returns the results in the order of the items.
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
  await Promise.all(workers.map(drain));
  return results;
}
