import type { ConfigSymbol, ReverseDependency } from '../tree/model/model.ts';
import type { Assigned } from './apply-defconfig.ts';
import { type Evaluation } from './evaluation.ts';
import { compareValues } from '../values/numbers.ts';
import { NO, YES } from '../values/tristate.ts';
import { isBoolean } from '../values/symbol-type.ts';
import type { Origin } from './symbol-value.ts';

/** Who decided a symbol's value in a complete evaluation. */
export function findOrigin(
  evaluation: Evaluation,
  symbol: ConfigSymbol,
  assigned: Assigned,
  isByMode: boolean,
): Origin {
  if (!isBoolean(symbol)) {
    return originOfText(evaluation, symbol, assigned);
  }
  const value = evaluation.tristate(symbol);
  const { choice } = symbol;
  if (choice && evaluation.visible[symbol.index] === YES) {
    return originOfMember(evaluation, symbol, choice, assigned);
  }
  const user = takenUserValue(evaluation, symbol);
  const below = Math.max(user ?? NO, NO);
  if (evaluation.selected[symbol.index]! >= value && value !== NO && below < value) {
    const winner = strongest(evaluation, symbol.selectedBy);
    if (winner) return { kind: 'select', position: winner.position, by: winner.by.name ?? '' };
  }
  if (user !== undefined) return writtenOrigin(symbol, assigned, isByMode);
  const property = evaluation.firstThatHolds(symbol.defaults);
  const byDefault = property
    ? Math.min(evaluation.evaluate(property.value), evaluation.evaluate(property.condition))
    : NO;
  if (evaluation.implied[symbol.index]! > byDefault) {
    const winner = strongest(evaluation, symbol.impliedBy);
    if (winner) return { kind: 'imply', position: winner.position, by: winner.by.name ?? '' };
  }
  return property ? { kind: 'default', position: property.position } : { kind: 'implicit' };
}

function originOfText(evaluation: Evaluation, symbol: ConfigSymbol, assigned: Assigned): Origin {
  const taken = evaluation.visible[symbol.index] !== NO && evaluation.hasUserValue(symbol);
  const property = taken ? undefined : evaluation.firstThatHolds(symbol.defaults);
  const text = taken
    ? evaluation.userText.get(symbol.index)!
    : property?.value.kind === 'symbol'
      ? evaluation.text(property.value.symbol)
      : '';
  const value = evaluation.text(symbol);
  if (symbol.type !== 'string' && text !== value) {
    const range = evaluation.firstThatHolds(symbol.ranges);
    if (range && (text === '' || compareValues(text, symbol.type, value, symbol.type) !== 0)) {
      return { kind: 'range', position: range.position };
    }
  }
  if (taken) return writtenOrigin(symbol, assigned, false);
  return property ? { kind: 'default', position: property.position } : { kind: 'implicit' };
}

function originOfMember(
  evaluation: Evaluation,
  symbol: ConfigSymbol,
  choice: ConfigSymbol,
  assigned: Assigned,
): Origin {
  const chosen = evaluation.member(choice);
  const assignment = chosen && assigned.get(chosen);
  const isWritten =
    assignment && !assignment.unset && evaluation.userMember.get(choice.index) === chosen;
  if (chosen === symbol && isWritten) return { kind: 'written', position: assignment.position };
  const property = choice.defaults.find(
    ({ value, condition }) =>
      value.kind === 'symbol' && value.symbol === chosen && evaluation.evaluate(condition) !== NO,
  );
  const position = isWritten
    ? assignment.position
    : (property?.position ?? choice.nodes[0]!.position);
  return { kind: 'choice', position, ...(chosen?.name !== undefined && { by: chosen.name }) };
}

/** The assigned value if a prompt lets it through, as far as it does. */
function takenUserValue(evaluation: Evaluation, symbol: ConfigSymbol): number | undefined {
  const visible = evaluation.visible[symbol.index]!;
  if (visible === NO || !evaluation.hasUserValue(symbol)) return undefined;
  return Math.min(evaluation.userTristate[symbol.index]!, visible);
}

function writtenOrigin(symbol: ConfigSymbol, assigned: Assigned, isByMode: boolean): Origin {
  const assignment = assigned.get(symbol);
  if (assignment) return { kind: 'written', position: assignment.position };
  return { kind: isByMode ? 'mode' : 'implicit' };
}

/** The first of the clauses that raise the value most. */
export function strongest(
  evaluation: Evaluation,
  dependencies: readonly ReverseDependency[],
): ReverseDependency | undefined {
  let best: ReverseDependency | undefined;
  let most: number = NO;
  for (const dependency of dependencies) {
    const value = evaluation.raisesTo(dependency);
    if (value > most) {
      best = dependency;
      most = value;
    }
  }
  return best;
}
