/**
 * MALLOCGEN_SEED repeats a run of the random tests; without it every run has a new seed, which is in
 * the title of every random test.
 */
export const SEED = integer('MALLOCGEN_SEED', Date.now()) | 0;

/** MALLOCGEN_RUNS makes so many times as many runs: a long search instead of a quick check. */
const RUNS = integer('MALLOCGEN_RUNS', 1);

function integer(name: string, otherwise: number): number {
  const text = process.env[name] ?? '';
  const value = text === '' ? otherwise : Number(text);
  if (!Number.isInteger(value)) throw new Error(`${name}=${text}: not an integer`);
  return value;
}

/** `title`, and how to run the same again. */
export function seeded(title: string): string {
  return `${title} (MALLOCGEN_SEED=${String(SEED)})`;
}

/** Parameters of fast-check for a property that is quick to check `numRuns` times. */
export function runs(numRuns: number): { readonly seed: number; readonly numRuns: number } {
  return { seed: SEED, numRuns: numRuns * RUNS };
}
