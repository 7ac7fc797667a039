import type { Assigned } from '../evaluation/apply-defconfig.ts';
import type { Assignment } from '../defconfigs/defconfig.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';
import { formatExpression } from '../tree/expression/print.ts';
import { formatPosition } from '../diagnostics/position.ts';
import { emptyRange } from '../diagnostics/wording.ts';
import { findEmptyRange } from '../evaluation/range.ts';
import { boundText, explainNotTaken, isTaken, outside } from './taken.ts';
import type { ConfigSymbol } from '../tree/model/model.ts';
import { nameOf } from '../tree/model/names.ts';
import { NO } from '../values/tristate.ts';

/**
 * Reports values that were asked for and not given, with the reason, selects against dependencies, and
 * ranges whose bounds depend on the configuration and are the wrong way round.
 */
export function reportResult(
  evaluation: Evaluation,
  assigned: Assigned,
  outOfRange: readonly ConfigSymbol[],
  reporter: Reporter,
): void {
  for (const symbol of outOfRange) {
    const assignment = assigned.get(symbol);
    if (assignment) reportOutOfRange(evaluation, symbol, assignment, reporter);
  }
  for (const [symbol, assignment] of assigned) {
    if (outOfRange.includes(symbol)) continue;
    if (isTaken(evaluation, symbol, assignment)) continue;
    const value = quote(symbol, evaluation.text(symbol));
    reporter.note(
      'value-not-taken',
      assignment.position,
      `${assignment.name}: ${assignment.value} was not taken, it is ${value}: ${explainNotTaken(evaluation, symbol, assigned)}`,
      assignment.name,
    );
  }
  for (const symbol of evaluation.unmet) reportUnmet(evaluation, symbol, reporter);
  reportEmptyRanges(evaluation, reporter);
}

function quote(symbol: ConfigSymbol, value: string): string {
  return symbol.type === 'string' ? `"${value}"` : value === '' ? 'empty' : value;
}

function reportOutOfRange(
  evaluation: Evaluation,
  symbol: ConfigSymbol,
  { name, value, position }: Assignment,
  reporter: Reporter,
): void {
  const range = evaluation.firstThatHolds(symbol.ranges);
  if (!range) return;
  reporter.note('out-of-range', position, `${name}: ${value} is ${outside(evaluation, range)}`, name);
}

/** Ranges with literal bounds have been reported when the tree was loaded. */
function reportEmptyRanges(evaluation: Evaluation, reporter: Reporter): void {
  for (const symbol of evaluation.tree.tables.withSymbolRange) {
    const range = evaluation.isWritten(symbol) ? findEmptyRange(evaluation, symbol) : undefined;
    if (!range || (range.low.type === 'unknown' && range.high.type === 'unknown')) continue;
    const text = emptyRange(boundText(evaluation, range.low), boundText(evaluation, range.high));
    reporter.note('empty-range', range.position, `${nameOf(symbol)}: ${text}`, symbol.name);
  }
}

function reportUnmet(evaluation: Evaluation, symbol: ConfigSymbol, reporter: Reporter): void {
  const selectors = symbol.selectedBy
    .filter((reverse) => evaluation.raisesTo(reverse) !== NO)
    .map(({ by, position }) => `${nameOf(by)} (${formatPosition(position)})`);
  const dependencies = symbol.directDependencies
    .map((dependency) => formatExpression(dependency, (input) => evaluation.text(input)))
    .join(' || ');
  const position = symbol.nodes[0]!.position;
  reporter.warn(
    'unmet-dependency',
    position,
    `${nameOf(symbol)}: selected by ${selectors.join(', ')} although it depends on ${dependencies}`,
    symbol.name,
  );
}
