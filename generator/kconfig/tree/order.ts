import { forEachSymbol } from '../expression/expression.ts';
import { reportLoop } from './loops.ts';
import type { ConfigSymbol } from './symbol.ts';

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
   * Whether some values hang on each other in a ring that is no error: by way of a range. Then the
   * result depends on the order of evaluation; without rings it does not.
   */
  readonly hasRings: boolean;
}

/**
 * Follows what each symbol's value hangs on. A choice and its members are one knot of this graph: a
 * member hangs on the choice, which hangs on which members are visible. As in the C program every
 * clause counts but the bounds of ranges.
 *
 * @throws DependencyLoopError when a value depends on itself.
 */
export function findOrder(symbols: readonly ConfigSymbol[]): Order {
  const strict = new Walk(symbols.length, false);
  for (const symbol of symbols) strict.visit(symbol);
  const suspects = symbols.filter(({ ranges }) =>
    ranges.some(({ low, high }) => low!.type !== 'unknown' || high!.type !== 'unknown'),
  );
  const whole = new Walk(symbols.length, true);
  for (const symbol of suspects) whole.visit(symbol);
  const { hasRings } = whole;
  if (Math.max(strict.deepest, whole.deepest) <= MAX_RECURSION) {
    return { deepOrder: undefined, hasRings };
  }
  for (const symbol of symbols) whole.visit(symbol);
  return { deepOrder: whole.order, hasRings };
}

const NEW = 0;
const OPEN = 1;
const DONE = 2;

interface Frame {
  /** A symbol, or the choice that stands for its members as well. */
  readonly knot: ConfigSymbol;
  readonly inputs: readonly ConfigSymbol[];
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

  /** With ranges rings are noted, without they are errors. */
  constructor(count: number, withRanges: boolean) {
    this.#withRanges = withRanges;
    this.#states = new Uint8Array(count + 3);
    this.#depths = new Uint32Array(count + 3);
  }

  visit(start: ConfigSymbol): void {
    const stack = this.#stack;
    if (!start.isConstant) this.#enter(start);
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

  #enter(symbol: ConfigSymbol): void {
    const knot = knotOf(symbol);
    if (this.#states[knot.index] !== NEW) return;
    this.#states[knot.index] = OPEN;
    this.#stack.push({ knot, inputs: this.#inputsOf(knot), at: 0, depth: 1 });
  }

  #leave({ knot, depth }: Frame): void {
    this.#states[knot.index] = DONE;
    this.#depths[knot.index] = depth;
    this.deepest = Math.max(this.deepest, depth);
    this.order.push(knot, ...knot.members);
    this.#stack.pop();
    const below = this.#stack.at(-1);
    if (below) below.depth = Math.max(below.depth, depth + 1);
  }

  #inputsOf(knot: ConfigSymbol): ConfigSymbol[] {
    const inputs: ConfigSymbol[] = [];
    const add = (symbol: ConfigSymbol): void => {
      if (!symbol.isConstant && symbol.nodes.length > 0) inputs.push(symbol);
    };
    for (const symbol of [knot, ...knot.members]) {
      forEachInput(symbol, add);
      if (!this.#withRanges) continue;
      for (const { low, high } of symbol.ranges) {
        add(low!);
        add(high!);
      }
    }
    return inputs;
  }
}

/** Calls `visit` with every symbol that a symbol's value hangs on, bounds of ranges left out. */
function forEachInput(symbol: ConfigSymbol, visit: (input: ConfigSymbol) => void): void {
  for (const dependency of symbol.directDependencies) forEachSymbol(dependency, visit);
  for (const { by, condition } of symbol.selectedBy) {
    visit(by);
    forEachSymbol(condition, visit);
  }
  for (const { by, condition } of symbol.impliedBy) {
    visit(by);
    forEachSymbol(condition, visit);
  }
  for (const { kind, condition, value } of symbol.properties) {
    if (kind === 'choice' || kind === 'select' || kind === 'imply') continue;
    forEachSymbol(condition, visit);
    if (!symbol.isChoice) forEachSymbol(value, visit);
  }
}

/** A choice for its members, any other symbol for itself. */
export function knotOf(symbol: ConfigSymbol): ConfigSymbol {
  return symbol.choice ?? symbol;
}
