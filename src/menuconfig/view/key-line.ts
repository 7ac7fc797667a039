import { columnsOf } from '../text/columns.ts';
import { cutLine, span, type Line } from './line.ts';

/** A key and what it does, in a word or two. */
export type KeyHint = readonly [key: string, what: string];

/** All of the hints, on as many lines as that takes. */
export function keyLines(hints: readonly KeyHint[], columns: number): readonly Line[] {
  const lines: Line[] = [];
  let rest = hints;
  while (rest.length > 0) {
    const count = Math.max(1, countThatFit(rest, columns));
    lines.push(keyLine(rest.slice(0, count), columns));
    rest = rest.slice(count);
  }
  return lines;
}

/** As many of the hints as fit, the first ones first; at least a part of one. */
export function keyLine(hints: readonly KeyHint[], columns: number): Line {
  const count = Math.max(1, countThatFit(hints, columns));
  const line = hints
    .slice(0, count)
    .flatMap(([key, what], at) => [
      span(at === 0 ? '' : GAP),
      span(key, 'strong'),
      span(` ${what}`),
    ]);
  return cutLine(line, columns);
}

const GAP = '  ';

function countThatFit(hints: readonly KeyHint[], columns: number): number {
  let used = 0;
  for (const [at, [key, what]] of hints.entries()) {
    used += columnsOf(`${at === 0 ? '' : GAP}${key} ${what}`);
    if (used > columns) return at;
  }
  return hints.length;
}
