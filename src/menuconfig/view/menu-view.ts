import type { Row } from '../../../generator/kconfig/index.ts';
import { helpRows, menuRows } from '../model/layout.ts';
import { placeOf, selectedRow, type Model } from '../model/model.ts';
import { scrolled } from '../model/scroll.ts';
import { fit, wrap } from '../text/columns.ts';
import type { Frame } from './frame.ts';
import { pathLine, titleLine } from './heading.ts';
import { keyLine, type KeyHint } from './key-line.ts';
import { columnsOfLine, line, span, spread, type Line, type Span } from './line.ts';
import { menuLine } from './menu-line.ts';

const HINTS: readonly KeyHint[] = [
  ['Space', 'change'],
  ['Enter', 'open'],
  ['Esc', 'back'],
  ['/', 'search'],
  ['?', 'help'],
  ['F1', 'keys'],
  ['S', 'save'],
  ['Q', 'quit'],
  ['U', 'undo'],
  ['W', 'why'],
];

/** The menu in view, with the line that says what is known about the selected row. */
export function menuFrame(model: Model): Frame {
  const { columns } = model.size;
  const { at, top: wanted } = placeOf(model);
  const status = statusLines(model);
  const shown = Math.max(1, menuRows(model) - status.length + 1);
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
    ...status,
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

/** No message takes more lines of the screen. */
const MOST_STATUS_LINES = 4;

/** What the last key came to, otherwise what is known about the selected row. */
function statusLines(model: Model): readonly Line[] {
  const { columns, rows } = model.size;
  const { text, style } = statusText(model);
  const most = Math.max(1, Math.min(MOST_STATUS_LINES, Math.floor(rows / 4)));
  const lines = wrap(text, columns);
  const last = lines.slice(most - 1).join(' ');
  return [...lines.slice(0, most - 1), ...(lines.length >= most ? [fit(last, columns)] : [])].map(
    (each) => line(each, style),
  );
}

function statusText(model: Model): Span {
  const { notice } = model;
  if (notice) return span(notice.text, notice.kind === 'fault' ? 'fault' : 'plain');
  const row = selectedRow(model);
  return span(row ? describe(model, row) : '', 'dim');
}

/** A row in a line: its symbol, why it cannot be set, and where it is defined. */
function describe(model: Model, row: Row): string {
  const { file, line: number } = row.position;
  const isCut = columnsOfLine(menuLine(model, row)) > model.size.columns;
  const reason = row.kind === 'member' && row.isVisible ? undefined : row.reason;
  const parts = [isCut ? row.prompt : undefined, row.name, reason, `${file}:${number}`];
  return model.surroundings.shorten(parts.filter((part) => part !== undefined).join('  '));
}
