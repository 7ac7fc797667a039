import { forEachSymbol, type Expression } from '../expression/expression.ts';
import { reportLoop } from './loops.ts';
import type { Property } from './property.ts';
import type { ConfigSymbol, ReverseDependency } from './symbol.ts';

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
 * Follows what each symbol's value hangs on. A choice and its members are one knot of this graph: a
 * member hangs on the choice, which hangs on which members are visible. As in the C program every
 * clause counts but the bounds of ranges.
 *
 * @throws DependencyLoopError when a value depends on itself.
 */
export function findOrder(
  symbols: readonly ConfigSymbol[],
  modules: ConfigSymbol | undefined,
): Order {
  const strict = new Walk(symbols.length, false);
  for (const symbol of symbols) strict.visit(symbol);
  const whole = new Walk(symbols.length, true);
  for (const symbol of symbols) if (symbol.ranges.some(hasSymbol)) whole.visit(symbol);
  const isOrderSensitive =
    whole.hasRings ||
    symbols.some(hasForeignDefault) ||
    symbols.some(({ choice, nodes }) => choice && nodes.length > 1) ||
    (modules !== undefined && strict.hasInputs(modules));
  if (Math.max(strict.deepest, whole.deepest) <= MAX_RECURSION) {
    return { deepOrder: undefined, isOrderSensitive };
  }
  for (const symbol of symbols) whole.visit(symbol);
  return { deepOrder: whole.order, isOrderSensitive };
}

/**
 * Whether a choice has a default that is not its member: a symbol of elsewhere, or one in the choice
 * that hangs on the member before it and so stands in the menu of that one.
 */
function hasForeignDefault(symbol: ConfigSymbol): boolean {
  if (!symbol.isChoice) return false;
  return symbol.defaults.some(
    ({ value }) => value?.kind === 'symbol' && value.symbol.choice !== symbol,
  );
}

function hasSymbol({ low, high }: Property): boolean {
  return low!.type !== 'unknown' || high!.type !== 'unknown';
}

const NEW = 0;
const OPEN = 1;
const DONE = 2;

interface Frame {
  /** A symbol, or the choice that stands for its members as well. */
  readonly knot: ConfigSymbol;
  /** What it hangs on, as far as that had not been followed before. */
  readonly inputs: ConfigSymbol[];
  at: number;
  /** The symbols on the longest chain from here. */
  depth: number;
}

class Walk {
  readonly order: ConfigSymbol[] = [];
  deepest = 0;
  hasRings = false;
  readonly #withRanges: boolean;
  readonly #states: Uint8Array;
  readonly #depths: Uint32Array;
  readonly #stack: Frame[] = [];
  /** Whose inputs are being collected, and the condition that was looked at last. */
  #frame: Frame | undefined;
  #condition: Expression | undefined;

  /** With ranges rings are noted, without they are errors. */
  constructor(count: number, withRanges: boolean) {
    this.#withRanges = withRanges;
    this.#states = new Uint8Array(count + 3);
    this.#depths = new Uint32Array(count + 3);
  }

  visit(start: ConfigSymbol): void {
    const stack = this.#stack;
    this.#enter(knotOf(start));
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const input = top.inputs[top.at++];
      if (!input) {
        this.#leave(top);
        continue;
      }
      const knot = knotOf(input);
      if (this.#states[knot.index] === OPEN) {
        if (input === top.knot && input.isChoice) continue;
        if (!this.#withRanges) reportLoop([...stack.map((frame) => frame.knot), input]);
        this.hasRings = true;
      } else if (this.#states[knot.index] === DONE) {
        top.depth = Math.max(top.depth, this.#depths[knot.index]! + 1);
      } else {
        this.#enter(knot);
      }
    }
  }

  /** Whether the value of a symbol that has been visited hangs on another. */
  hasInputs(symbol: ConfigSymbol): boolean {
    return this.#depths[symbol.index]! > 1;
  }

  #enter(knot: ConfigSymbol): void {
    if (this.#states[knot.index] !== NEW) return;
    this.#states[knot.index] = OPEN;
    const frame: Frame = { knot, inputs: [], at: 0, depth: 1 };
    this.#frame = frame;
    this.#condition = undefined;
    this.#addInputs(knot);
    for (let at = 0; at < knot.members.length; at++) this.#addInputs(knot.members[at]!);
    this.#stack.push(frame);
  }

  #leave({ knot, depth }: Frame): void {
    this.#states[knot.index] = DONE;
    this.#depths[knot.index] = depth;
    this.deepest = Math.max(this.deepest, depth);
    this.order.push(knot);
    for (let at = 0; at < knot.members.length; at++) this.order.push(knot.members[at]!);
    this.#stack.pop();
    const below = this.#stack.at(-1);
    if (below) below.depth = Math.max(below.depth, depth + 1);
  }

  #addInputs(symbol: ConfigSymbol): void {
    const { directDependencies, properties } = symbol;
    for (let at = 0; at < directDependencies.length; at++) {
      this.#addCondition(directDependencies[at]);
    }
    this.#addReverse(symbol.selectedBy);
    this.#addReverse(symbol.impliedBy);
    for (let at = 0; at < properties.length; at++) {
      const property = properties[at]!;
      if (property.target) continue;
      this.#addCondition(property.condition);
      if (!symbol.isChoice) forEachSymbol(property.value, this.#add);
    }
    if (!this.#withRanges) return;
    for (const range of symbol.ranges) {
      this.#add(range.low!);
      this.#add(range.high!);
    }
  }

  #addReverse(dependencies: readonly ReverseDependency[]): void {
    for (let at = 0; at < dependencies.length; at++) {
      const { by, condition } = dependencies[at]!;
      this.#add(by);
      this.#addCondition(condition);
    }
  }

  /** Most clauses of a definition share their condition with the one before. */
  #addCondition(condition: Expression | undefined): void {
    if (condition === this.#condition) return;
    this.#condition = condition;
    forEachSymbol(condition, this.#add);
  }

  readonly #add = (symbol: ConfigSymbol): void => {
    const frame = this.#frame!;
    const { index } = knotOf(symbol);
    if (this.#states[index] === DONE) {
      frame.depth = Math.max(frame.depth, this.#depths[index]! + 1);
    } else if (symbol.nodes.length > 0) {
      frame.inputs.push(symbol);
    }
  };
}

/** A choice for its members, any other symbol for itself. */
function knotOf(symbol: ConfigSymbol): ConfigSymbol {
  return symbol.choice ?? symbol;
}
