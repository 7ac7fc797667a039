import { diffResulting, type Difference } from '../answers/difference.ts';
import { explainSymbol, type Explanation } from '../answers/explain.ts';
import { helpText } from '../answers/help-text.ts';
import { explainNotTaken, isTaken, outside } from '../answers/taken.ts';
import type { Configuration } from '../configurations/configuration.ts';
import { configure } from '../configurations/configure.ts';
import { assignValues, type AssignedValue } from '../defconfigs/assign-values.ts';
import type { Defconfig } from '../defconfigs/defconfig.ts';
import { AssignedValueError, UnknownSymbolError } from '../diagnostics/errors.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Position } from '../diagnostics/position.ts';
import { withoutMarkedDefaults } from '../evaluation/marked-defaults.ts';
import type { Assigned } from '../evaluation/apply-defconfig.ts';
import { isWithinRange } from '../evaluation/range.ts';
import type { SymbolValue } from '../evaluation/symbol-value.ts';
import { symbolValueOf } from '../evaluation/symbol-value-of.ts';
import { nearestInIndex } from '../../text/suggest.ts';
import type { ConfigSymbol } from '../tree/model/model.ts';
import { definedNameIndex, isDefined } from '../tree/model/names.ts';
import type { KconfigTree } from '../tree/tree.ts';
import { isValidText } from '../values/numbers.ts';
import { isOneLine } from '../values/quoting.ts';
import { isBoolean, isNumeric, type SymbolType } from '../values/symbol-type.ts';
import { saveDefconfig } from '../writing/savedefconfig.ts';
import {
  assignmentsOf,
  linesOf,
  readLine,
  toDefconfig,
  withLine,
  withoutLines,
  withSameLists,
  type Line,
  type Lines,
} from './lines.ts';
import { LiveEvaluation, type ChangedValue } from './live-evaluation.ts';
import { MenuRows } from './menu-rows.ts';
import { exactly } from './plan/condition-goal.ts';
import { all } from './plan/goal.ts';
import { planFor, type Plan } from './plan/plan.ts';
import type { Row, RowOptions } from './row.ts';
import { searchRows, type SearchHit } from './search.ts';

/** A symbol that a change gave another value. Values are as in `.config`, text without quotes. */
export interface Change {
  /** Without `CONFIG_`. */
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** What one step of a session did. */
export interface SessionChange {
  /** Every symbol whose value is another one now, the one that was set included, in the tree's order. */
  readonly changed: readonly Change[];
  /**
   * Why the value that was asked for did not come out, if it did not: the symbol is not visible, another
   * one selects it, the number is out of its range. It is kept all the same, and takes effect as soon as
   * it can, as a line of a configuration file does.
   */
  readonly notTaken?: string;
}

/** What bounds the value of a symbol. */
export interface Limits {
  /** The value without a line for the symbol. */
  readonly default: string;
  /** The bounds with their values, and the clause. Absent if none applies. */
  readonly range?: { readonly low: string; readonly high: string; readonly position: Position };
}

/** What `difference` compares with: the configuration as it was opened, or all defaults. */
export type DifferenceBase = 'opened' | 'defaults';

/** What the positions of values name that were set in a session. */
const SESSION_FILE = '<session>';

const VALUES_OF: Readonly<Record<SymbolType, string>> = {
  bool: 'y or n',
  tristate: 'y, m or n',
  int: 'an integer',
  hex: 'a hex number',
  string: 'a text',
  float: 'a number',
  unknown: 'a value of a symbol that has a type',
};

/**
 * A configuration that is being edited: what a menu, an editor or a page in the browser works on. Every
 * state is exactly what `configure` makes of its assignments.
 */
export class Session {
  readonly tree: KconfigTree;
  /** What is wrong with the configuration that was opened. */
  readonly diagnostics: readonly Diagnostic[];
  readonly #opened: Configuration;
  readonly #live: LiveEvaluation;
  readonly #menu: MenuRows;
  readonly #past: Lines[] = [];
  readonly #future: Lines[] = [];
  /** Of the present lines, as far as they have been asked for. */
  #assigned: Assigned | undefined;
  #configuration: Configuration | undefined;
  #defaults: Configuration | undefined;

  /** For `openSession`. */
  constructor(tree: KconfigTree, defconfig: Defconfig) {
    this.tree = tree;
    this.#opened = configure(tree, defconfig);
    this.diagnostics = this.#opened.diagnostics;
    this.#live = new LiveEvaluation(tree, linesOf(tree, withoutMarkedDefaults(tree, defconfig)));
    this.#menu = new MenuRows(tree);
  }

  /** A symbol's value and where it comes from, or undefined if the tree does not define it. */
  get(name: string): SymbolValue | undefined {
    const symbol = this.tree.names.get(name);
    if (!symbol || !isDefined(symbol)) return undefined;
    return symbolValueOf(this.#live.evaluation, symbol, this.#assignments(), false);
  }

  /** Why a symbol has its value, or undefined if the tree does not define it. */
  explain(name: string): Explanation | undefined {
    const symbol = this.tree.names.get(name);
    if (!symbol || !isDefined(symbol)) return undefined;
    return explainSymbol(this.#live.evaluation, symbol, this.#assignments(), false);
  }

  /** The lines of the menus in their order, what they hide at present included unless left out. */
  rows(options: RowOptions = {}): readonly Row[] {
    return this.#menu.rows(this.#live.evaluation, options);
  }

  /**
   * Gives a symbol a value, as a line at the end of the configuration would. A member of a choice that is
   * set to y takes the place of the one that was.
   *
   * @throws UnknownSymbolError if the tree does not define the symbol, and AssignedValueError if the value
   * is not one of its type.
   */
  set(name: string, value: AssignedValue): SessionChange {
    const line = this.#line(name, value);
    const changed = this.#take(withLine(this.#live.lines, line));
    const { evaluation } = this.#live;
    const { symbol, assignment } = line;
    if (isTaken(evaluation, symbol, assignment)) return { changed };
    return { changed, notTaken: explainNotTaken(evaluation, symbol, this.#assignments()) };
  }

  /**
   * Gives several symbols their values, in order, as one step for `undo`.
   *
   * @throws UnknownSymbolError and AssignedValueError as `set` does; then nothing is changed.
   */
  setAll(values: Readonly<Record<string, AssignedValue>>): SessionChange {
    return { changed: this.#take(this.#linesWith(values)) };
  }

  /**
   * What `setAll` would change. The session stays as it is.
   *
   * @throws UnknownSymbolError and AssignedValueError as `set` does.
   */
  changesBy(values: Readonly<Record<string, AssignedValue>>): readonly Change[] {
    const before = this.#live.lines;
    const changes = named(this.#live.update(this.#linesWith(values)));
    this.#live.update(before);
    return changes;
  }

  /**
   * Takes the value that was given to a symbol away; of a member of a choice, those of the whole choice.
   *
   * @throws UnknownSymbolError if the tree does not define it.
   */
  reset(name: string): SessionChange {
    return { changed: this.#take(withoutLines(this.#live.lines, this.#symbol(name))) };
  }

  /** Takes the assignments of a configuration in place of those of the present state. */
  replace(defconfig: Defconfig): SessionChange {
    const lines = linesOf(this.tree, defconfig);
    return { changed: this.#take(withSameLists(lines, this.#live.lines)) };
  }

  /**
   * The fewest assignments that bring the values about when they are added to the present state, tried
   * before they are given, or the reason why nothing can. The session stays as it is.
   *
   * @throws UnknownSymbolError if the tree does not define a symbol, and AssignedValueError if a value is
   * not one of its type.
   */
  plan(wanted: Readonly<Record<string, AssignedValue>>): Plan {
    const goals = Object.entries(wanted).map(([name, value]) => {
      const { symbol, value: read } = this.#line(name, value);
      return isBoolean(symbol)
        ? exactly(symbol, read.tristate)
        : ({ kind: 'text', symbol, text: read.text } as const);
    });
    return planFor(this.#live, all(goals));
  }

  /** Takes the last change back; nothing changes if there is none. */
  undo(): SessionChange {
    return this.#travel(this.#past, this.#future);
  }

  /** Makes the last change that was taken back again. */
  redo(): SessionChange {
    return this.#travel(this.#future, this.#past);
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /**
   * Why a text cannot be given to an int, hex or string symbol, as a sentence; undefined if it can.
   *
   * @throws UnknownSymbolError if the tree does not define it.
   */
  check(name: string, text: string): string | undefined {
    const symbol = this.#symbol(name);
    const { evaluation } = this.#live;
    const typed = symbol.type === 'hex' ? withHexPrefix(text) : text;
    if (!isValidText(symbol.type, typed)) return `'${text}' is not ${VALUES_OF[symbol.type]}`;
    if (!isOneLine(text)) return 'a text has no line breaks';
    if (isWithinRange(evaluation, symbol, typed)) return undefined;
    const range = evaluation.firstThatHolds(symbol.ranges);
    return range && `${typed} is ${outside(evaluation, range)}`;
  }

  /**
   * The range that applies to a number at present, and the value that a symbol would have without its line.
   *
   * @throws UnknownSymbolError if the tree does not define it.
   */
  limits(name: string): Limits {
    const symbol = this.#symbol(name);
    const { evaluation, lines } = this.#live;
    const range = isNumeric(symbol) ? evaluation.firstThatHolds(symbol.ranges) : undefined;
    const bounds = range && {
      low: evaluation.text(range.low),
      high: evaluation.text(range.high),
      position: range.position,
    };
    this.#live.update(withoutLines(lines, symbol));
    const byDefault = this.#live.evaluation.text(symbol);
    this.#live.update(lines);
    return { default: byDefault, ...(bounds && { range: bounds }) };
  }

  /** What the C program shows about the entry of a row: its help text, then its symbol. */
  help(id: number): string {
    const node = this.#menu.node(id);
    return node ? helpText(this.#live.evaluation, node) : '';
  }

  /** The row with an id, or undefined. */
  row(id: number): Row | undefined {
    return this.#menu.row(this.#live.evaluation, id);
  }

  /** Whether the menu that a row opens has an entry that the menus show. */
  hasShownRows(id: number): boolean {
    return this.#menu.hasShown(this.#live.evaluation, id);
  }

  /** The rows whose name or prompt has all the words, best first, and where to jump for each. */
  search(words: string): readonly SearchHit[] {
    return searchRows(this.rows(), words, this.tree.prefix, (row) => this.#nearestVisible(row));
  }

  /**
   * Whether every value is the one of the last call of `markClean`, or of the beginning: whether there is
   * nothing to save. Quick, however large the tree is.
   */
  get isClean(): boolean {
    return this.#live.isClean;
  }

  /** Says that the present values are saved. */
  markClean(): void {
    this.#live.markClean();
  }

  /** What is different from the configuration as it was opened, or from all defaults, by name. */
  difference(base: DifferenceBase = 'opened'): readonly Difference[] {
    if (base === 'opened') return diffResulting(this.#opened, this.configuration());
    this.#defaults ??= configure(this.tree, { file: 'defaults', assignments: [], diagnostics: [] });
    return diffResulting(this.#defaults, this.configuration());
  }

  /** The text of `.config`. */
  save(): string {
    return this.configuration().toConfig();
  }

  /** The smallest defconfig that gives the same. */
  saveMinimal(): string {
    return saveDefconfig(this.configuration());
  }

  /** The present state as a configuration that does not change with the session. */
  configuration(): Configuration {
    this.#configuration ??= configure(this.tree, this.defconfig());
    return this.#configuration;
  }

  /** The assignments that the present state is made of. */
  defconfig(): Defconfig {
    return toDefconfig(this.#live.lines, SESSION_FILE);
  }

  /** How many nodes have been evaluated since the session was opened: what its changes cost. */
  get steps(): number {
    return this.#live.steps;
  }

  /** A value in code as the line that gives it. */
  #line(name: string, value: AssignedValue): Line {
    const symbol = this.#symbol(name);
    const typed = symbol.type === 'hex' && typeof value === 'string' ? withHexPrefix(value) : value;
    const values = assignValues(this.tree, { [name]: typed }, { name: SESSION_FILE });
    const assignment = values.assignments[0]!;
    const line = readLine(symbol, assignment, this.tree.dialect);
    if (!line) {
      throw new AssignedValueError(
        `${name}: '${String(value)}' is not ${VALUES_OF[symbol.type]}; give it one`,
      );
    }
    return line;
  }

  #symbol(name: string): ConfigSymbol {
    const symbol = this.tree.names.get(name);
    if (symbol && isDefined(symbol)) return symbol;
    const near = nearestInIndex(name, definedNameIndex(this.tree.names));
    const remedy = near === undefined ? '' : `; did you mean ${near}?`;
    throw new UnknownSymbolError(`${name}: the tree has no such symbol${remedy}`);
  }

  #take(lines: Lines): readonly Change[] {
    const before = this.#live.lines;
    this.#past.push(before);
    this.#future.length = 0;
    return this.#update(lines);
  }

  #travel(from: Lines[], to: Lines[]): SessionChange {
    const lines = from.pop();
    if (!lines) return { changed: [] };
    to.push(this.#live.lines);
    return { changed: this.#update(lines) };
  }

  #update(lines: Lines): readonly Change[] {
    this.#assigned = undefined;
    this.#configuration = undefined;
    return named(this.#live.update(lines));
  }

  #linesWith(values: Readonly<Record<string, AssignedValue>>): Lines {
    const added = Object.entries(values).map(([name, value]) => this.#line(name, value));
    return added.reduce(withLine, this.#live.lines);
  }

  #assignments(): Assigned {
    this.#assigned ??= assignmentsOf(this.#live.lines);
    return this.#assigned;
  }

  #nearestVisible(row: Row): Row | undefined {
    let at: Row | undefined = row;
    while (at && !at.isVisible) {
      at = at.menu === undefined ? undefined : this.#menu.row(this.#live.evaluation, at.menu);
    }
    return at;
  }
}

/** Changes of symbols that have a name. */
function named(changes: readonly ChangedValue[]): readonly Change[] {
  return changes.flatMap(({ symbol: { name, isChoice }, before, after }) =>
    name === undefined || isChoice ? [] : [{ name, before, after }],
  );
}

/**
 * Opens a configuration for changes. Without one, every symbol has its default.
 */
export function openSession(tree: KconfigTree, defconfig?: Defconfig): Session {
  return new Session(tree, defconfig ?? { file: SESSION_FILE, assignments: [], diagnostics: [] });
}

/** Digits of a hex symbol may be typed without their prefix, as in menuconfig. */
function withHexPrefix(text: string): string {
  return /^0x/i.test(text) ? text : `0x${text}`;
}
