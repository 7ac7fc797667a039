import type { ConfigSymbol, RangeProperty } from '../tree/model/model.ts';
import { isValidText, numberOf } from '../values/numbers.ts';
import { isNumeric } from '../values/symbol-type.ts';
import type { Evaluation } from './evaluation.ts';

/** Whether a text is a value of the symbol's type and, for a number, lies in the range that holds. */
export function isWithinRange(evaluation: Evaluation, symbol: ConfigSymbol, text: string): boolean {
  if (!isValidText(symbol.type, text)) return false;
  if (!isNumeric(symbol)) return true;
  const range = evaluation.firstThatHolds(symbol.ranges);
  if (!range) return true;
  const { type } = symbol;
  const value = numberOf(type, text);
  return value >= evaluation.bound(range.low, type) && value <= evaluation.bound(range.high, type);
}

/** The range that holds for a symbol, if its low end is above its high end: then it has no valid value. */
export function findEmptyRange(
  evaluation: Evaluation,
  symbol: ConfigSymbol,
): RangeProperty | undefined {
  if (!isNumeric(symbol)) return undefined;
  const range = evaluation.firstThatHolds(symbol.ranges);
  if (!range) return undefined;
  const { type } = symbol;
  return evaluation.bound(range.low, type) > evaluation.bound(range.high, type) ? range : undefined;
}
