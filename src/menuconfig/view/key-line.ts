import { columnsOf } from '../text/columns.ts';
import { span, type Line } from './line.ts';

/** A key and what it does, in a word or two. */
export type KeyHint = readonly [key: string, what: string];

/** As many of the hints as fit, the first ones first. */
export function keyLine(hints: readonly KeyHint[], columns: number): Line {
  const spans: Line[] = [];
  let used = 0;
  for (const [key, what] of hints) {
    const gap = used === 0 ? '' : '  ';
    const width = columnsOf(`${gap}${key} ${what}`);
    if (used + width > columns) break;
    spans.push([span(gap), span(key, 'strong'), span(` ${what}`)]);
    used += width;
  }
  return spans.flat();
}
