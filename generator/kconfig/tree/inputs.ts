import type { Dialect } from '../dialects/dialect.ts';
import { forEachSymbol } from './expression/expression.ts';
import {
  CHOICE,
  DEFINED,
  MEMBER,
  NO_CONDITION,
  type ConditionLists,
  type EvaluationTables,
  type ReverseLists,
} from './evaluation-tables.ts';
import type { ConfigSymbol, Expression } from './model/model.ts';

/** In place of a node: nothing in the tree gives the symbol a value. */
export const NO_NODE = -1;

/**
 * What the values of a tree depend on, by index. A choice and its members are one node: the choice has
 * the inputs of them all, a member has none.
 */
export interface Inputs {
  /** By symbol, its node: its choice or itself, or NO_NODE. */
  readonly nodes: Int32Array;
  /** As in the tables of the tree. */
  readonly kinds: Uint8Array;
  /** The inputs of the symbol with index s begin at `starts[s]` and end before `starts[s + 1]`. */
  readonly starts: Int32Array;
  /** The index of a symbol; or, for all that a condition mentions, -1 - the condition's number. */
  readonly lists: readonly number[];
  /** The symbols that bound the ranges of a node, for nodes that have ranges. */
  readonly bounds: ReadonlyMap<number, readonly number[]>;
}

/**
 * Collects the inputs of all symbols. As in the C program every clause counts; the bounds of ranges are
 * kept apart.
 *
 * @param inOrder whether the inputs of a symbol come in the order of its clauses. Otherwise they come
 * by kind of clause, which needs few objects of the tree.
 */
export function collectInputs(
  symbols: readonly ConfigSymbol[],
  tables: EvaluationTables,
  dialect: Dialect,
  inOrder: boolean,
): Inputs {
  const collector = new InputCollector(symbols, tables, dialect, inOrder);
  for (let index = 0; index < symbols.length; index++) collector.add(index);
  return collector;
}

class InputCollector implements Inputs {
  readonly nodes: Int32Array;
  readonly kinds: Uint8Array;
  readonly starts: Int32Array;
  readonly lists: number[] = [];
  readonly bounds = new Map<number, number[]>();
  readonly #symbols: readonly ConfigSymbol[];
  readonly #tables: EvaluationTables;
  readonly #followsUndefined: boolean;
  readonly #inOrder: boolean;
  /** The condition that was added last: most clauses of a definition share theirs with the one before. */
  #last = NO_CONDITION;

  constructor(
    symbols: readonly ConfigSymbol[],
    tables: EvaluationTables,
    dialect: Dialect,
    inOrder: boolean,
  ) {
    this.#followsUndefined = dialect.followsUndefined;
    this.#symbols = symbols;
    this.#tables = tables;
    this.#inOrder = inOrder;
    this.kinds = tables.kinds;
    this.nodes = new Int32Array(symbols.length);
    this.starts = new Int32Array(symbols.length + 1);
  }

  /** Adds a symbol; they come in the order of their indices. */
  add(index: number): void {
    const kind = this.kinds[index]!;
    const isMember = (kind & MEMBER) !== 0;
    this.nodes[index] = isMember ? this.#symbols[index]!.choice!.index : this.#hasInputs(index) ? index : NO_NODE;
    if (!isMember) {
      this.#last = NO_CONDITION;
      this.#addClauses(index, index);
      if ((kind & CHOICE) !== 0) {
        const { members } = this.#symbols[index]!;
        for (let at = 0; at < members.length; at++) {
          const member = members[at]!;
          // Another choice that it is in is its node.
          if (member.choice!.index === index) this.#addClauses(member.index, index);
        }
      }
    }
    this.starts[index + 1] = this.lists.length;
  }

  /** Whether the tree defines the symbol or, where the dialect follows that as well, selects it. */
  #hasInputs(index: number): boolean {
    if ((this.kinds[index]! & DEFINED) !== 0) return true;
    if (!this.#followsUndefined) return false;
    const { selectedBy, impliedBy } = this.#tables;
    return [selectedBy, impliedBy].some(({ starts }) => starts[index]! < starts[index + 1]!);
  }

  #addClauses(index: number, node: number): void {
    const { directDependencies, selectedBy, impliedBy, prompts, defaults, ranges } = this.#tables;
    this.#addConditions(directDependencies, index);
    this.#addReverse(selectedBy, index);
    this.#addReverse(impliedBy, index);
    if (this.#inOrder || (this.kinds[index]! & CHOICE) !== 0) {
      this.#addProperties(this.#symbols[index]!);
    } else {
      // What marks the definition has the conditions that it depends on, which are there already.
      this.#addConditions(prompts, index);
      this.#addConditions(defaults, index);
      this.#addValues(index);
      this.#addConditions(ranges, index);
    }
    if (ranges.starts[index]! < ranges.starts[index + 1]!) this.#addBounds(index, node);
  }

  #addConditions(table: ConditionLists, index: number): void {
    const end = table.starts[index + 1]!;
    for (let at = table.starts[index]!; at < end; at++) this.#addConditionAt(table, at);
  }

  #addReverse(table: ReverseLists, index: number): void {
    const end = table.starts[index + 1]!;
    for (let at = table.starts[index]!; at < end; at++) {
      this.lists.push(table.by[at]!);
      this.#addConditionAt(table, at);
    }
  }

  #addConditionAt({ numbers, conditions }: ConditionLists, at: number): void {
    const number = numbers[at]!;
    if (number === 0) this.#addExpression(conditions.at(at)!);
    else this.#addNumbered(number);
  }

  #addNumbered(number: number): void {
    if (number === this.#last || number === NO_CONDITION) return;
    this.#last = number;
    this.lists.push(number > 0 ? -1 - number : -2 - number);
  }

  #addExpression(expression: Expression): void {
    forEachSymbol(expression, this.#addSymbol);
  }

  readonly #addSymbol = ({ index }: ConfigSymbol): void => {
    this.lists.push(index);
  };

  #addValues(index: number): void {
    const { starts, values } = this.#tables.defaults;
    const first = starts[index]!;
    for (let at = first; at < starts[index + 1]!; at++) {
      const value = values[at]!;
      if (value >= 0) this.lists.push(value);
      else this.#addExpression(this.#symbols[index]!.defaults[at - first]!.value);
    }
  }

  #addProperties({ properties, isChoice }: ConfigSymbol): void {
    for (let at = 0; at < properties.length; at++) {
      const property = properties[at]!;
      if (property.kind === 'select' || property.kind === 'imply') continue;
      if (property.condition) this.#addExpression(property.condition);
      if (property.kind === 'default' && !isChoice) this.#addExpression(property.value);
    }
  }

  #addBounds(index: number, node: number): void {
    const { ranges } = this.#symbols[index]!;
    const defined = ranges
      .flatMap(({ low, high }) => [low.index, high.index])
      .filter((bound) => (this.kinds[bound]! & DEFINED) !== 0);
    if (defined.length > 0) this.bounds.set(node, [...(this.bounds.get(node) ?? []), ...defined]);
  }
}
