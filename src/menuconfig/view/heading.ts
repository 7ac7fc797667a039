import { isChanged } from '../model/is-changed.ts';
import { placeOf, type Model } from '../model/model.ts';
import { columnsOf } from '../text/columns.ts';
import { line, span, spread, type Line } from './line.ts';

/** The line at the top: what is edited, and of which tree. */
export function titleLine(model: Model, right = ''): Line {
  const { file, session, size } = model;
  const mark = isChanged(model) ? ' *' : '';
  const left = ` ${file.path}${mark} - ${session.tree.title}`;
  return spread(line(left), [span(right === '' ? '' : `${right} `)], size.columns, 'title');
}

/** The menus that were entered. The first ones are left out if there is no room for all. */
export function pathLine(model: Model, columns: number): Line {
  const titles = model.places.slice(1).map(({ title }) => title);
  const path = (): string => titles.join(' > ');
  while (titles.length > 1 && columnsOf(path()) > columns) {
    titles.splice(0, titles[0] === '..' ? 2 : 1, '..');
    if (titles.length === 2 && titles[0] === '..' && columnsOf(path()) > columns) titles.shift();
  }
  const text = titles.length === 0 ? placeOf(model).title : path();
  return line(text, 'strong');
}
