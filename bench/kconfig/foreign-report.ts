import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { KconfigTree } from '../../generator/kconfig/index.ts';
import { PACKAGE_ROOT } from '../../src/package-root.ts';
import type { Tally, TreeComparison } from './compare-tree.ts';

const PAGE = join(PACKAGE_ROOT, 'docs/kconfig.md');

/** The columns of the table in docs/kconfig.md, the tree first. */
export const COLUMNS = [
  'tree',
  'dialect',
  'files',
  'symbols',
  '`.config`',
  'auto files',
  'savedefconfig',
  'new symbols',
  'unmet dependencies',
] as const;

/** One row of the table: how many of what was compared are the same. */
export function rowOf(
  name: string,
  kconfig: KconfigTree,
  { config, auto, savedefconfig, newSymbols, unmet }: TreeComparison,
): readonly string[] {
  return [
    name,
    `\`${kconfig.dialect.name}\``,
    String(kconfig.files.length),
    String(kconfig.names.size),
    ...[config, auto, savedefconfig, newSymbols, unmet].map(formatTally),
  ];
}

function formatTally({ same, all }: Tally): string {
  return all === 0 ? '–' : `${same} of ${all}`;
}

/** Puts a row into the table of docs/kconfig.md, in place of that of the same tree. */
export function updateRow(row: readonly string[]): void {
  const page = readFileSync(PAGE, 'utf8');
  const head = `| ${COLUMNS.join(' | ')} |`;
  const lines = page.split('\n');
  const at = lines.findIndex((line) => sameCells(line, head));
  if (at < 0) throw new Error(`${PAGE} has no table with the columns ${COLUMNS.join(', ')}`);
  let end = at + 2;
  while (lines[end]?.startsWith('|')) end++;
  const others = lines.slice(at + 2, end).filter((line) => cellsOf(line)[0] !== row[0]);
  const rows = [...others, `| ${row.join(' | ')} |`].toSorted();
  writeFileSync(PAGE, [...lines.slice(0, at + 2), ...rows, ...lines.slice(end)].join('\n'));
}

function cellsOf(line: string): readonly string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

function sameCells(one: string, other: string): boolean {
  return cellsOf(one).join('|') === cellsOf(other).join('|') && one.startsWith('|');
}
