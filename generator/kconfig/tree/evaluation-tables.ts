import type { Expression } from '../expression/expression.ts';
import type { MenuNode } from './menu.ts';
import type { ConfigSymbol, ReverseDependency } from './symbol.ts';

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

/** Stands in place of a condition's number where there is no condition. */
export const NO_CONDITION = -1;

/**
 * Conditions of all symbols, end to end: those of the symbol with index s begin at `starts[s]` and end
 * before `starts[s + 1]`.
 */
export interface ConditionLists {
  readonly starts: Int32Array;
  /**
   * The condition's number; NO_CONDITION; of a condition that is just the symbol s, -2 - s; else 0.
   */
  readonly numbers: Int32Array;
  readonly conditions: readonly (Expression | undefined)[];
}

/** The same for selects or implies, with the index of the symbol that has each. */
export interface ReverseLists extends ConditionLists {
  readonly by: Int32Array;
}

/**
 * What evaluation asks every symbol for, by index. Going through arrays it reads a fraction of the
 * memory that the objects of the tree take, and that is what its time hangs on.
 */
export interface EvaluationTables {
  readonly kinds: Uint8Array;
  /** What an int, hex or string has for a value before it is evaluated, and a bool for its text. */
  readonly texts: readonly string[];
  readonly prompts: ConditionLists;
  readonly defaults: ConditionLists;
  readonly directDependencies: ConditionLists;
  readonly selectedBy: ReverseLists;
  readonly impliedBy: ReverseLists;
  /** The indices of all symbols in the order in which the C program visits them. */
  readonly visitOrder: Int32Array;
  /** The choices in that order. */
  readonly choices: readonly ConfigSymbol[];
  /**
   * What may have a line in `.config`, in the order of the menus: the index of a symbol, or of a menu or
   * comment -1 - the index of its node.
   */
  readonly lines: Int32Array;
}

export function makeEvaluationTables(
  symbols: readonly ConfigSymbol[],
  visitOrder: readonly ConfigSymbol[],
  nodes: readonly MenuNode[],
  modules: ConfigSymbol | undefined,
): EvaluationTables {
  return {
    kinds: Uint8Array.from(symbols, (symbol) => kindOf(symbol, symbol === modules)),
    texts: symbols.map((symbol) => (isBoolean(symbol) ? 'n' : (symbol.name ?? ''))),
    prompts: listConditions(symbols, ({ prompts }) => prompts),
    defaults: listConditions(symbols, ({ defaults }) => defaults),
    directDependencies: listEach(symbols, ({ directDependencies }) => directDependencies),
    selectedBy: listReverse(symbols, ({ selectedBy }) => selectedBy),
    impliedBy: listReverse(symbols, ({ impliedBy }) => impliedBy),
    visitOrder: Int32Array.from(visitOrder, ({ index }) => index),
    choices: visitOrder.filter(({ isChoice }) => isChoice),
    lines: Int32Array.from(nodes.flatMap(lineOf)),
  };
}

function lineOf({ symbol, prompt }: MenuNode, at: number): number[] {
  if (!symbol) return prompt ? [-1 - at] : [];
  return symbol.isChoice || symbol.type === 'unknown' ? [] : [symbol.index];
}

function isBoolean({ type }: ConfigSymbol): boolean {
  return type === 'bool' || type === 'tristate';
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
    (isModules ? MODULES : 0)
  );
}

interface Clause {
  readonly condition: Expression | undefined;
}

const NONE: readonly (Expression | undefined)[] = [];

function listConditions(
  symbols: readonly ConfigSymbol[],
  clausesOf: (symbol: ConfigSymbol) => readonly Clause[],
): ConditionLists {
  return listEach(symbols, (symbol) => {
    const clauses = clausesOf(symbol);
    return clauses.length === 0 ? NONE : clauses.map(({ condition }) => condition);
  });
}

function listEach(
  symbols: readonly ConfigSymbol[],
  conditionsOf: (symbol: ConfigSymbol) => readonly (Expression | undefined)[],
): ConditionLists {
  const starts = new Int32Array(symbols.length + 1);
  const conditions: (Expression | undefined)[] = [];
  for (const symbol of symbols) {
    for (const condition of conditionsOf(symbol)) conditions.push(condition);
    starts[symbol.index + 1] = conditions.length;
  }
  return { starts, numbers: Int32Array.from(conditions, numberOf), conditions };
}

function numberOf(condition: Expression | undefined): number {
  if (!condition) return NO_CONDITION;
  return condition.kind === 'symbol' ? -2 - condition.symbol.index : condition.number;
}

function listReverse(
  symbols: readonly ConfigSymbol[],
  clausesOf: (symbol: ConfigSymbol) => readonly ReverseDependency[],
): ReverseLists {
  const by = symbols.flatMap((symbol) => clausesOf(symbol).map((clause) => clause.by.index));
  return { ...listConditions(symbols, clausesOf), by: Int32Array.from(by) };
}
