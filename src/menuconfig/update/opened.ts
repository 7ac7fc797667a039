import type { Session } from '../../../generator/kconfig/index.ts';
import type { OpenedFile } from '../model/document.ts';
import type { Model, Settings, Surroundings } from '../model/model.ts';
import type { PriceBoard } from '../model/price-board.ts';
import type { Size } from '../model/size.ts';
import { withRows } from './menus.ts';

const SETTINGS: Settings = { showAll: false, helpPane: false, names: false };

/** What a screen starts with. */
export interface Start {
  readonly session: Session;
  readonly surroundings: Surroundings;
  readonly file: OpenedFile;
  readonly size: Size;
  /** Undefined if nothing has a price. */
  readonly board?: PriceBoard | undefined;
}

/** The screen as a configuration is opened. */
export function startModel(start: Start): Model {
  return openedModel({ ...start, settings: SETTINGS, written: undefined });
}

/** The main menu of a session that was just opened. */
export function openedModel(start: Start & Pick<Model, 'settings' | 'written'>): Model {
  const { session, surroundings, file, size, board, settings, written } = start;
  const title = session.tree.title;
  return withRows({
    session,
    surroundings,
    file,
    size,
    board: board && { ...board, prices: new Map(), totals: new Map() },
    settings,
    written,
    revision: 0,
    savedText: session.save(),
    places: [{ menu: 'main', title, selected: undefined, at: 0, top: 0 }],
    rows: [],
    dialogs: [],
    notice: undefined,
  });
}
