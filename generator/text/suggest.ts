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
  const rows = makeRows(name);
  for (const candidate of candidates) {
    const distance = distanceFrom(candidate, name, limit, rows);
    if (distance > limit || distance > mostChanges(lettersOfOwn(name, candidate))) continue;
    best = candidate;
    limit = distance - 1;
    if (limit < 0) break;
  }
  return best;
}

/** Names to compare with many others, and for each the set of its letters, as `lettersIn` gives it. */
export interface NameIndex {
  readonly names: readonly string[];
  readonly letters: Int32Array;
}

export function indexNames(candidates: Iterable<string>): NameIndex {
  const names = [...candidates];
  return { names, letters: Int32Array.from(names, lettersIn) };
}

/** What `nearest` gives for the names of an index. */
export function nearestInIndex(name: string, { names, letters }: NameIndex): string | undefined {
  const most = mostChanges(name.length);
  const own = lettersIn(name);
  // A change adds or takes away at most one letter of the set, or replaces one.
  const isLike = (candidate: string, at: number): boolean =>
    Math.abs(candidate.length - name.length) <= most && bitsIn(letters[at]! ^ own) <= 2 * most;
  return nearest(name, names.filter(isLike));
}

/** The letters that occur in a text: a bit for each of 32 classes of characters. */
function lettersIn(text: string): number {
  let set = 0;
  for (let at = 0; at < text.length; at++) set |= 1 << (text.charCodeAt(at) & 31);
  return set;
}

/** How many bits are set in a number of 32. */
function bitsIn(number: number): number {
  let bits = 0;
  for (let left = number; left !== 0; left &= left - 1) bits++;
  return bits;
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
  return distanceFrom(a, b, limit, makeRows(b));
}

/** The rows of the table of distances that are still needed: the present one and the two before. */
type Rows = [current: Int32Array, last: Int32Array, beforeLast: Int32Array];

function makeRows({ length }: string): Rows {
  return [new Int32Array(length + 2), new Int32Array(length + 2), new Int32Array(length + 2)];
}

/**
 * The same, in rows made for `b`. A distance up to the limit lies on a path that is never further than
 * that from the diagonal, so only those columns are worked out (Ukkonen, 1985); what is beside them counts as too far.
 */
function distanceFrom(a: string, b: string, limit: number, rows: Rows): number {
  const tooFar = limit + 1;
  if (Math.abs(a.length - b.length) > limit) return tooFar;
  let [current, last, beforeLast] = rows;
  for (let column = 0; column <= b.length; column++) last[column] = Math.min(column, tooFar);
  for (let row = 1; row <= a.length; row++) {
    const letter = a.charCodeAt(row - 1);
    const from = Math.max(1, row - limit);
    const to = Math.min(b.length, row + limit);
    current[from - 1] = from === 1 ? Math.min(row, tooFar) : tooFar;
    current[to + 1] = tooFar;
    let smallest = current[from - 1]!;
    for (let column = from; column <= to; column++) {
      const other = b.charCodeAt(column - 1);
      let distance = last[column - 1]! + (letter === other ? 0 : 1);
      distance = Math.min(distance, last[column]! + 1, current[column - 1]! + 1);
      if (
        row > 1 &&
        column > 1 &&
        letter === b.charCodeAt(column - 2) &&
        a.charCodeAt(row - 2) === other
      ) {
        distance = Math.min(distance, beforeLast[column - 2]! + 1);
      }
      current[column] = distance;
      smallest = Math.min(smallest, distance);
    }
    if (smallest > limit) return tooFar;
    [current, last, beforeLast] = [beforeLast, current, last];
  }
  return Math.min(last[b.length]!, tooFar);
}
