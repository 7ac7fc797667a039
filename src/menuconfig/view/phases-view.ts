import type { Row } from '../../../generator/kconfig/index.ts';
import { PHASES, type Phase } from '../../../generator/options/phase.ts';
import type { PhasesDialog } from '../model/dialog.ts';
import { rowOfPhase, type Family } from '../model/families.ts';
import { phaseRows } from '../model/layout.ts';
import type { Model } from '../model/model.ts';
import { measureName, priceKey } from '../model/price-board.ts';
import { fit, padTo } from '../text/columns.ts';
import type { Frame } from './frame.ts';
import { titleLine } from './heading.ts';
import { keyLine } from './key-line.ts';
import { cutLine, line, span, spread, type Line } from './line.ts';
import { statusOf } from './status.ts';
import { totalText } from './price-text.ts';

/** Columns of a phase on a wide and on a narrow screen, with the blank before them. */
const WIDE = 13;
const NARROW = 6;
const WIDE_SCREEN = 76;

/** The phases side by side, each with its total. */
export function phasesFrame(model: Model, dialog: PhasesDialog): Frame {
  const { families, at, top, column } = dialog;
  const { columns } = model.size;
  const width = columns >= WIDE_SCREEN ? WIDE : NARROW;
  const head = Math.max(1, columns - width * PHASES.length);
  const cells = (texts: readonly string[]): Line =>
    texts.map((text) => span(padTo(text.length < width ? ` ${text}` : text, width)));
  const list = families
    .slice(top, top + phaseRows(model))
    .map((family, index) =>
      familyLine(model, family, top + index === at ? column : undefined, head, width),
    );
  while (list.length < phaseRows(model)) list.push(line(''));
  const phase = PHASES[column]!;
  const selected = rowOfPhase(model.session, families[at], phase);
  const unit = model.board ? `total ${measureName(model.board)}` : '';
  const lines = [
    titleLine(model, `${at + 1}/${families.length}`),
    [
      span(padTo(fit('Phases side by side', head - 1), head), 'strong'),
      ...cells(PHASES).map(({ text }) => span(text, 'strong')),
    ],
    ...list,
    [span(padTo(unit, head)), ...cells(PHASES.map((each) => totalCell(model, each)))],
    spread(statusOf(model, selected), [span(priceText(model, selected, phase))], columns),
    keyLine(
      [
        ['Left Right', 'phase'],
        ['Space', 'change'],
        ['W', 'why'],
        ['Esc', 'back'],
        ['Enter', 'open'],
        ['B', 'bytes'],
      ],
      columns,
    ),
  ].map((each) => cutLine(each, columns));
  return { lines, cursor: { row: 2 + at - top, column: head + width * column, isShown: false } };
}

function familyLine(
  { session }: Model,
  family: Family,
  selected: number | undefined,
  head: number,
  width: number,
): Line {
  const cells = PHASES.map((phase, column) => {
    const row = rowOfPhase(session, family, phase);
    const text = padTo(fit(cellText(row), width - 2), width - 2);
    const style = row?.isVisible === true ? 'plain' : 'dim';
    return [span(' '), span(` ${text}`, column === selected ? 'selected' : style)];
  });
  return [
    span(padTo(family.name, head), selected === undefined ? 'plain' : 'strong'),
    ...cells.flat(),
  ];
}

/** The mark of a bool, the value of a number; a dash if the phase has no row for it. */
function cellText(row: Row | undefined): string {
  if (row === undefined) return '-';
  if (row.type === 'bool') return row.mark;
  return row.value === '' || row.value === undefined ? '()' : row.value;
}

function totalCell({ board }: Model, phase: Phase): string {
  if (board === undefined) return '';
  const known = board.totals.get(phase);
  if (known === undefined) return '...';
  return known.bytes === undefined ? '-' : String(known.bytes[board.measure]);
}

/** What switching the selected option adds, and the total with what is left of the budget. */
function priceText(model: Model, row: Row | undefined, phase: Phase): string {
  const { board } = model;
  if (board === undefined) return '';
  const known = row?.name === undefined ? undefined : board.prices.get(priceKey(phase, row.name));
  const bytes = known?.price.cost?.[board.measure];
  const cost = bytes === undefined ? '' : `${bytes > 0 ? '+' : ''}${bytes}  `;
  return cost + totalText(model, phase);
}
