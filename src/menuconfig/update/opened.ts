import type { Assignment, Session } from '../../../generator/kconfig/index.ts';
import type { OpenedFile } from '../model/document.ts';
import type { Model, Settings, Surroundings } from '../model/model.ts';
import type { PriceBoard } from '../model/price-board.ts';
import type { Size } from '../model/size.ts';
import { problemsOf } from '../model/problem.ts';
import { withRows } from './menus.ts';

const SETTINGS: Settings = { showAll: false, helpPane: false, names: false };

/** What a screen starts with. */
export interface Start {
  readonly session: Session;
  readonly surroundings: Surroundings;
  readonly file: OpenedFile;
  readonly size: Size;
  /** The lines of the file. */
  readonly assignments?: readonly Assignment[];
  /** Undefined if nothing has a price. */
  readonly board?: PriceBoard | undefined;
}

/** The screen as a configuration is opened. */
export function startModel(start: Start): Model {
  return openedModel({ ...start, settings: SETTINGS, written: undefined });
}

/** The main menu of a session that was just opened. */
export function openedModel(start: Start & Pick<Model, 'settings' | 'written'>): Model {
  const { session, surroundings, file, size, board, settings, written, assignments = [] } = start;
  const problems = problemsOf(session, assignments, file.format);
  const isBroken = problems.some(
    ({ diagnostic, losesLine }) => losesLine || diagnostic.severity === 'warning',
  );
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
    places: [{ menu: 'main', title, selected: undefined, at: 0, top: 0 }],
    rows: [],
    problems,
    handled: new Map(),
    depth: 0,
    dialogs: isBroken ? [{ kind: 'problems', at: 0, top: 0 }] : [],
    notice: undefined,
  });
}
