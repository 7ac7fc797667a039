import type { Dialog, FieldDialog, QuestionDialog } from '../model/dialog.ts';
import type { Model } from '../model/model.ts';
import { columnsOf, takeLastColumns, wrap } from '../text/columns.ts';
import { legible } from '../text/legible.ts';
import type { Frame } from './frame.ts';
import { keyLine, keyLines } from './key-line.ts';
import { line, span, spread, type Line } from './line.ts';

/** What a dialog adds to the bottom of the screen. */
export function panelOf(model: Model, dialog: Dialog): Frame {
  switch (dialog.kind) {
    case 'field':
      return fieldPanel(model, dialog);
    case 'question':
      return questionPanel(model, dialog);
    default:
      return { lines: [], cursor: { row: 0, column: 0, isShown: false } };
  }
}

/** No title or note takes more lines of a narrow screen. */
const MOST_LINES = 3;

function heading(title: string, columns: number): readonly Line[] {
  return wrap(` ${title}`, columns)
    .slice(0, MOST_LINES)
    .map((each) => spread([span(each)], [], columns, 'title'));
}

/** Between two notes. */
const BETWEEN = '   ';

function fieldPanel({ size: { columns } }: Model, field: FieldDialog): Frame {
  const before = field.text.slice(0, field.cursor).map(legible).join('');
  const after = field.text.slice(field.cursor).map(legible).join('');
  // The end of a long text is shown, up to the cursor.
  const head = columnsOf(before) < columns ? before : takeLastColumns(before, columns - 1);
  const isValue = field.purpose.kind === 'value';
  const title = heading(field.title, columns);
  const notes =
    columnsOf(field.notes.join(BETWEEN)) > columns ? field.notes : [field.notes.join(BETWEEN)];
  const lines = [
    ...title,
    spread([span(head + after)], [], columns),
    ...notes
      .filter((note) => note !== '')
      .flatMap((note) => wrap(note, columns).slice(0, MOST_LINES))
      .map((each) => line(each, 'dim')),
    ...faultLines(field.fault, columns),
    keyLine(
      [
        ['Enter', isValue ? 'set' : 'ok'],
        ['Esc', 'back'],
        ['Ctrl-U', 'clear'],
      ],
      columns,
    ),
  ];
  return { lines, cursor: { row: title.length, column: columnsOf(head), isShown: true } };
}

/** At least one, so that nothing moves while a user types. */
function faultLines(fault: string | undefined, columns: number): readonly Line[] {
  return wrap(fault ?? '', columns)
    .slice(0, 3)
    .map((each) => line(each, 'fault'));
}

function questionPanel({ size }: Model, question: QuestionDialog): Frame {
  const { columns, rows } = size;
  const body = question.lines.flatMap((each) => wrap(each, columns)).map((each) => line(each));
  const hints = question.answers.map(({ keys, label }) => [keyName(keys[0]!), label] as const);
  const lines = [
    ...heading(question.title, columns),
    ...body.slice(0, Math.max(1, rows - 3)),
    ...keyLines(hints, columns),
  ];
  return { lines, cursor: { row: lines.length - 1, column: 0, isShown: true } };
}

function keyName(key: string): string {
  return key.charAt(0).toUpperCase() + key.slice(1);
}
