import { markdownLines } from '../src/cli/markdown-table.ts';
import { tableLines, type Column } from '../src/cli/table.ts';

export type { Column } from '../src/cli/table.ts';
export type Format = 'table' | 'markdown' | 'json';

/** A table as text: aligned columns, or Markdown, which prettier leaves as it is. */
export function tableText<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  format: Exclude<Format, 'json'>,
): string {
  return (format === 'table' ? tableLines : markdownLines)(columns, rows).join('\n');
}
