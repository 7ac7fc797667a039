import type { Column } from '../table.ts';

/** Formats rows as RFC 4180 describes, after a row of titles. */
export function csvLines<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): readonly string[] {
  return [
    columns.map(({ title }) => quoted(title)),
    ...rows.map((row) => columns.map(({ value }) => quoted(String(value(row))))),
  ].map((cells) => cells.join(','));
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
