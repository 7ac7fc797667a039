import { CHOICE, type EvaluationTables } from './evaluation-tables.ts';
import { collectInputs, NO_NODE, type Inputs } from './inputs.ts';
import type { Dialect } from '../dialects/dialect.ts';
import type { DependencyLoopError } from '../diagnostics/errors.ts';
import { cycleOf, loopError } from './loops.ts';
import type { ConditionSymbols } from './condition-symbols.ts';
import type { ConfigSymbol } from './model/model.ts';

/** Chains of symbols up to this length are evaluated by recursion. */
const MAX_RECURSION = 200;

/** How the values of a tree depend on each other. */
export interface Order {
  /**
   * If some value depends on a longer chain of others than recursion should follow: all symbols, each
   * after those that it depends on. Otherwise undefined, as for every tree written by people.
   */
  readonly deepOrder: readonly ConfigSymbol[] | undefined;
  /**
   * Whether values may depend on the order of evaluation, and on values computed before:
   *
   * - some depend on each other in a cycle through a range, which is not an error;
   * - a choice has a default that is not one of its members. The choice looks at whether that symbol is
   *   visible as it was last evaluated, which may be before this choice;
   * - MODULES depends on other symbols, which are evaluated as if there were no m;
   * - a member of a choice is defined more than once: it is written again if its choice is evaluated
   *   between its places.
   *
   * Then only the steps of the C program, all of them, give its result.
   */
  readonly isOrderSensitive: boolean;
}

/**
 * Follows what each symbol's value depends on.
 *
 * @param symbols all, at their index.
 * @param conditionSymbols the symbols that their conditions mention.
 * @param onLoop called with each cycle of values, other than those through ranges. May throw to stop.
 */
export function findOrder(
  symbols: readonly ConfigSymbol[],
  tables: EvaluationTables,
  conditionSymbols: ConditionSymbols,
  modules: ConfigSymbol | undefined,
  dialect: Dialect,
  onLoop: (loop: DependencyLoopError) => void,
): Order {
  const { visitOrder } = tables;
  const inputs = collectInputs(symbols, tables, dialect, false);
  let hasCycles = false;
  const strict = new Walk(inputs, conditionSymbols, false, () => {
    hasCycles = true;
  });
  strict.visitAll(visitOrder);
  if (hasCycles) {
    // Which cycles are found depends on the order of the inputs.
    const inOrder = collectInputs(symbols, tables, dialect, true);
    const seen = new Set<string>();
    const walk = new Walk(inOrder, conditionSymbols, false, (path) => {
      const cycle = cycleOf(path.map((index) => symbols[index]!));
      const key = cycle.map(({ index }) => index).toSorted().join(' ');
      if (seen.has(key)) return;
      seen.add(key);
      onLoop(loopError(cycle));
    });
    walk.visitAll(visitOrder);
  }
  const whole = new Walk(inputs, conditionSymbols, true, () => {
    hasCycles = true;
  });
  whole.visitAll(Int32Array.from(inputs.bounds.keys()));
  const isOrderSensitive =
    hasCycles ||
    symbols.some(mayDependOnOrder) ||
    (modules !== undefined && strict.hasInputs(modules.index));
  if (Math.max(strict.deepest, whole.deepest) <= MAX_RECURSION) {
    return { deepOrder: undefined, isOrderSensitive };
  }
  whole.visitAll(visitOrder);
  const deepOrder = whole.order.flatMap((node) => [symbols[node]!, ...symbols[node]!.members]);
  return { deepOrder, isOrderSensitive };
}

/** Whether it is a choice, or a member of one, whose value may depend on the order of evaluation. */
function mayDependOnOrder(symbol: ConfigSymbol): boolean {
  if (symbol.choice) return symbol.nodes.length > 1;
  return symbol.isChoice && hasForeignDefault(symbol);
}

/**
 * Whether a choice has a default that is not its member: a symbol of elsewhere, or one in the choice
 * that depends on the member before it and so is in the menu of that one.
 */
function hasForeignDefault(symbol: ConfigSymbol): boolean {
  return symbol.defaults.some(
    ({ value }) => value.kind === 'symbol' && value.symbol.choice !== symbol,
  );
}

const NEW = 0;
const OPEN = 1;
const DONE = 2;

/**
 * Depth-first walk of the dependency graph, in which a choice and its members are one node. Emits each node
 * after its dependencies. All numbers are indices of symbols.
 */
class Walk {
  readonly order: number[] = [];
  deepest = 0;
  readonly #inputs: Inputs;
  readonly #conditionSymbols: ConditionSymbols;
  readonly #withRanges: boolean;
  readonly #onCycle: (path: readonly number[]) => void;
  readonly #states: Uint8Array;
  /** By node, the length of the longest known chain of dependencies that begins there. */
  readonly #depths: Uint32Array;
  /** The stack of the search: the nodes that are open. */
  readonly #path: number[] = [];
  /** Their inputs, except those that were done before. */
  readonly #pending: number[] = [];
  /** By depth of the stack, where the inputs of the node begin, and which is next. */
  readonly #begins: number[] = [];
  readonly #nexts: number[] = [];

  /**
   * @param withRanges whether the bounds of ranges count.
   * @param onCycle called with symbols that each depend on the next; a choice represents its members. The
   * last one, or its choice, is earlier in the path as well.
   */
  constructor(
    inputs: Inputs,
    conditionSymbols: ConditionSymbols,
    withRanges: boolean,
    onCycle: (path: readonly number[]) => void,
  ) {
    this.#inputs = inputs;
    this.#conditionSymbols = conditionSymbols;
    this.#withRanges = withRanges;
    this.#onCycle = onCycle;
    this.#states = new Uint8Array(inputs.nodes.length);
    this.#depths = new Uint32Array(inputs.nodes.length);
  }

  visitAll(symbols: Int32Array): void {
    const { nodes } = this.#inputs;
    for (let at = 0; at < symbols.length; at++) {
      const symbol = symbols[at]!;
      const node = nodes[symbol]!;
      this.#visit(node === NO_NODE ? symbol : node);
    }
  }

  #visit(start: number): void {
    const { kinds, nodes } = this.#inputs;
    const path = this.#path;
    this.#enter(start);
    while (path.length > 0) {
      const top = path.length - 1;
      const node = path[top]!;
      // The inputs that were pushed after those of this node have been popped again.
      if (this.#nexts[top] === this.#pending.length) {
        this.#leave(node);
        continue;
      }
      const input = this.#pending[this.#nexts[top]!++]!;
      const inputNode = nodes[input]!;
      if (this.#states[inputNode] === OPEN) {
        // A member depends on its choice.
        const isOwnChoice = input === node && (kinds[node]! & CHOICE) !== 0;
        if (!isOwnChoice) this.#onCycle([...path, input]);
      } else if (this.#states[inputNode] === DONE) {
        this.#deepen(node, inputNode);
      } else {
        this.#enter(inputNode);
      }
    }
  }

  /** Whether the value of a symbol that has been visited depends on another. */
  hasInputs(symbol: number): boolean {
    return this.#depths[symbol]! > 1;
  }

  #enter(node: number): void {
    if (this.#states[node] !== NEW) return;
    const { starts, lists, bounds } = this.#inputs;
    const conditions = this.#conditionSymbols;
    this.#states[node] = OPEN;
    this.#depths[node] = 1;
    this.#path.push(node);
    this.#begins.push(this.#pending.length);
    this.#nexts.push(this.#pending.length);
    for (let at = starts[node]!; at < starts[node + 1]!; at++) {
      const input = lists[at]!;
      if (input >= 0) {
        this.#add(node, input);
        continue;
      }
      const end = conditions.starts[-input]!;
      for (let each = conditions.starts[-1 - input]!; each < end; each++) {
        this.#add(node, conditions.symbols[each]!);
      }
    }
    if (this.#withRanges) for (const input of bounds.get(node) ?? []) this.#add(node, input);
  }

  #add(node: number, input: number): void {
    const inputNode = this.#inputs.nodes[input]!;
    if (inputNode === NO_NODE) return;
    if (this.#states[inputNode] === DONE) this.#deepen(node, inputNode);
    else this.#pending.push(input);
  }

  #deepen(node: number, input: number): void {
    const depth = this.#depths[input]! + 1;
    if (depth > this.#depths[node]!) this.#depths[node] = depth;
  }

  #leave(node: number): void {
    this.#states[node] = DONE;
    this.deepest = Math.max(this.deepest, this.#depths[node]!);
    this.order.push(node);
    this.#path.pop();
    this.#nexts.pop();
    const begin = this.#begins.pop()!;
    while (this.#pending.length > begin) this.#pending.pop();
    const { length } = this.#path;
    if (length > 0) this.#deepen(this.#path[length - 1]!, node);
  }
}
