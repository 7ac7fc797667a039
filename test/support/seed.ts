/**
 * The seed of the random tests, which is in the title of each. Without MALLOCGEN_SEED it is always the
 * same, so that a change that fails its tests is at fault itself; `random` is a new one for every run.
 */
export const SEED =
  process.env['MALLOCGEN_SEED'] === 'random' ? Date.now() | 0 : integer('MALLOCGEN_SEED', 1) | 0;

/** MALLOCGEN_RUNS multiplies the runs: a long search instead of a quick check. */
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

/** Random bools from the seed: the same sequence from each generator. */
export function randomBits(): () => boolean {
  const next = xorshift(SEED);
  return () => (next() & 0x40000) !== 0;
}

/** Random integers from 0 up to below `limit`, from the seed and a number for the sequence. */
export function randomIntegers(sequence = 0): (limit: number) => number {
  const next = xorshift(SEED + Math.imul(sequence, 0x2545f491));
  return (limit) => (next() >>> 4) % limit;
}

/** Marsaglia's xorshift with 13, 17, 5. */
function xorshift(seed: number): () => number {
  let state = (seed ^ 0x9e3779b9) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state;
  };
}
