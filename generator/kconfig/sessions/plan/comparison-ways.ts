import type { Evaluation } from '../../evaluation/evaluation.ts';
import type { ConfigSymbol } from '../../tree/model/model.ts';
import { isDefined } from '../../tree/model/names.ts';
import { comparisonHolds } from '../../values/comparison.ts';
import { compareValues, formatNumber, isValidText, leadingNumber } from '../../values/numbers.ts';
import { formatFloat, isFloatText, normaliseFloat } from '../../values/floats.ts';
import { isBoolean } from '../../values/symbol-type.ts';
import { tristateOf, type TristateLetter } from '../../values/tristate.ts';
import { exactly } from './condition-goal.ts';
import type { CompareGoal, Goal } from './goal.ts';
import type { Way } from './way.ts';

/** Values of either side with which the comparison comes out as wanted. */
export function waysToComparison(
  evaluation: Evaluation,
  { expression, holds }: CompareGoal,
): readonly Way[] {
  const { left, right, operator } = expression;
  const { comparesSigned } = evaluation.tree.dialect;
  const isWanted = (one: string, other: string): boolean => {
    const order = compareValues(one, left.type, other, right.type, comparesSigned);
    return comparisonHolds(operator, order) === holds;
  };
  const [leftText, rightText] = [evaluation.text(left), evaluation.text(right)];
  return [
    ...candidates(evaluation, left, rightText).filter((text) => isWanted(text, rightText)).map((text) => wayTo(left, text)),
    ...candidates(evaluation, right, leftText).filter((text) => isWanted(leftText, text)).map((text) => wayTo(right, text)),
  ];
}

function wayTo(symbol: ConfigSymbol, text: string): Way {
  const needs: Goal = isBoolean(symbol)
    ? exactly(symbol, tristateOf(text as TristateLetter))
    : { kind: 'text', symbol, text };
  return { needs };
}

/**
 * Values to try: that of the other side and its neighbours, what the symbol's own defaults and ranges
 * mention and, of a text, one that is not empty.
 */
function candidates(evaluation: Evaluation, symbol: ConfigSymbol, other: string): readonly string[] {
  if (!isDefined(symbol)) return [];
  const { type, defaults, ranges } = symbol;
  if (isBoolean(symbol)) return type === 'bool' ? ['y', 'n'] : ['y', 'm', 'n'];
  const own = defaults.flatMap(({ value }) =>
    value.kind === 'symbol' ? [evaluation.rawText(value.symbol)] : [],
  );
  if (type === 'float') {
    const text = normaliseFloat(other);
    const near = isFloatText(text) ? [1, -1].map((step) => formatFloat(Number(text) + step)) : [];
    return unique([text, ...own, ...near]).filter(isFloatText);
  }
  if (type !== 'int' && type !== 'hex') return unique([other, ...own, '', 'x']);
  const base = type === 'int' ? 10 : 16;
  const number = leadingNumber(other, base);
  const near = [number, number + 1n, number - 1n].map((value) => formatNumber(type, value));
  const bounds = ranges.flatMap(({ low, high }) => [low, high].map((bound) => evaluation.rawText(bound)));
  return unique([other, ...own, ...near, ...bounds]).filter((text) => isValidText(type, text));
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
