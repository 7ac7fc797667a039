import { dirname } from 'node:path';

import { isKilled, type Result } from './results.ts';
import type { Survivors } from './survivors.ts';

const SEPARATOR = ' :: ';

function row(name: string, results: readonly Result[], listed: Survivors): readonly string[] {
  const survived = results.filter((each) => !isKilled(each));
  const explained = survived.filter(({ key }) => (listed.get(key) ?? '') !== '');
  const killed = results.length - survived.length;
  const score = results.length === 0 ? 100 : (100 * killed) / results.length;
  return [
    name,
    String(results.length),
    String(killed),
    String(survived.length),
    String(explained.length),
    `${score.toFixed(1)} %`,
  ];
}

/** One line for each folder, and one for all of them. */
export function scoreTable(results: readonly Result[], listed: Survivors): readonly string[] {
  const folders = new Map<string, Result[]>();
  for (const result of results) {
    const folder = dirname(result.key.split(SEPARATOR)[0] ?? '');
    const known = folders.get(folder);
    if (known === undefined) folders.set(folder, [result]);
    else known.push(result);
  }
  const rows = [
    ['folder', 'mutants', 'killed', 'survived', 'explained', 'score'],
    ...[...folders].map(([folder, own]) => row(folder, own, listed)),
    row('all', results, listed),
  ];
  const widths =
    rows[0]?.map((_, i) => Math.max(...rows.map((cells) => cells[i]?.length ?? 0))) ?? [];
  return rows.map((cells) =>
    cells
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  '),
  );
}
