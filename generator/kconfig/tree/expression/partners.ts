import type { ConfigSymbol, Expression } from '../model/model.ts';
import type { ConditionClasses } from './classes.ts';

/** What decides whether two operands can be joined, apart from their class. */
export interface JoinableSymbols {
  ofLeft(operand: Expression): ConfigSymbol | undefined;
  ofRight(operand: Expression): ConfigSymbol | undefined;
}

/**
 * The operands of a chain, with an index of which can be joined with which: those of one class, and those
 * about one symbol.
 */
export class Partners {
  readonly operands: Expression[];
  readonly #classes: ConditionClasses;
  readonly #symbols: JoinableSymbols;
  /** Positions in ascending order, by the class of the operand, and by its symbol. */
  readonly #byClass = new Map<number, number[]>();
  readonly #bySymbol = new Map<ConfigSymbol, number[]>();
  /** Where `next` found its last answer of each kind, to go on from there. */
  readonly #ofClass: Cursor = { place: 0 };
  readonly #ofSymbol: Cursor = { place: 0 };

  constructor(
    operands: readonly Expression[],
    classes: ConditionClasses,
    symbols: JoinableSymbols,
  ) {
    this.operands = [...operands];
    this.#classes = classes;
    this.#symbols = symbols;
    operands.forEach((operand, at) => this.#enter(operand, at));
  }

  replace(at: number, operand: Expression): void {
    const before = this.operands[at]!;
    remove(this.#byClass.get(this.#classes.of(before)), at);
    const symbol = this.#symbols.ofRight(before);
    if (symbol) remove(this.#bySymbol.get(symbol), at);
    this.operands[at] = operand;
    this.#enter(operand, at);
  }

  /** The first position after `after` of an operand that the one at `at` may be joined with, else -1. */
  next(at: number, after: number): number {
    const operand = this.operands[at]!;
    const symbol = this.#symbols.ofLeft(operand);
    const sameClass = this.#byClass.get(this.#classes.of(operand));
    const ofClass = firstAfter(sameClass, after, at, this.#ofClass);
    const sameSymbol = symbol && this.#bySymbol.get(symbol);
    const ofSymbol = firstAfter(sameSymbol, after, at, this.#ofSymbol);
    const next = Math.min(ofClass, ofSymbol);
    return next === Infinity ? -1 : next;
  }

  #enter(operand: Expression, at: number): void {
    enter(this.#byClass, this.#classes.of(operand), at);
    const symbol = this.#symbols.ofRight(operand);
    if (symbol) enter(this.#bySymbol, symbol, at);
  }
}

function enter<Key>(lists: Map<Key, number[]>, key: Key, at: number): void {
  const list = lists.get(key);
  if (!list) lists.set(key, [at]);
  else list.splice(placeOf(list, at), 0, at);
}

function remove(list: number[] | undefined, at: number): void {
  list?.splice(placeOf(list, at), 1);
}

interface Cursor {
  place: number;
}

/** The first number of the list after `after` that is not `except`; the cursor spares most searches. */
function firstAfter(
  list: readonly number[] | undefined,
  after: number,
  except: number,
  cursor: Cursor,
): number {
  if (!list) return Infinity;
  let place = list[cursor.place] === after ? cursor.place + 1 : placeOf(list, after + 1);
  if (list[place] === except) place += 1;
  cursor.place = place;
  return list[place] ?? Infinity;
}

/** How many numbers of the list are less. */
function placeOf(list: readonly number[], number: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]! < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
