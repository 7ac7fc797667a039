import stringWidth from 'string-width';

/** Texts of these characters take one column each, and need no tables. */
const ONE_COLUMN_EACH = /^[ -~]*$/;

const segmenter = (): Intl.Segmenter => {
  shared ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return shared;
};
let shared: Intl.Segmenter | undefined;

/** The columns that a text takes on a terminal. */
export function columnsOf(text: string): number {
  return ONE_COLUMN_EACH.test(text) ? text.length : stringWidth(text);
}

/** What a user sees as single characters: letters with their accents, emoji with their modifiers. */
export function charactersOf(text: string): readonly string[] {
  if (ONE_COLUMN_EACH.test(text)) return [...text];
  return [...segmenter().segment(text)].map(({ segment }) => segment);
}

/** The beginning of a text that fits into a number of columns. */
export function takeColumns(text: string, columns: number): string {
  if (columns <= 0) return '';
  if (ONE_COLUMN_EACH.test(text)) return text.slice(0, columns);
  let taken = '';
  let left = columns;
  for (const character of charactersOf(text)) {
    left -= columnsOf(character);
    if (left < 0) break;
    taken += character;
  }
  return taken;
}

/** The end of a text that fits into a number of columns. */
export function takeLastColumns(text: string, columns: number): string {
  let taken = '';
  let left = columns;
  for (const character of charactersOf(text).toReversed()) {
    left -= columnsOf(character);
    if (left < 0) break;
    taken = character + taken;
  }
  return taken;
}

/** What replaces the rest of a text that does not fit. */
const CUT = '..';

/** A text in at most a number of columns; if it is cut, it ends in two dots. */
export function fit(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  return columns <= CUT.length
    ? takeColumns(text, columns)
    : takeColumns(text, columns - CUT.length) + CUT;
}

/** A text in exactly a number of columns. */
export function padTo(text: string, columns: number): string {
  const fitted = fit(text, columns);
  return fitted + ' '.repeat(Math.max(0, columns - columnsOf(fitted)));
}

/** A text as lines of at most a number of columns, broken at blanks if possible. Indents are kept. */
export function wrap(text: string, columns: number): readonly string[] {
  const width = Math.max(1, columns);
  return text.split('\n').flatMap((line) => wrapLine(line, width));
}

function wrapLine(line: string, width: number): readonly string[] {
  if (columnsOf(line) <= width) return [line];
  const indent = takeColumns(/^ */.exec(line)![0], Math.floor(width / 2));
  const lines: string[] = [];
  let current = indent;
  let isEmpty = true;
  for (const word of line.trimStart().split(' ')) {
    const joined = isEmpty ? current + word : `${current} ${word}`;
    if (columnsOf(joined) <= width) {
      current = joined;
      isEmpty = false;
      continue;
    }
    if (!isEmpty) lines.push(current);
    current = indent + word;
    while (columnsOf(current) > width) {
      const head = takeColumns(current, width) || charactersOf(current)[0]!;
      lines.push(head);
      current = indent + current.slice(head.length);
      if (head.length <= indent.length) break;
    }
    isEmpty = false;
  }
  return [...lines, current];
}
