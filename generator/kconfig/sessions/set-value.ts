import { type Evaluation } from '../evaluation/evaluation.ts';
import { isWithinRange } from '../evaluation/range.ts';
import { choosesByMembers } from '../tree/model/choices.ts';
import type { ConfigSymbol } from '../tree/model/model.ts';
import { MOD, NO, type Tristate, YES } from '../values/tristate.ts';

/** Whether a user can change the value: a prompt allows more than what selects it demands. */
export function isChangeable(evaluation: Evaluation, { index }: ConfigSymbol): boolean {
  return evaluation.visible[index]! > evaluation.selected[index]!;
}

/** Whether a user may set a bool, tristate or choice to that. */
export function isTristateAllowed(
  evaluation: Evaluation,
  symbol: ConfigSymbol,
  value: Tristate,
): boolean {
  const { index, choice } = symbol;
  const type = evaluation.effectiveType(symbol);
  const visible = evaluation.visible[index]!;
  if (visible === NO || !isChangeable(evaluation, symbol)) return false;
  if (type !== 'bool' && type !== 'tristate') return false;
  if (value === MOD && type === 'bool') return false;
  const { implyKeepsModule } = evaluation.tree.dialect;
  if (value === MOD && evaluation.implied[index] === YES && !implyKeepsModule) return false;
  if (choice && visible === YES) return value === YES;
  return value >= evaluation.selected[index]! && value <= visible;
}

/**
 * Gives a bool, tristate or choice the value that a user chose. A member set to y makes its choice
 * and all that are visible of it count as answered.
 *
 * @returns false, with nothing changed, when the value is not allowed.
 */
export function setTristate(
  evaluation: Evaluation,
  symbol: ConfigSymbol,
  value: Tristate,
): boolean {
  const before = evaluation.tristate(symbol);
  if (before !== value && !isTristateAllowed(evaluation, symbol, value)) return false;
  evaluation.setHasUserValue(symbol, true);
  const { choice } = symbol;
  if (choice && value === YES) {
    evaluation.userMember.set(choice.index, symbol);
    evaluation.setHasUserValue(choice, true);
    for (const member of choice.members) {
      if (evaluation.visible[member.index] === NO) continue;
      evaluation.setHasUserValue(member, true);
      if (!choosesByMembers(choice, evaluation.tree.dialect)) continue;
      evaluation.userTristate[member.index] = NO;
      evaluation.prefer(member);
    }
  }
  evaluation.userTristate[symbol.index] = value;
  if (before !== value) evaluation.invalidateAll();
  return true;
}

/**
 * Gives an int, hex or string the value that a user typed; a hex number gets its `0x`.
 *
 * @returns false, with nothing changed, when it is no such number or out of its range.
 */
export function setText(evaluation: Evaluation, symbol: ConfigSymbol, text: string): boolean {
  if (!isWithinRange(evaluation, symbol, text)) return false;
  evaluation.setHasUserValue(symbol, true);
  const value = symbol.type === 'hex' && !/^0x/i.test(text) ? `0x${text}` : text;
  if (evaluation.userText.get(symbol.index) === value) return true;
  evaluation.userText.set(symbol.index, value);
  evaluation.invalidateAll();
  return true;
}
