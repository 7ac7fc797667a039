import type { Column } from './table.ts';

/** The lines of a table in Markdown, as prettier leaves it. */
export function markdownLines<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): readonly string[] {
  const cells = columns.map(({ title, value }) => [title, ...rows.map(value)].map(escaped));
  const widths = cells.map((column) => Math.max(3, ...column.map((cell) => cell.length)));
  const isNumber = columns.map(
    ({ value, toTheRight }) =>
      toTheRight || (rows.length > 0 && typeof value(rows[0] as Row) === 'number'),
  );
  const line = (row: number) =>
    `| ${cells.map((column, c) => pad(column[row] ?? '', widths[c] ?? 0, isNumber[c] === true)).join(' | ')} |`;
  const rule = `| ${widths.map((width, c) => (isNumber[c] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width))).join(' | ')} |`;
  return [line(0), rule, ...rows.map((_, index) => line(index + 1))];
}

/** A bar would end the cell. */
function escaped(cell: string | number): string {
  return String(cell)
    .replaceAll('|', '\\|')
    .replaceAll(/\p{Cc}+/gu, ' ');
}

function pad(text: string, width: number, right: boolean): string {
  return right ? text.padStart(width) : text.padEnd(width);
}
