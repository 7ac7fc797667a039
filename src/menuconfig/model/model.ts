import type { Row, Session } from '../../../generator/kconfig/index.ts';
import type { Dialog } from './dialog.ts';
import type { OpenedFile } from './document.ts';
import type { Handled, Problem } from './problem.ts';
import type { PriceBoard } from './price-board.ts';
import type { Size } from './size.ts';

/** What the screen asks of the program around it. */
export interface Surroundings {
  /** Shortens absolute paths in a text. */
  shorten(text: string): string;
  /** Everything about a symbol's value, as `mallocgen why` prints it. */
  explain(session: Session, name: string): readonly string[];
}

/** A menu that the user has entered, and the row where he left it. */
export interface MenuPlace {
  /** The id of the row that opens it. */
  readonly menu: number | 'main';
  readonly title: string;
  /** The id of the selected row; undefined in an empty menu. */
  readonly selected: number | undefined;
  /** Where that row is among the rows. */
  readonly at: number;
  /** The first row that is shown. */
  readonly top: number;
}

export interface Settings {
  /** Show what the menus hide. */
  readonly showAll: boolean;
  /** Show the help of the selected row below the menu. */
  readonly helpPane: boolean;
  /** Show the names of symbols beside their prompts. */
  readonly names: boolean;
}

export interface Notice {
  readonly kind: 'note' | 'fault';
  readonly text: string;
}

/**
 * Everything that the screen shows. A model is never changed; the session in it is, so that only the
 * last model shows what is true.
 */
export interface Model {
  readonly session: Session;
  readonly surroundings: Surroundings;
  readonly file: OpenedFile;
  /** Raised by each change of the session. */
  readonly revision: number;
  /** The file that was written last, if any was. */
  readonly written: string | undefined;
  readonly size: Size;
  /** From the main menu to the one in view. */
  readonly places: readonly MenuPlace[];
  /** The rows of the menu in view. */
  readonly rows: readonly Row[];
  readonly dialogs: readonly Dialog[];
  readonly settings: Settings;
  /** What was wrong with the configuration when it was opened. */
  readonly problems: readonly Problem[];
  /** What was done about them, by their place in the list. */
  readonly handled: ReadonlyMap<number, Handled>;
  /** How many changes of the session can be undone. */
  readonly depth: number;
  /** Undefined if no option of the tree has a price. */
  readonly board: PriceBoard | undefined;
  /** What the last key came to, until the next one. */
  readonly notice: Notice | undefined;
}

/** The menu in view. */
export function placeOf({ places }: Model): MenuPlace {
  return places.at(-1)!;
}

/** The selected row; undefined in an empty menu. */
export function selectedRow(model: Model): Row | undefined {
  return model.rows[placeOf(model).at];
}
