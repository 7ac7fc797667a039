import type { Row } from '../../../generator/kconfig/index.ts';
import type { Model } from '../model/model.ts';
import { columnsOf, fit } from '../text/columns.ts';
import { columnsOfLine, span, type Line, type Style } from './line.ts';

/** Where a prompt begins if nothing before it is wider, as in mconf. */
const MARK_COLUMNS = 4;
const INDENT = 2;

/** This much of a prompt is shown before what follows it is cut. */
const LEAST_PROMPT = 12;

/**
 * One row of a menu, drawn as mconf draws it. If there is no room for all of it, (NEW) is left out, and the prompt
 * is cut: what it opens stays in view.
 */
export function menuLine(model: Model, row: Row, columns: number): Line {
  if (row.kind === 'comment') {
    const indent = ' '.repeat(MARK_COLUMNS + INDENT * row.depth);
    return [span(fit(`${indent}*** ${row.prompt} ***`, columns), shade(row))];
  }
  const style = shade(row);
  const { mark } = row;
  const gap = Math.max(1, MARK_COLUMNS + INDENT * row.depth - columnsOf(mark));
  const before = span(mark + ' '.repeat(gap), style);
  const chosen = row.kind === 'choice' && row.value !== '' ? ` (${chosenPrompt(model, row)})` : '';
  const prompt = span(row.prompt + chosen).text;
  const opener = row.opens ? [span(isEmpty(model, row) ? '  ----' : '  --->', style)] : [];
  const name = model.settings.names && row.name !== undefined ? [span(`  ${row.name}`, 'dim')] : [];
  // As in mconf, (NEW) is said of the members of a choice, not of the choice.
  const isNew = row.isNew && row.kind !== 'choice';
  const all = [...(isNew ? [span(' (NEW)', 'new')] : []), ...opener, ...name];
  const isRoom = columnsOf(prompt) + columnsOfLine([before, ...all]) <= columns;
  const after = isRoom ? all : [...opener, ...name];
  const room = Math.max(LEAST_PROMPT, columns - columnsOfLine([before, ...after]));
  const promptStyle = style === 'plain' && row.kind === 'menu' ? 'strong' : style;
  return [before, { text: fit(prompt, room), style: promptStyle }, ...after];
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
