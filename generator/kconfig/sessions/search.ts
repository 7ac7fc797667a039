import type { Row } from './row.ts';

/** A place that a search found. */
export interface SearchHit {
  readonly row: Row;
  /**
   * The row to jump to: the hit itself or, while the menus do not show it, the nearest row above it
   * that they show; undefined for the main menu.
   */
  readonly jumpTo: Row | undefined;
}

/**
 * The rows whose name or prompt has every one of the words, letters of either case. A leading `CONFIG_`
 * means nothing. Exact names come first, then names that begin with the first word, then the others in the
 * order of the menus, comments last.
 */
export function searchRows(
  rows: readonly Row[],
  text: string,
  prefix: string,
  jumpTo: (row: Row) => Row | undefined,
): readonly SearchHit[] {
  const words = text
    .trim()
    .split(/\s+/)
    .map((word) => word.toLowerCase())
    .map((word) => (word.startsWith(prefix.toLowerCase()) ? word.slice(prefix.length) : word))
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  const closeness = (row: Row): number => {
    if (row.kind === 'comment') return 3;
    const name = row.name?.toLowerCase() ?? '';
    return name === words[0] ? 0 : name.startsWith(words[0]!) ? 1 : 2;
  };
  return rows
    .filter((row) => {
      const content = `${row.name ?? ''} ${row.prompt}`.toLowerCase();
      return words.every((word) => content.includes(word));
    })
    .toSorted((left, right) => closeness(left) - closeness(right))
    .map((row) => ({ row, jumpTo: jumpTo(row) }));
}
