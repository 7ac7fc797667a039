import type { Row } from '../../../generator/kconfig/index.ts';
import { menuRows } from '../model/layout.ts';
import { placeOf, type MenuPlace, type Model } from '../model/model.ts';
import { scrolled } from '../model/scroll.ts';

/** Reads the rows of the menu in view again, and keeps the selected row selected as far as it is there. */
export function withRows(model: Model): Model {
  const place = placeOf(model);
  const rows = model.session.rows({ menu: place.menu, visibleOnly: !model.settings.showAll });
  const found = rows.findIndex(({ id }) => id === place.selected);
  const at = found < 0 ? nearestRow(rows, place) : found;
  return selected({ ...model, rows }, at);
}

/** Where the selection goes if its row is not there: where that was; at first, to a row that can be selected. */
function nearestRow(rows: readonly Row[], { selected: id, at }: MenuPlace): number {
  const first = rows.findIndex(({ kind }) => kind !== 'comment');
  return Math.max(0, id === undefined ? first : Math.min(at, rows.length - 1));
}

/** Selects a row of the menu in view. */
export function selected(model: Model, at: number): Model {
  const { rows } = model;
  const place = placeOf(model);
  const top = scrolled(place.top, at, rows.length, menuRows(model));
  return withPlace(model, { ...place, at, selected: rows[at]?.id, top });
}

/** After a change of the session: of one step that can be undone, or of minus one that was. */
export function changed(model: Model, steps = 1): Model {
  const { revision, depth } = model;
  return withRows({ ...model, revision: revision + 1, depth: depth + steps });
}

/** Enters the menu that a row opens. */
export function entered(model: Model, row: Row): Model {
  const place: MenuPlace = { menu: row.id, title: row.prompt, selected: undefined, at: 0, top: 0 };
  const inside = withRows({ ...model, places: [...model.places, place] });
  if (row.kind !== 'choice') return inside;
  const chosen = inside.rows.findIndex(({ name }) => name !== undefined && name === row.value);
  return chosen < 0 ? inside : selected(inside, chosen);
}

/** Leaves the menu in view; the main menu stays. */
export function left(model: Model): Model {
  const places = model.places.slice(0, -1);
  return places.length === 0 ? model : withRows({ ...model, places });
}

/** Shows the menu that has a row, with the row selected; undefined is the main menu. */
export function jumpedTo(model: Model, row: Row | undefined): Model {
  const { session } = model;
  const above: Row[] = [];
  let menu = row?.menu;
  while (menu !== undefined) {
    const opener = session.row(menu);
    if (!opener) break;
    above.unshift(opener);
    menu = opener.menu;
  }
  const places = [
    { menu: 'main' as const, title: session.tree.title },
    ...above.map(({ id, prompt }) => ({ menu: id, title: prompt })),
  ].map((place, depth): MenuPlace => {
    const inside = above[depth] ?? row;
    return { ...place, selected: inside?.id, at: 0, top: 0 };
  });
  // The places above have the row selected that was entered.
  return withRows({ ...model, places, dialogs: [] });
}

function withPlace(model: Model, place: MenuPlace): Model {
  return { ...model, places: [...model.places.slice(0, -1), place] };
}
