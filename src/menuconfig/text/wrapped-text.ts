import { wrap } from './columns.ts';

interface Wrapped {
  readonly text: string;
  readonly columns: number;
  readonly lines: readonly string[];
}

let last: Wrapped = { text: '', columns: 0, lines: [] };

/**
 * The lines of a text that is read on a screen of a number of columns, without blank ones at its end. Those of the
 * last text are kept: each key asks for them twice, and a preview can have thousands.
 */
export function wrappedText(text: string, columns: number): readonly string[] {
  if (last.text !== text || last.columns !== columns) {
    last = { text, columns, lines: wrap(text.trimEnd(), columns) };
  }
  return last.lines;
}
