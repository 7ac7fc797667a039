import { columnsOf, fit, takeColumns } from '../text/columns.ts';
import { legible } from '../text/legible.ts';

/** How a text is shown; the terminal decides what that looks like. */
export type Style =
  | 'plain'
  /** The line at the top. */
  | 'title'
  /** What has the keyboard. */
  | 'selected'
  | 'strong'
  /** Hidden or less important. */
  | 'dim'
  | 'fault'
  /** Has no value yet. */
  | 'new'
  /** A change that makes the result larger, and one that makes it smaller. */
  | 'more'
  | 'less';

/** Text in one style. */
export interface Span {
  readonly text: string;
  readonly style: Style;
}

/** One row of the screen. What is right of the last span is blank. */
export type Line = readonly Span[];

/** A span of what may come from a file: without control characters. */
export function span(text: string, style: Style = 'plain'): Span {
  return { text: legible(text), style };
}

export function line(text: string, style: Style = 'plain'): Line {
  return [span(text, style)];
}

export function columnsOfLine(spans: Line): number {
  return spans.reduce((sum, { text }) => sum + columnsOf(text), 0);
}

/** A line cut to a number of columns. */
export function cutLine(spans: Line, columns: number): Line {
  if (columnsOfLine(spans) <= columns) return spans;
  const cut: Span[] = [];
  let left = columns;
  for (const { text, style } of spans) {
    const wide = columnsOf(text);
    const isLast = wide >= left;
    const kept = isLast ? fit(text, left) : text;
    if (kept !== '')
      cut.push({ text: wide === left && isLast ? takeColumns(text, left) : kept, style });
    left -= columnsOf(kept);
    if (isLast) break;
  }
  return cut;
}

/** A line in exactly a number of columns, with another one at its right end if both fit. */
export function spread(left: Line, right: Line, columns: number, style?: Style): Line {
  const rightColumns = columnsOfLine(right);
  const room = columns - rightColumns - (rightColumns > 0 ? 1 : 0);
  const isRoom = room >= Math.min(columnsOfLine(left), columns / 3);
  const head = cutLine(left, isRoom ? room : columns);
  const tail = isRoom ? right : [];
  const gap = Math.max(0, columns - columnsOfLine(head) - columnsOfLine(tail));
  const spans = [...head, span(' '.repeat(gap)), ...tail];
  return style === undefined ? spans : spans.map(({ text }) => ({ text, style }));
}
