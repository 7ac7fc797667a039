/** The longest distance at which a name still counts as a misspelling of another. */
const MAX_DISTANCE = 3;

/**
 * The candidate with the smallest distance to `name`, the first of equals, or undefined when none
 * is near: more than a third of the letters, or more than 3, would have to change. Words of the name that
 * both have do not count: `SPL_MTD` is not a misspelling of `SPL_NAND`, whatever else they share.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let limit = mostChanges(name.length);
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) > limit) continue;
    const distance = editDistance(name, candidate, limit);
    if (distance > limit || distance > mostChanges(lettersOfOwn(name, candidate))) continue;
    best = candidate;
    limit = distance - 1;
    if (limit < 0) break;
  }
  return best;
}

/** How many letters may change in a name, or in a part of one, of this length. */
function mostChanges(length: number): number {
  return Math.min(MAX_DISTANCE, Math.max(1, Math.floor(length / 3)));
}

/** The letters of a name without the words at its beginning and its end that the other name has as well. */
function lettersOfOwn(name: string, other: string): number {
  const [words, others] = [name, other].map((text) => text.split(/[_.-]/)) as [string[], string[]];
  const most = Math.min(words.length, others.length) - 1;
  let before = 0;
  while (before < most && words[before] === others[before]) before++;
  let after = 0;
  while (before + after < most && words.at(-1 - after) === others.at(-1 - after)) after++;
  return words.slice(before, words.length - after).join('_').length;
}

/**
 * The Damerau-Levenshtein distance in its restricted form: insertions, deletions, substitutions
 * and swaps of neighbours, no letter edited twice. Anything above `limit` is given as `limit + 1`.
 */
export function editDistance(a: string, b: string, limit: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    let smallest = row;
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let distance = Math.min(
        last[column]! + 1,
        current[column - 1]! + 1,
        last[column - 1]! + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        distance = Math.min(distance, beforeLast[column - 2]! + 1);
      }
      current.push(distance);
      smallest = Math.min(smallest, distance);
    }
    if (smallest > limit) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return Math.min(last[b.length]!, limit + 1);
}
