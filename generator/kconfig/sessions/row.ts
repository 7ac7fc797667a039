import type { Position } from '../diagnostics/position.ts';
import type { SymbolType } from '../values/symbol-type.ts';
import type { TristateLetter } from '../values/tristate.ts';

/** A line of the menus, for one state of a session. */
export interface Row {
  /** The same for this place in the menus as long as the tree is the same. */
  readonly id: number;
  readonly kind: 'config' | 'menuconfig' | 'choice' | 'member' | 'menu' | 'comment';
  /** Without `CONFIG_`; undefined for menus, comments and choices without a name. */
  readonly name: string | undefined;
  readonly prompt: string;
  readonly type: SymbolType | undefined;
  /** As `.config` has it; of a choice the chosen member's name; undefined for menus and comments. */
  readonly value: string | undefined;
  /** `[*]`, `<M>`, `-*-`, `(value)` …, as menuconfig draws them; empty for menus and comments. */
  readonly mark: string;
  /** Whether it opens a menu of its own: a menu, a menuconfig or a choice. */
  readonly opens: boolean;
  /** The id of the row whose menu shows this one; undefined in the main menu. */
  readonly menu: number | undefined;
  /** How far it is indented in that menu, in steps: rows that depend on the one before them. */
  readonly depth: number;
  /** Whether the menus show it. */
  readonly isVisible: boolean;
  /** Whether the user can set it: visible, and not held by a select. */
  readonly isChangeable: boolean;
  /** What a user may set a bool, tristate or choice to, its present value included; otherwise empty. */
  readonly allowed: readonly TristateLetter[];
  /** Whether the configuration gives it no value, so that it has its default. */
  readonly isNew: boolean;
  /** Why it cannot be seen or changed, as a sentence with places; undefined if it can. */
  readonly reason: string | undefined;
  readonly help: string | undefined;
  readonly position: Position;
}

export interface RowOptions {
  /** Only the rows of the menu that the row with this id opens; `main` for the main menu. */
  readonly menu?: number | 'main';
  /** Leave out what the menus do not show. */
  readonly visibleOnly?: boolean;
}
