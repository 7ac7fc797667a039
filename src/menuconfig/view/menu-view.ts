import type { Row } from '../../../generator/kconfig/index.ts';
import { helpRows, menuRows } from '../model/layout.ts';
import { placeOf, selectedRow, type Model } from '../model/model.ts';
import { scrolled } from '../model/scroll.ts';
import { wrap } from '../text/columns.ts';
import type { Frame } from './frame.ts';
import { pathLine, titleLine } from './heading.ts';
import { keyLine, type KeyHint } from './key-line.ts';
import { line, span, spread, type Line } from './line.ts';
import { menuLine } from './menu-line.ts';

const HINTS: readonly KeyHint[] = [
  ['Space', 'change'],
  ['Enter', 'open'],
  ['Esc', 'back'],
  ['/', 'search'],
  ['?', 'help'],
  ['S', 'save'],
  ['Q', 'quit'],
  ['U', 'undo'],
  ['Z', 'all'],
  ['F', 'help pane'],
  ['C', 'names'],
];

/** The menu in view, with the line that says what is known about the selected row. */
export function menuFrame(model: Model): Frame {
  const { columns } = model.size;
  const { at, top: wanted } = placeOf(model);
  const shown = menuRows(model);
  const top = scrolled(wanted, at, model.rows.length, shown);
  const rows = model.rows.slice(top, top + shown);
  const list = rows.map((row, index) => rowLine(model, row, top + index === at));
  if (rows.length === 0) list.push(line('    (nothing to set here)', 'dim'));
  while (list.length < shown) list.push(line(''));
  const lines = [
    titleLine(model, positionText(model)),
    pathLine(model, columns),
    ...list,
    ...helpPane(model),
    statusLine(model),
    keyLine(HINTS, columns),
  ];
  return { lines, cursor: { row: 2 + at - top, column: 0, isShown: false } };
}

function rowLine(model: Model, row: Row, isSelected: boolean): Line {
  const { columns } = model.size;
  const full = spread(menuLine(model, row), [], columns);
  return isSelected ? full.map(({ text }) => ({ text, style: 'selected' as const })) : full;
}

/** Where the selected row is among all. */
function positionText(model: Model): string {
  const { length } = model.rows;
  return length === 0 ? '' : `${placeOf(model).at + 1}/${length}`;
}

/** The beginning of the help of the selected row. */
function helpPane(model: Model): readonly Line[] {
  const height = helpRows(model);
  if (height === 0) return [];
  const { columns } = model.size;
  const row = selectedRow(model);
  const text = row?.help ?? 'There is no help for this row.';
  const heading = spread([span(` ${row?.name ?? row?.prompt ?? ''}`)], [], columns, 'title');
  const lines = wrap(text.trimEnd(), columns).map((each) => line(each));
  const pane = [heading, ...lines].slice(0, height);
  while (pane.length < height) pane.push(line(''));
  return pane;
}

function statusLine(model: Model): Line {
  const { notice } = model;
  if (notice) return line(notice.text, notice.kind === 'fault' ? 'fault' : 'plain');
  const row = selectedRow(model);
  return row ? line(describe(model, row), 'dim') : line('');
}

/** A row in a line: its symbol, why it cannot be set, and where it is defined. */
function describe(model: Model, row: Row): string {
  const { file, line: number } = row.position;
  const place = `${file}:${number}`;
  const name = row.name === undefined ? [] : [row.name];
  const reason = row.kind === 'member' && row.isVisible ? undefined : row.reason;
  return model.surroundings.shorten(
    [...name, ...(reason === undefined ? [] : [reason]), place].join('  '),
  );
}
