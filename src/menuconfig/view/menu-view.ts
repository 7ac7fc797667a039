import type { Row } from '../../../generator/kconfig/index.ts';
import { helpRows, menuRows } from '../model/layout.ts';
import { placeOf, selectedRow, type Model } from '../model/model.ts';
import { builtPhase, measureName, pricedPhase } from '../model/price-board.ts';
import { scrolled } from '../model/scroll.ts';
import { columnsOf, fit, wrap } from '../text/columns.ts';
import type { Frame } from './frame.ts';
import { pathLine, titleLine } from './heading.ts';
import { keyLine, type KeyHint } from './key-line.ts';
import { columnsOfLine, line, span, spread, type Line, type Span } from './line.ts';
import { menuLine } from './menu-line.ts';
import { statusOf } from './status.ts';
import { priceSpan, totalText } from './price-text.ts';

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
/** The same for a narrow screen, with what nobody guesses first. */
const NARROW_HINTS: readonly KeyHint[] = [
  ['/', 'find'],
  ['?', 'help'],
  ['S', 'save'],
  ['Q', 'quit'],
  ['F1', 'keys'],
  ['W', 'why'],
  ['U', 'undo'],
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
    spread(pathLine(model, columns), [span(priceHeading(model), 'dim')], columns),
    ...list,
    ...helpPane(model),
    ...status,
    keyLine(columns < WIDE ? NARROW_HINTS : HINTS, columns),
  ];
  return { lines, cursor: { row: 2 + at - top, column: 0, isShown: false } };
}

function rowLine(model: Model, row: Row, isSelected: boolean): Line {
  const { columns } = model.size;
  const price = priceSpan(model, row);
  const full = spread(menuLine(model, row, roomFor(model, row)), price ? [price] : [], columns);
  return isSelected ? full.map(({ text }) => ({ text, style: 'selected' as const })) : full;
}

/** The columns that a row has beside its price. */
function roomFor(model: Model, row: Row): number {
  const price = priceSpan(model, row);
  return model.size.columns - (price ? columnsOfLine([price]) + 1 : 0);
}

/** What the price column counts, in which phase: that of the selected row, or of the first one with a price. */
function priceHeading(model: Model): string {
  const { board, rows } = model;
  if (board === undefined) return '';
  const phases = [selectedRow(model), ...rows].map((row) => pricedPhase(board, row?.name));
  const phase = phases.find((each) => each !== undefined) ?? builtPhase(board);
  return `${phase} ${measureName(board)}`;
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

/** A terminal with this number of columns has room for a total beside the status. */
const WIDE = 60;

/** What the last key came to, otherwise what is known about the selected row; and the bytes of its phase. */
function statusLines(model: Model): readonly Line[] {
  const { columns, rows } = model.size;
  const { text, style } = statusText(model);
  const total = phaseTotal(model);
  const isBeside = columns >= WIDE;
  const width = total === '' || !isBeside ? columns : columns - columnsOf(total) - 2;
  const most = Math.max(1, Math.min(MOST_STATUS_LINES, Math.floor(rows / 4)));
  const wrapped = wrap(text, width);
  const last = wrapped.slice(most - 1).join(' ');
  const lines = [
    ...wrapped.slice(0, most - 1),
    ...(wrapped.length >= most ? [fit(last, width)] : []),
  ].map((each) => line(each, style));
  if (total === '') return lines;
  if (!isBeside) return rows < 2 * MOST_STATUS_LINES ? lines : [...lines, line(total)];
  return [...lines.slice(0, -1), spread(lines.at(-1)!, [span(total)], columns)];
}

/** The total of the phase that the selected row belongs to. */
function phaseTotal(model: Model): string {
  const { board } = model;
  if (board === undefined) return '';
  const row = selectedRow(model);
  return totalText(model, pricedPhase(board, row?.name) ?? builtPhase(board));
}

function statusText(model: Model): Span {
  const row = selectedRow(model);
  const isCut = row !== undefined && !hasPrompt(menuLine(model, row, roomFor(model, row)), row);
  return statusOf(model, row, isCut ? row.prompt : undefined)[0]!;
}

/** Whether a line has all of the prompt of its row. */
function hasPrompt(spans: Line, row: Row): boolean {
  const text = spans.map((each) => each.text).join('');
  return text.includes(span(row.prompt).text);
}
