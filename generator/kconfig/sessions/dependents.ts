import { forEachSymbol } from '../tree/expression/expression.ts';
import { CHOICE, type ConditionLists } from '../tree/evaluation-tables.ts';
import { collectInputs, NO_NODE } from '../tree/inputs.ts';
import type { ConfigSymbol, Expression } from '../tree/model/model.ts';
import type { KconfigTree } from '../tree/tree.ts';

/**
 * What must be evaluated again when a value changes. A choice and its members are one node; it has the
 * index of the choice.
 */
export interface Dependents {
  /** By symbol: the node that it belongs to, or -1 for a name without a definition. */
  readonly nodes: Int32Array;
  /** By node: its place in an order in which each node comes after all that it depends on. */
  readonly ranks: Int32Array;
  /** By rank: the node. */
  readonly order: Int32Array;
  /** The nodes that read symbol s are `readers[starts[s]]` up to `readers[starts[s + 1] - 1]`. */
  readonly starts: Int32Array;
  readonly readers: Int32Array;
}

/** Undefined if values depend on the order of evaluation, so that no such order of nodes exists. */
export function findDependents(tree: KconfigTree): Dependents | undefined {
  if (tree.isOrderSensitive) return undefined;
  const { symbols, tables } = tree;
  const inputs = collectInputs(symbols, tables, tree.dialect, false);
  const mentioned = mentionedSymbols(tables);
  const edges = new EdgeCollector(symbols.length);
  for (let node = 0; node < symbols.length; node++) {
    if (inputs.nodes[node] !== node) continue;
    const add = (symbol: number): void => {
      if (inputs.nodes[symbol] !== node && inputs.nodes[symbol] !== NO_NODE) edges.add(symbol, node);
    };
    for (let at = inputs.starts[node]!; at < inputs.starts[node + 1]!; at++) {
      const input = inputs.lists[at]!;
      if (input >= 0) add(input);
      else for (const symbol of mentioned(-1 - input)) add(symbol);
    }
    for (const symbol of inputs.bounds.get(node) ?? []) add(symbol);
  }
  const { starts, readers } = edges.lists();
  const ranked = rank(inputs.nodes, tables.kinds, symbols, starts, readers);
  return ranked && { nodes: inputs.nodes, ...ranked, starts, readers };
}

/** Looks up which symbols the condition with a number mentions. */
function mentionedSymbols(tables: KconfigTree['tables']): (number: number) => readonly number[] {
  const { prompts, defaults, ranges, directDependencies, selectedBy, impliedBy } = tables;
  const conditions = new Map<number, Expression>();
  const collect = (lists: ConditionLists): void => {
    lists.numbers.forEach((number, at) => {
      if (number > 0) conditions.set(number, lists.conditions.at(at)!);
    });
  };
  [prompts, defaults, ranges, directDependencies, selectedBy, impliedBy].forEach(collect);
  const known = new Map<number, readonly number[]>();
  return (number) => {
    let found = known.get(number);
    if (!found) {
      const indices = new Set<number>();
      forEachSymbol(conditions.get(number), ({ index }) => indices.add(index));
      found = [...indices];
      known.set(number, found);
    }
    return found;
  };
}

/** Collects pairs of a symbol and a node that reads it, each once, in the order of the nodes. */
class EdgeCollector {
  readonly #from: number[] = [];
  readonly #to: number[] = [];
  /** By symbol, the node that was added last. */
  readonly #last: Int32Array;

  constructor(symbolCount: number) {
    this.#last = new Int32Array(symbolCount).fill(-1);
  }

  add(symbol: number, node: number): void {
    if (this.#last[symbol] === node) return;
    this.#last[symbol] = node;
    this.#from.push(symbol);
    this.#to.push(node);
  }

  lists(): Pick<Dependents, 'starts' | 'readers'> {
    const starts = new Int32Array(this.#last.length + 1);
    for (const symbol of this.#from) starts[symbol + 1]!++;
    for (let at = 1; at < starts.length; at++) starts[at]! += starts[at - 1]!;
    const next = starts.slice();
    const readers = new Int32Array(this.#to.length);
    this.#from.forEach((symbol, at) => {
      readers[next[symbol]!++] = this.#to[at]!;
    });
    return { starts, readers };
  }
}

/** Kahn's algorithm. Undefined if a cycle is left over. */
function rank(
  nodes: Int32Array,
  kinds: Uint8Array,
  symbols: readonly ConfigSymbol[],
  starts: Int32Array,
  readers: Int32Array,
): Pick<Dependents, 'ranks' | 'order'> | undefined {
  const waitingFor = new Int32Array(nodes.length);
  for (const node of readers) waitingFor[node]!++;
  const order: number[] = [];
  let count = 0;
  for (let node = 0; node < nodes.length; node++) {
    if (nodes[node] !== node) continue;
    count++;
    if (waitingFor[node] === 0) order.push(node);
  }
  const release = (symbol: number): void => {
    for (let at = starts[symbol]!; at < starts[symbol + 1]!; at++) {
      if (--waitingFor[readers[at]!]! === 0) order.push(readers[at]!);
    }
  };
  for (let at = 0; at < order.length; at++) {
    const node = order[at]!;
    release(node);
    if ((kinds[node]! & CHOICE) !== 0) {
      for (const member of symbols[node]!.members) release(member.index);
    }
  }
  if (order.length < count) return undefined;
  const ranks = new Int32Array(nodes.length).fill(-1);
  order.forEach((node, at) => {
    ranks[node] = at;
  });
  return { ranks, order: Int32Array.from(order) };
}
