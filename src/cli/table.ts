/** A column of a table: its title, and its value for a row. Numbers are aligned to the right. */
export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => string | number;
  /** For numbers that are written as text, such as `+3`. */
  readonly toTheRight?: true;
}

/** The lines of a table with aligned columns, the titles first. */
export function tableLines<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): readonly string[] {
  const cells = columns.map(({ title, value }) => [
    title,
    ...rows.map((row) => inOneLine(value(row))),
  ]);
  const padded = cells.map((column, index) => {
    const width = Math.max(...column.map((cell) => String(cell).length));
    const right = typeof column[1] === 'number' || columns[index]?.toTheRight;
    return column.map((cell) =>
      right ? String(cell).padStart(width) : String(cell).padEnd(width),
    );
  });
  return [undefined, ...rows].map((_, line) =>
    padded
      .map((column) => column[line])
      .join('  ')
      .trimEnd(),
  );
}

/** Names of files may have line breaks, and what steers a terminal. */
function inOneLine(cell: string | number): string | number {
  return typeof cell === 'number' ? cell : cell.replaceAll(/\p{Cc}+/gu, ' ');
}
