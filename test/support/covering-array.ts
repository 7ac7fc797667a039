/** A value for each of some bools. */
export type Row = Readonly<Record<string, boolean>>;

export interface CoveringArray {
  readonly rows: readonly Row[];
  /** Pairs of values, `A=true B=false`, that no row can have. */
  readonly impossible: readonly string[];
}

/**
 * Rows in which every pair of values of every two names occurs that can occur. Of random rows that
 * `settle` let through it takes the one with the most new pairs, until all pairs are there.
 * @param settle what becomes of a random choice when all dependencies are met
 * @param random a random bool
 * @param samples random rows to choose from; a pair that is in none of them counts as impossible
 */
export function coveringArray(
  names: readonly string[],
  settle: (row: Row) => Row,
  random: () => boolean,
  samples = 400,
): CoveringArray {
  const candidates = Array.from({ length: samples }, () => {
    const row = settle(Object.fromEntries(names.map((name) => [name, random()])));
    return { row, pairs: pairsOf(names, row) };
  });
  const uncovered = new Set(candidates.flatMap(({ pairs }) => pairs));
  const impossible = allPairs(names).filter((pair) => !uncovered.has(pair));
  const rows: Row[] = [];
  while (uncovered.size > 0) {
    const gains = candidates.map(({ pairs }) => pairs.filter((pair) => uncovered.has(pair)).length);
    const best = candidates[gains.indexOf(Math.max(...gains))];
    if (best === undefined) break;
    rows.push(best.row);
    for (const pair of best.pairs) uncovered.delete(pair);
  }
  return { rows, impossible };
}

/** The pairs of values in a row. */
export function pairsOf(names: readonly string[], row: Row): readonly string[] {
  return names.flatMap((a, i) =>
    names.slice(i + 1).map((b) => `${a}=${String(row[a])} ${b}=${String(row[b])}`),
  );
}

function allPairs(names: readonly string[]): readonly string[] {
  const values = [false, true];
  return values.flatMap((first) =>
    values.flatMap((second) =>
      names.flatMap((a, i) =>
        names.slice(i + 1).map((b) => `${a}=${String(first)} ${b}=${String(second)}`),
      ),
    ),
  );
}
