import { existsSync, readFileSync, writeFileSync } from 'node:fs';

import { format } from 'prettier';

import { isKilled, type Result } from './results.ts';

/** Mutants that no test notices, and why that is so: by file, then by place and change. */
export type Survivors = ReadonlyMap<string, string>;

type Stored = Record<string, Record<string, string>>;

const SEPARATOR = ' :: ';

export function readSurvivors(path: string): Survivors {
  if (!existsSync(path)) return new Map();
  const stored = JSON.parse(readFileSync(path, 'utf8')) as Stored;
  return new Map(
    Object.entries(stored).flatMap(([file, mutants]) =>
      Object.entries(mutants).map(
        ([mutant, reason]) => [file + SEPARATOR + mutant, reason] as const,
      ),
    ),
  );
}

export async function writeSurvivors(path: string, survivors: Survivors): Promise<void> {
  const stored: Stored = {};
  for (const [key, reason] of [...survivors].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const at = key.indexOf(SEPARATOR);
    (stored[key.slice(0, at)] ??= {})[key.slice(at + SEPARATOR.length)] = reason;
  }
  writeFileSync(path, await format(JSON.stringify(stored), { parser: 'json', printWidth: 100 }));
}

/** How the results of a run and the list of survivors differ. */
export interface Difference {
  /** Survived without a reason in the list. */
  readonly unexplained: readonly string[];
  /** In the list, and killed. */
  readonly killed: readonly string[];
  /** In the list, and no mutant of the code. */
  readonly unknown: readonly string[];
}

export function compareSurvivors(
  listed: Survivors,
  results: readonly Result[],
  isMutant: (key: string) => boolean,
): Difference {
  const known = (key: string): boolean => (listed.get(key) ?? '') !== '';
  return {
    unexplained: results
      .filter((each) => !isKilled(each) && !known(each.key))
      .map(({ key }) => key),
    killed: results.filter((each) => isKilled(each) && listed.has(each.key)).map(({ key }) => key),
    unknown: [...listed.keys()].filter((key) => !isMutant(key)),
  };
}
