/** A list of that length with nothing in it. Filled in any order, it stays an array, and does not become a table of hashes. */
export function emptyList<T>(length: number): (T | undefined)[] {
  const list: (T | undefined)[] = [];
  list.length = length;
  return list.fill(undefined);
}
