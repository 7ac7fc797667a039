import { tableLines, type Column } from '../src/cli/table.ts';

export type { Column } from '../src/cli/table.ts';
export type Format = 'table' | 'markdown' | 'json';

/** A table as text: aligned columns, or Markdown, which prettier leaves as it is. */
export function tableText<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  format: Exclude<Format, 'json'>,
): string {
  if (format === 'table') return tableLines(columns, rows).join('\n');
  const cells = columns.map(({ title, value }) => [title, ...rows.map(value)].map(String));
  const widths = cells.map((column) => Math.max(3, ...column.map((cell) => cell.length)));
  const isNumber = columns.map(
    ({ value }) => rows.length > 0 && typeof value(rows[0] as Row) === 'number',
  );
  const line = (row: number) =>
    `| ${cells.map((column, c) => pad(column[row] ?? '', widths[c] ?? 0, isNumber[c] === true)).join(' | ')} |`;
  const rule = `| ${widths.map((width, c) => (isNumber[c] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width))).join(' | ')} |`;
  return [line(0), rule, ...rows.map((_, index) => line(index + 1))].join('\n');
}

function pad(text: string, width: number, right: boolean): string {
  return right ? text.padStart(width) : text.padEnd(width);
}
