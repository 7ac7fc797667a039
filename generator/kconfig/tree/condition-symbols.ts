import { forEachSymbol } from './expression/expression.ts';
import type { ConfigSymbol, Expression } from './model/model.ts';

/**
 * The indices of the symbols that numbered conditions mention, end to end: those of the condition with
 * number n begin at `starts[n]` and end before `starts[n + 1]`.
 */
export interface ConditionSymbols {
  readonly starts: readonly number[];
  readonly symbols: readonly number[];
}

/** Collects the symbols of one condition after the other, as they get their numbers. */
export class ConditionSymbolCollector implements ConditionSymbols {
  readonly starts = [0, 0];
  readonly symbols: number[] = [];

  /** Adds the condition that has the next number. */
  add(condition: Expression): void {
    forEachSymbol(condition, this.#addSymbol);
    this.starts.push(this.symbols.length);
  }

  readonly #addSymbol = ({ index }: ConfigSymbol): void => {
    this.symbols.push(index);
  };
}
