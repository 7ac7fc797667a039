import type { SearchHit } from '../../../generator/kconfig/index.ts';
import type { HitsDialog } from '../model/dialog.ts';
import { hitsShown, pageRows } from '../model/layout.ts';
import type { Model } from '../model/model.ts';
import { wrap } from '../text/columns.ts';
import type { Frame } from './frame.ts';
import { titleLine } from './heading.ts';
import { keyLine } from './key-line.ts';
import { line, span, spread, type Line } from './line.ts';

const MOST_STATUS_LINES = 4;

/** What a search found, each hit with the number that jumps to it. */
export function hitsFrame(model: Model, { query, hits, at, top }: HitsDialog): Frame {
  const { columns } = model.size;
  const shown = hits.slice(top, top + hitsShown(model));
  const list = shown.map((hit, index) => {
    const full = spread(hitLine(hit, index + 1), [], columns);
    return top + index === at
      ? full.map(({ text }) => ({ text, style: 'selected' as const }))
      : full;
  });
  const selected = hits[at];
  const status = wrap(selected ? statusText(model, selected) : '', columns).slice(
    0,
    MOST_STATUS_LINES,
  );
  while (list.length < pageRows(model) - status.length + 1) list.push(line(''));
  const lines = [
    titleLine(model, `${at + 1}/${hits.length}`),
    line(`Search: ${query}`, 'strong'),
    ...list,
    ...status.map((each) => line(each, 'dim')),
    keyLine(
      [
        ['1-9 Enter', 'jump'],
        ['Esc', 'back'],
        ['Up Down', 'select'],
      ],
      columns,
    ),
  ];
  return { lines, cursor: { row: 2 + at - top, column: 0, isShown: false } };
}

function hitLine({ row }: SearchHit, number: number): Line {
  const style = row.isVisible ? 'plain' : 'dim';
  const value = row.value === undefined ? '' : ` [=${row.value}]`;
  const name = row.name === undefined ? '' : `${row.name}${value}  `;
  return [
    span(`(${number}) `, 'strong'),
    span(name + row.prompt, style),
    ...(row.isVisible ? [] : [span(' (hidden)', 'dim')]),
  ];
}

function statusText({ surroundings }: Model, { row, jumpTo }: SearchHit): string {
  const place = `${row.position.file}:${row.position.line}`;
  if (row.isVisible) return surroundings.shorten(place);
  const target = jumpTo === undefined ? 'the main menu' : `'${jumpTo.prompt}'`;
  return surroundings.shorten(
    `hidden: ${row.reason ?? 'what encloses it is hidden'}; jumps to ${target}  ${place}`,
  );
}
