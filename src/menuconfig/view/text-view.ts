import type { TextDialog } from '../model/dialog.ts';
import { pageRows } from '../model/layout.ts';
import type { Model } from '../model/model.ts';
import { wrappedText } from '../text/wrapped-text.ts';
import type { Frame } from './frame.ts';
import { titleLine } from './heading.ts';
import { keyLine } from './key-line.ts';
import { line } from './line.ts';

/** A text that fills the screen. */
export function textFrame(model: Model, { title, text, top }: TextDialog): Frame {
  const { columns } = model.size;
  const height = pageRows(model);
  const all = wrappedText(text, columns);
  const from = Math.max(0, Math.min(top, all.length - height));
  const shown = all.slice(from, from + height).map((each) => line(each));
  while (shown.length < height) shown.push(line(''));
  const percent =
    all.length <= height ? '' : `${Math.round(((from + height) / all.length) * 100)}%`;
  const lines = [
    titleLine(model, percent),
    line(title, 'strong'),
    ...shown,
    line(''),
    keyLine(
      [
        ['Esc', 'back'],
        ['Up Down PgUp PgDn', 'scroll'],
      ],
      columns,
    ),
  ];
  return { lines, cursor: { row: 2, column: 0, isShown: false } };
}
