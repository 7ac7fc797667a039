import type { ConfigSymbol, RangeProperty } from '../tree/model/model.ts';
import { baseOf, isValidText, leadingNumber } from '../values/numbers.ts';
import { isNumeric } from '../values/symbol-type.ts';
import type { Evaluation } from './evaluation.ts';

/** Whether a text is a value of the symbol's type and, for a number, lies in the range that holds. */
export function isWithinRange(evaluation: Evaluation, symbol: ConfigSymbol, text: string): boolean {
  if (!isValidText(symbol.type, text)) return false;
  if (!isNumeric(symbol)) return true;
  const range = evaluation.firstThatHolds(symbol.ranges);
  if (!range) return true;
  const base = baseOf(symbol.type);
  const value = leadingNumber(text, base);
  return value >= evaluation.bound(range.low, base) && value <= evaluation.bound(range.high, base);
}

/** The range that holds for a symbol, if its low end is above its high end: then it has no valid value. */
export function findEmptyRange(
  evaluation: Evaluation,
  symbol: ConfigSymbol,
): RangeProperty | undefined {
  if (!isNumeric(symbol)) return undefined;
  const range = evaluation.firstThatHolds(symbol.ranges);
  if (!range) return undefined;
  const base = baseOf(symbol.type);
  return evaluation.bound(range.low, base) > evaluation.bound(range.high, base) ? range : undefined;
}
