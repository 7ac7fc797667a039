import { tableText } from '../table.ts';
import type { Outcome } from './outcome.ts';
import type { Row } from './row.ts';

/** The tables of docs/trust.md: one for each group of attacks, and how often each outcome occurs. */
export function trustTables(titles: readonly string[], rows: readonly Row[]): string {
  const groups = [...new Set(rows.map(({ group }) => group))];
  const tables = groups.map((group) =>
    outcomeTable(
      group,
      titles,
      rows.filter((row) => row.group === group),
    ),
  );
  return [...tables, countTable(titles, rows)].join('\n\n');
}

function outcomeTable(group: string, titles: readonly string[], rows: readonly Row[]): string {
  return tableText<Row>(
    [
      { title: group, value: ({ name }) => name },
      ...titles.map((title, i) => ({
        title,
        value: ({ outcomes }: Row) => cell(outcomes[i]!),
      })),
    ],
    rows,
    'markdown',
  );
}

function cell({ kind, detail }: Outcome): string {
  return kind === 'later' ? `later: ${detail}` : kind === 'undefined' ? '**undefined**' : kind;
}

function countTable(titles: readonly string[], rows: readonly Row[]): string {
  const kinds = ['at once', 'later', 'harmless', 'undefined'] as const;
  return tableText<Outcome['kind']>(
    [
      { title: 'All together', value: (kind) => kind },
      ...titles.map((title, i) => ({
        title,
        value: (kind: Outcome['kind']) =>
          rows.filter(({ outcomes }) => outcomes[i]!.kind === kind).length,
      })),
    ],
    kinds,
    'markdown',
  );
}
