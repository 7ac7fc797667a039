import { isBoolean } from '../values/symbol-type.ts';
import type { Dialect } from '../dialects/dialect.ts';
import type { ConfigSymbol, DefaultProperty, Expression, MenuNode, ReverseDependency } from './model/model.ts';
import { isDefined } from './model/names.ts';

/** Bits of a symbol's kind. */
export const UNKNOWN_TYPE = 1;
/** Bool or tristate. */
export const BOOLEAN = 2;
export const CHOICE = 4;
/** The member of a choice. */
export const MEMBER = 8;
export const TRANSITIONAL = 16;
export const HIDDEN = 32;
/** The symbol that lets `m` exist. */
export const MODULES = 64;
/** The symbol has a definition. */
export const DEFINED = 128;

/** In place of a condition's number: there is no condition. */
export const NO_CONDITION = -1;

/** In place of a title's place: the node has none. */
const NO_TITLE = -1;

/**
 * Conditions of all symbols, end to end: those of the symbol with index s begin at `starts[s]` and end
 * before `starts[s + 1]`.
 */
export interface ConditionLists {
  readonly starts: Int32Array;
  /**
   * The condition's number; NO_CONDITION; -2 - s for a condition that is just the symbol s; otherwise 0.
   */
  readonly numbers: Int32Array;
  readonly conditions: ConditionAccess;
}

/** Gives a condition by its place in the list: an array does, and what makes it when it is asked for. */
export interface ConditionAccess {
  at(place: number): Expression | undefined;
}

/** The same for defaults, with the index of the symbol that each has for its value; -1 for a condition. */
export interface DefaultLists extends ConditionLists {
  readonly values: Int32Array;
}

/** The same for selects or implies, with the index of the symbol that has each. */
export interface ReverseLists extends ConditionLists {
  readonly by: Int32Array;
}

/**
 * What evaluation asks every symbol for, by index. Going through arrays it reads a fraction of the
 * memory that the objects of the tree take, and that determines its speed.
 */
export interface EvaluationTables {
  readonly kinds: Uint8Array;
  /** What an int, hex or string has for a value before it is evaluated, and a bool for its text. */
  readonly texts: readonly string[];
  readonly prompts: ConditionLists;
  readonly defaults: DefaultLists;
  readonly ranges: ConditionLists;
  readonly directDependencies: ConditionLists;
  readonly selectedBy: ReverseLists;
  readonly impliedBy: ReverseLists;
  /** The indices of all symbols in the order in which the C program visits them. */
  readonly visitOrder: Int32Array;
  /** The choices in that order. */
  readonly choices: readonly ConfigSymbol[];
  /** The symbols with a range that another symbol bounds. */
  readonly withSymbolRange: readonly ConfigSymbol[];
  /** The menus and comments that may have a title in `.config`, in the order of the menus. */
  readonly titles: readonly MenuNode[];
  /**
   * What may have a line in `.config`, in the order of the menus: the index of a symbol, or of a menu or
   * comment -1 - its place among the titles; where the dialect ends menus, -1 - the number of all titles - that
   * place at the end of one.
   */
  readonly lines: Int32Array;
}

export function makeEvaluationTables(
  symbols: readonly ConfigSymbol[],
  visitOrder: readonly ConfigSymbol[],
  nodes: readonly MenuNode[],
  modules: ConfigSymbol | undefined,
  dialect: Dialect,
): EvaluationTables {
  const kinds = new Uint8Array(symbols.length);
  const texts: string[] = [];
  const prompts = new ConditionCollector(symbols.length);
  const defaults = new DefaultCollector(symbols.length);
  const ranges = new ConditionCollector(symbols.length);
  const directDependencies = new ConditionCollector(symbols.length);
  const selectedBy = new ReverseCollector(symbols.length);
  const impliedBy = new ReverseCollector(symbols.length);
  // All of a symbol at once: it is the way to its clauses in memory that takes time.
  for (let index = 0; index < symbols.length; index++) {
    const symbol = symbols[index]!;
    kinds[index] = kindOf(symbol, symbol === modules);
    texts.push(isBoolean(symbol) ? 'n' : (symbol.name ?? ''));
    prompts.addClauses(symbol.prompts);
    defaults.addDefaults(symbol.defaults);
    ranges.addClauses(symbol.ranges);
    directDependencies.addAll(symbol.directDependencies);
    selectedBy.addReverse(symbol.selectedBy);
    impliedBy.addReverse(symbol.impliedBy);
  }
  return {
    kinds,
    texts,
    prompts: prompts.lists(),
    defaults: defaults.lists(),
    ranges: ranges.lists(),
    directDependencies: directDependencies.lists(),
    selectedBy: selectedBy.lists(),
    impliedBy: impliedBy.lists(),
    visitOrder: Int32Array.from(visitOrder, ({ index }) => index),
    choices: visitOrder.filter(({ isChoice }) => isChoice),
    withSymbolRange: symbols.filter(hasSymbolRange),
    ...linesOf(nodes, dialect),
  };
}

function hasSymbolRange({ ranges }: ConfigSymbol): boolean {
  return ranges.some(({ low, high }) => low.type !== 'unknown' || high.type !== 'unknown');
}

function linesOf(
  nodes: readonly MenuNode[],
  { endsMenus, endsEmptyMenus }: Dialect,
): Pick<EvaluationTables, 'titles' | 'lines'> {
  const titles = nodes.filter(({ symbol, prompt }) => !symbol && prompt);
  const lines: number[] = [];
  /** The nodes around the present one, each with its place among the titles; NO_TITLE without one. */
  const open: { readonly node: MenuNode; readonly title: number }[] = [];
  const closeUpTo = (parent: MenuNode | undefined): void => {
    for (let at = open.at(-1); at && at.node !== parent; at = open.at(-1)) {
      open.pop();
      if (endsMenus && at.title !== NO_TITLE) lines.push(-1 - titles.length - at.title);
    }
  };
  let nextTitle = 0;
  for (const node of nodes) {
    const { symbol, prompt, first, parent, kind } = node;
    closeUpTo(parent);
    const title = !symbol && prompt ? nextTitle++ : NO_TITLE;
    if (first || (endsEmptyMenus && kind === 'menu')) open.push({ node, title });
    if (title !== NO_TITLE) lines.push(-1 - title);
    else if (symbol && !symbol.isChoice && symbol.type !== 'unknown') lines.push(symbol.index);
  }
  closeUpTo(undefined);
  return { titles, lines: Int32Array.from(lines) };
}

function kindOf(symbol: ConfigSymbol, isModules: boolean): number {
  const { type, isChoice, choice, isHidden, isTransitional } = symbol;
  return (
    (type === 'unknown' ? UNKNOWN_TYPE : 0) |
    (isBoolean(symbol) ? BOOLEAN : 0) |
    (isChoice ? CHOICE : 0) |
    (choice ? MEMBER : 0) |
    (isTransitional ? TRANSITIONAL : 0) |
    (isHidden ? HIDDEN : 0) |
    (isModules ? MODULES : 0) |
    (isDefined(symbol) ? DEFINED : 0)
  );
}

interface Clause {
  readonly condition: Expression | undefined;
}

/** Collects the conditions of one symbol after the other, in the order of their indices. */
class ConditionCollector {
  readonly #starts: Int32Array;
  readonly #numbers: number[] = [];
  readonly #conditions: (Expression | undefined)[] = [];
  #symbols = 0;

  constructor(symbolCount: number) {
    this.#starts = new Int32Array(symbolCount + 1);
  }

  addAll(conditions: readonly Expression[]): void {
    for (let at = 0; at < conditions.length; at++) this.#add(conditions[at]);
    this.#end();
  }

  addClauses(clauses: readonly Clause[]): void {
    for (let at = 0; at < clauses.length; at++) this.#add(clauses[at]!.condition);
    this.#end();
  }

  #add(condition: Expression | undefined): void {
    this.#numbers.push(numberOf(condition));
    this.#conditions.push(condition);
  }

  #end(): void {
    this.#symbols++;
    this.#starts[this.#symbols] = this.#numbers.length;
  }

  lists(): ConditionLists {
    const numbers = Int32Array.from(this.#numbers);
    return { starts: this.#starts, numbers, conditions: this.#conditions };
  }
}

class DefaultCollector extends ConditionCollector {
  readonly #values: number[] = [];

  addDefaults(clauses: readonly DefaultProperty[]): void {
    for (let at = 0; at < clauses.length; at++) {
      const { value } = clauses[at]!;
      this.#values.push(value.kind === 'symbol' ? value.symbol.index : -1);
    }
    this.addClauses(clauses);
  }

  override lists(): DefaultLists {
    return { ...super.lists(), values: Int32Array.from(this.#values) };
  }
}

class ReverseCollector extends ConditionCollector {
  readonly #by: number[] = [];

  addReverse(dependencies: readonly ReverseDependency[]): void {
    for (let at = 0; at < dependencies.length; at++) this.#by.push(dependencies[at]!.by.index);
    this.addClauses(dependencies);
  }

  override lists(): ReverseLists {
    return { ...super.lists(), by: Int32Array.from(this.#by) };
  }
}

function numberOf(condition: Expression | undefined): number {
  if (!condition) return NO_CONDITION;
  return condition.kind === 'symbol' ? -2 - condition.symbol.index : condition.number;
}
