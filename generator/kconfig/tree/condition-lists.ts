import type { Expression } from '../expression/expression.ts';
import type { ConfigSymbol, ReverseDependency } from './symbol.ts';

/** Stands in place of a condition's number where there is no condition. */
export const NO_CONDITION = -1;

/**
 * The conditions of all symbols that are evaluated most, end to end: those of the symbol with index s
 * begin at `starts[s]` and end before `starts[s + 1]`. An evaluation that goes through arrays reads a
 * fraction of the memory that the objects of the tree take.
 */
export interface ConditionLists {
  readonly starts: Int32Array;
  /** The condition's number, 0 where it has none, NO_CONDITION for no condition. */
  readonly numbers: Int32Array;
  readonly conditions: readonly (Expression | undefined)[];
}

/** The same for selects or implies, with the index of the symbol that has each. */
export interface ReverseLists extends ConditionLists {
  readonly by: Int32Array;
}

/** What decides visibility, and the least value, of each symbol. */
export interface SymbolConditions {
  readonly prompts: ConditionLists;
  readonly directDependencies: ConditionLists;
  readonly selectedBy: ReverseLists;
  readonly impliedBy: ReverseLists;
}

export function listConditions(symbols: readonly ConfigSymbol[]): SymbolConditions {
  return {
    prompts: listEach(symbols, ({ prompts }) => prompts.map(({ condition }) => condition)),
    directDependencies: listEach(symbols, ({ directDependencies }) => directDependencies),
    selectedBy: listReverse(symbols, ({ selectedBy }) => selectedBy),
    impliedBy: listReverse(symbols, ({ impliedBy }) => impliedBy),
  };
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
  const numbers = new Int32Array(conditions.length);
  conditions.forEach((condition, at) => {
    numbers[at] = condition ? condition.number : NO_CONDITION;
  });
  return { starts, numbers, conditions };
}

function listReverse(
  symbols: readonly ConfigSymbol[],
  listOf: (symbol: ConfigSymbol) => readonly ReverseDependency[],
): ReverseLists {
  const by: number[] = [];
  const lists = listEach(symbols, (symbol) =>
    listOf(symbol).map((dependency) => {
      by.push(dependency.by.index);
      return dependency.condition;
    }),
  );
  return { ...lists, by: Int32Array.from(by) };
}
