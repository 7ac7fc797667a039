import fc from 'fast-check';

/**
 * MALLOCGEN_SEED repeats a run of the random tests; without it every run has a new seed. fast-check
 * prints the seed of what fails; `describeSeed` puts it into the title of every random test.
 */
export const SEED = readSeed(process.env['MALLOCGEN_SEED']);

function readSeed(text: string | undefined): number {
  if (text === undefined || text === '') return Date.now() | 0;
  const seed = Number(text);
  if (!Number.isInteger(seed)) throw new Error(`MALLOCGEN_SEED=${text}: not an integer`);
  return seed | 0;
}

/** `title`, and how to run the same again. */
export function seeded(title: string): string {
  return `${title} (MALLOCGEN_SEED=${String(SEED)})`;
}

export function runs(numRuns: number): fc.Parameters {
  return { seed: SEED, numRuns };
}
