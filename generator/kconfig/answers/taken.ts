import type { Assignment } from '../defconfigs/defconfig.ts';
import { formatPosition } from '../diagnostics/position.ts';
import type { Assigned } from '../evaluation/apply-defconfig.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';
import type { ConfigSymbol, RangeProperty } from '../tree/model/model.ts';
import { nameOf } from '../tree/model/names.ts';
import { isBoolean } from '../values/symbol-type.ts';
import { MOD, NO, YES } from '../values/tristate.ts';
import { explainInvisible } from './unmet-text.ts';

/** Whether an assigned value came out. */
export function isTaken(evaluation: Evaluation, symbol: ConfigSymbol, assignment: Assignment): boolean {
  const value = evaluation.text(symbol);
  if (isBoolean(symbol)) {
    return value === (assignment.unset ? 'n' : assignment.value[0]);
  }
  return value === evaluation.userText.get(symbol.index);
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
  const hasTristate = isBoolean(symbol);
  if (hasTristate && evaluation.tristate(symbol) > user) {
    const winner = symbol.selectedBy.find((reverse) => evaluation.raisesTo(reverse) > user);
    if (winner) return `${nameOf(winner.by)} selects it (${formatPosition(winner.position)})`;
  }
  if (visible === NO) return explainInvisible(evaluation, symbol);
  if (hasTristate && user === YES && visible === MOD) {
    return `${explainInvisible(evaluation, symbol, YES)}, so at most m is possible`;
  }
  if (hasTristate && user === MOD) {
    return evaluation.effectiveType(symbol) === 'bool'
      ? `m needs ${nameOf(evaluation.tree.modules)}, which is n`
      : 'another symbol implies y';
  }
  const range = evaluation.firstThatHolds(symbol.ranges);
  return range
    ? `${evaluation.userText.get(index) ?? ''} is ${outside(evaluation, range)}`
    : 'another clause decides it';
}

/** `outside the range from A to B`, for a message. */
export function outside(evaluation: Evaluation, { low, high, position }: RangeProperty): string {
  const bounds = `from ${boundText(evaluation, low)} to ${boundText(evaluation, high)}`;
  return `outside the range ${bounds} (${formatPosition(position)})`;
}

/** A bound with its value, for a message. */
export function boundText(evaluation: Evaluation, bound: ConfigSymbol): string {
  const value = evaluation.text(bound);
  return bound.type === 'unknown' ? value : `${nameOf(bound)}, ${value}`;
}
