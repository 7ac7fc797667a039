import type { Assigned } from '../evaluation/apply-defconfig.ts';
import type { Assignment } from '../defconfigs/defconfig.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';
import { formatExpression } from '../tree/expression/print.ts';
import { formatPosition } from '../diagnostics/position.ts';
import { explainNotTaken, isTaken, outside } from './taken.ts';
import type { ConfigSymbol } from '../tree/model/model.ts';
import { nameOf } from '../tree/model/names.ts';
import { NO } from '../values/tristate.ts';

/** Reports values that were asked for and not given, with the reason, and selects against dependencies. */
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
