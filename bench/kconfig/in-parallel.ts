/** Calls `work` for every item, `jobs` at a time. The results are in the order of the items. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  jobs: number,
  work: (item: Item, worker: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  const drain = async (worker: number): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item, worker);
  };
  await Promise.all(Array.from({ length: jobs }, (_, worker) => drain(worker)));
  return results;
}
