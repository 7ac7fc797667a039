import { CHOICE, type EvaluationTables } from './evaluation-tables.ts';
import { collectInputs, NO_KNOT, type Inputs } from './inputs.ts';
import type { DependencyLoopError } from '../diagnostics/errors.ts';
import { cycleOf, loopError } from './loops.ts';
import type { ConditionSymbols } from './condition-symbols.ts';
import type { ConfigSymbol } from './model/model.ts';

/** Chains of symbols up to this length are evaluated by recursion. */
const MAX_RECURSION = 200;

/** How the values of a tree hang on each other. */
export interface Order {
  /**
   * If some value hangs on a longer chain of others than recursion should follow: all symbols, each
   * after those that it hangs on. Else undefined, as for every tree written by people.
   */
  readonly deepOrder: readonly ConfigSymbol[] | undefined;
  /**
   * Whether values may hang on the order of evaluation, and on values of the time before:
   *
   * - some hang on each other in a ring that is no error, by way of a range;
   * - a choice has a default that is not one of its members. The choice looks at whether that symbol is
   *   visible as it was last evaluated, which may be before this choice;
   * - MODULES hangs on other symbols, which are evaluated as if there were no m;
   * - a member of a choice is defined more than once: it is written again if its choice is evaluated
   *   between its places.
   *
   * Then only the steps of the C program, all of them, lead to its result.
   */
  readonly isOrderSensitive: boolean;
}

/**
 * Follows what each symbol's value hangs on.
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
  onLoop: (loop: DependencyLoopError) => void,
): Order {
  const { visitOrder } = tables;
  const inputs = collectInputs(symbols, tables, false);
  let hasLoops = false;
  const strict = new Walk(inputs, conditionSymbols, false, () => {
    hasLoops = true;
  });
  strict.visitAll(visitOrder);
  if (hasLoops) {
    // Which cycles are found depends on the order of the inputs.
    const inOrder = collectInputs(symbols, tables, true);
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
    hasLoops = true;
  });
  whole.visitAll(Int32Array.from(inputs.bounds.keys()));
  const isOrderSensitive =
    hasLoops ||
    symbols.some(mayHangOnTheOrder) ||
    (modules !== undefined && strict.hasInputs(modules.index));
  if (Math.max(strict.deepest, whole.deepest) <= MAX_RECURSION) {
    return { deepOrder: undefined, isOrderSensitive };
  }
  whole.visitAll(visitOrder);
  const deepOrder = whole.order.flatMap((knot) => [symbols[knot]!, ...symbols[knot]!.members]);
  return { deepOrder, isOrderSensitive };
}

/** Whether it is a choice or a member of one whose value may hang on the order of evaluation. */
function mayHangOnTheOrder(symbol: ConfigSymbol): boolean {
  if (symbol.choice) return symbol.nodes.length > 1;
  return symbol.isChoice && hasForeignDefault(symbol);
}

/**
 * Whether a choice has a default that is not its member: a symbol of elsewhere, or one in the choice
 * that hangs on the member before it and so stands in the menu of that one.
 */
function hasForeignDefault(symbol: ConfigSymbol): boolean {
  return symbol.defaults.some(
    ({ value }) => value.kind === 'symbol' && value.symbol.choice !== symbol,
  );
}

const NEW = 0;
const OPEN = 1;
const DONE = 2;

/** A way through the knots, each after those that it hangs on. All numbers are symbols' indices. */
class Walk {
  readonly order: number[] = [];
  deepest = 0;
  readonly #inputs: Inputs;
  readonly #conditionSymbols: ConditionSymbols;
  readonly #withRanges: boolean;
  readonly #onRing: (path: readonly number[]) => void;
  readonly #states: Uint8Array;
  /** By knot, the symbols on the longest chain from there as far as it is known. */
  readonly #depths: Uint32Array;
  /** The knots from the one that the way began at to the one that is looked at. */
  readonly #path: number[] = [];
  /** The inputs of all of these, as far as they had not been followed before. */
  readonly #pending: number[] = [];
  /** By place on the path, where its inputs begin, and where the way goes on. */
  readonly #begins: number[] = [];
  readonly #nexts: number[] = [];

  /**
   * @param withRanges whether the bounds of ranges count.
   * @param onRing called with symbols of which each hangs on the next; choices stand for their members.
   * The last one stands, itself or by its choice, earlier in the path as well.
   */
  constructor(
    inputs: Inputs,
    conditionSymbols: ConditionSymbols,
    withRanges: boolean,
    onRing: (path: readonly number[]) => void,
  ) {
    this.#inputs = inputs;
    this.#conditionSymbols = conditionSymbols;
    this.#withRanges = withRanges;
    this.#onRing = onRing;
    this.#states = new Uint8Array(inputs.knots.length);
    this.#depths = new Uint32Array(inputs.knots.length);
  }

  visitAll(symbols: Int32Array): void {
    const { knots } = this.#inputs;
    for (let at = 0; at < symbols.length; at++) {
      const symbol = symbols[at]!;
      const knot = knots[symbol]!;
      this.#visit(knot === NO_KNOT ? symbol : knot);
    }
  }

  #visit(start: number): void {
    const { kinds, knots } = this.#inputs;
    const path = this.#path;
    this.#enter(start);
    while (path.length > 0) {
      const top = path.length - 1;
      const knot = path[top]!;
      // What was put behind the inputs of this one is gone again.
      if (this.#nexts[top] === this.#pending.length) {
        this.#leave(knot);
        continue;
      }
      const input = this.#pending[this.#nexts[top]!++]!;
      const inputKnot = knots[input]!;
      if (this.#states[inputKnot] === OPEN) {
        // A member hangs on its choice.
        const isOwnChoice = input === knot && (kinds[knot]! & CHOICE) !== 0;
        if (!isOwnChoice) this.#onRing([...path, input]);
      } else if (this.#states[inputKnot] === DONE) {
        this.#deepen(knot, inputKnot);
      } else {
        this.#enter(inputKnot);
      }
    }
  }

  /** Whether the value of a symbol that has been visited hangs on another. */
  hasInputs(symbol: number): boolean {
    return this.#depths[symbol]! > 1;
  }

  #enter(knot: number): void {
    if (this.#states[knot] !== NEW) return;
    const { starts, lists, bounds } = this.#inputs;
    const conditions = this.#conditionSymbols;
    this.#states[knot] = OPEN;
    this.#depths[knot] = 1;
    this.#path.push(knot);
    this.#begins.push(this.#pending.length);
    this.#nexts.push(this.#pending.length);
    for (let at = starts[knot]!; at < starts[knot + 1]!; at++) {
      const input = lists[at]!;
      if (input >= 0) {
        this.#add(knot, input);
        continue;
      }
      const end = conditions.starts[-input]!;
      for (let each = conditions.starts[-1 - input]!; each < end; each++) {
        this.#add(knot, conditions.symbols[each]!);
      }
    }
    if (this.#withRanges) for (const input of bounds.get(knot) ?? []) this.#add(knot, input);
  }

  #add(knot: number, input: number): void {
    const inputKnot = this.#inputs.knots[input]!;
    if (inputKnot === NO_KNOT) return;
    if (this.#states[inputKnot] === DONE) this.#deepen(knot, inputKnot);
    else this.#pending.push(input);
  }

  #deepen(knot: number, input: number): void {
    const depth = this.#depths[input]! + 1;
    if (depth > this.#depths[knot]!) this.#depths[knot] = depth;
  }

  #leave(knot: number): void {
    this.#states[knot] = DONE;
    this.deepest = Math.max(this.deepest, this.#depths[knot]!);
    this.order.push(knot);
    this.#path.pop();
    this.#nexts.pop();
    const begin = this.#begins.pop()!;
    while (this.#pending.length > begin) this.#pending.pop();
    const { length } = this.#path;
    if (length > 0) this.#deepen(this.#path[length - 1]!, knot);
  }
}
