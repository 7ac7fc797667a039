import type { Row } from '../../../generator/kconfig/index.ts';
import type { Model } from '../model/model.ts';
import { columnsOf } from '../text/columns.ts';
import { span, type Line, type Style } from './line.ts';

/** Where a prompt begins if nothing before it is wider, as in mconf. */
const MARK_COLUMNS = 4;
const INDENT = 2;

/** One row of a menu, drawn as mconf draws it. */
export function menuLine(model: Model, row: Row): Line {
  if (row.kind === 'comment') {
    return [
      span(`${' '.repeat(MARK_COLUMNS + INDENT * row.depth)}*** ${row.prompt} ***`, shade(row)),
    ];
  }
  const style = shade(row);
  const { mark } = row;
  const gap = Math.max(1, MARK_COLUMNS + INDENT * row.depth - columnsOf(mark));
  return [
    span(mark + ' '.repeat(gap), style),
    span(row.prompt, style === 'plain' && row.kind === 'menu' ? 'strong' : style),
    ...(row.kind === 'choice' && row.value !== ''
      ? [span(` (${chosenPrompt(model, row)})`, style)]
      : []),
    ...(row.isNew ? [span(' (NEW)', 'new')] : []),
    ...(row.opens ? [span(isEmpty(model, row) ? '  ----' : '  --->', style)] : []),
    ...(model.settings.names && row.name !== undefined ? [span(`  ${row.name}`, 'dim')] : []),
  ];
}

/** What the menus hide, or what the user cannot change, is less prominent. */
function shade(row: Row): Style {
  return row.isVisible ? 'plain' : 'dim';
}

/** The prompt of the member that a choice took. */
function chosenPrompt({ session }: Model, row: Row): string {
  const members = session.rows({ menu: row.id });
  return (
    members.find(({ kind, name }) => kind === 'member' && name === row.value)?.prompt ??
    row.value ??
    ''
  );
}

function isEmpty({ session, settings }: Model, row: Row): boolean {
  if (settings.showAll) return session.rows({ menu: row.id }).length === 0;
  return !session.hasShownRows(row.id);
}
