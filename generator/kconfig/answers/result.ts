import type { Assigned } from '../evaluation/apply-defconfig.ts';
import type { Assignment } from '../defconfigs/defconfig.ts';
import type { Configuration } from '../configurations/configuration.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import { MOD, NO, YES, type Evaluation } from '../evaluation/evaluation.ts';
import { formatExpression } from '../tree/expression/print.ts';
import { formatPosition } from '../diagnostics/position.ts';
import { explainInvisible } from './unmet-text.ts';
import { nameOf } from '../tree/build.ts';
import type { Property } from '../tree/model/property.ts';
import type { ConfigSymbol } from '../tree/model/symbol.ts';

/** Reports values that were asked for and not given, with the reason, and selects against dependencies. */
export function reportResult(
  configuration: Configuration,
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
    const value = configuration.get(assignment.name)!;
    reporter.note(
      'value-not-taken',
      assignment.position,
      `${assignment.name}: ${assignment.value} was not taken, it is ${quote(symbol, value.value)}: ${explainNotTaken(evaluation, symbol, assigned)}`,
      assignment.name,
    );
  }
  for (const symbol of evaluation.unmet) reportUnmet(evaluation, symbol, reporter);
}

/** Whether an assigned value came out. */
export function isTaken(evaluation: Evaluation, symbol: ConfigSymbol, assignment: Assignment): boolean {
  const value = evaluation.text(symbol);
  if (symbol.type === 'bool' || symbol.type === 'tristate') {
    return value === (assignment.unset ? 'n' : assignment.value[0]);
  }
  return value === evaluation.userText[symbol.index];
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

function outside(evaluation: Evaluation, { low, high, position }: Property): string {
  const bounds = `from ${boundText(evaluation, low!)} to ${boundText(evaluation, high!)}`;
  return `outside the range ${bounds} (${formatPosition(position)})`;
}

function boundText(evaluation: Evaluation, bound: ConfigSymbol): string {
  const value = evaluation.text(bound);
  return bound.type === 'unknown' ? value : `${nameOf(bound)}, ${value}`;
}

/** Why an assigned value did not come out. */
export function explainNotTaken(
  evaluation: Evaluation,
  symbol: ConfigSymbol,
  assigned: Assigned,
): string {
  const { choice, index } = symbol;
  const visible = evaluation.visible[index]!;
  const user = evaluation.userTristate[index]!;
  if (choice && visible === YES) {
    const chosen = evaluation.member(choice);
    const by = chosen && assigned.get(chosen);
    const place = by && !by.unset ? ` (${formatPosition(by.position)})` : ' by default';
    return chosen ? `the choice took ${nameOf(chosen)}${place}` : 'the choice is off';
  }
  const isBoolean = symbol.type === 'bool' || symbol.type === 'tristate';
  if (isBoolean && evaluation.tristate(symbol) > user) {
    const winner = symbol.selectedBy.find((reverse) => evaluation.raisesTo(reverse) > user);
    if (winner) return `${nameOf(winner.by)} selects it (${formatPosition(winner.position)})`;
  }
  if (visible === NO) return explainInvisible(evaluation, symbol);
  if (isBoolean && user === YES && visible === MOD) {
    return `${explainInvisible(evaluation, symbol, YES)}, so at most m is possible`;
  }
  if (isBoolean && user === MOD) {
    return evaluation.effectiveType(symbol) === 'bool'
      ? `m needs ${nameOf(evaluation.tree.modules)}, which is n`
      : 'another symbol implies y';
  }
  const range = evaluation.firstThatHolds(symbol.ranges);
  return range
    ? `${evaluation.userText[index] ?? ''} is ${outside(evaluation, range)}`
    : 'another clause decides it';
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
