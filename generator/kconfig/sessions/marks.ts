import type { Evaluation } from '../evaluation/evaluation.ts';
import type { ConfigSymbol } from '../tree/model/model.ts';
import { isBoolean } from '../values/symbol-type.ts';
import { MOD, NO, YES } from '../values/tristate.ts';
import { isChangeable } from './set-value.ts';

/**
 * The mark before the prompt of a symbol, as menuconfig draws it:
 *
 * - `[*]`, `[ ]`: a bool; `-*-`, `- -`: one that cannot be changed;
 * - `<*>`, `<M>`, `< >`: a tristate; `{M}`, `{*}`: one that is at least m; `-M-`, `-*-`: fixed;
 * - `(value)`: an int, hex or string;
 * - `(X)`, `( )`: a member of a choice that is y.
 *
 * A choice has `[*]` or `<M>`, or no mark if the user cannot change it.
 */
export function markOf(evaluation: Evaluation, symbol: ConfigSymbol): string {
  if (!isBoolean(symbol)) return `(${evaluation.text(symbol)})`;
  const { choice, index } = symbol;
  const value = evaluation.tristate(symbol);
  if (choice && evaluation.tristate(choice) === YES) {
    return evaluation.member(choice) === symbol ? '(X)' : '( )';
  }
  const isBool = evaluation.effectiveType(symbol) === 'bool';
  const letter = value === YES ? '*' : value === MOD ? 'M' : ' ';
  if (!isChangeable(evaluation, symbol)) return symbol.isChoice ? '' : `-${letter}-`;
  if (isBool) return `[${letter}]`;
  if (symbol.isChoice) return `<${letter}>`;
  return evaluation.selected[index] !== NO ? `{${letter}}` : `<${letter}>`;
}
