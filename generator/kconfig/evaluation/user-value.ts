import type { Assignment } from '../defconfigs/defconfig.ts';
import type { Dialect } from '../dialects/dialect.ts';
import type { ConfigSymbol } from '../tree/model/model.ts';
import type { KconfigTree } from '../tree/tree.ts';
import { normaliseFloat } from '../values/floats.ts';
import { isValidText } from '../values/numbers.ts';
import { unquoteText } from '../values/quoting.ts';
import { isBoolean } from '../values/symbol-type.ts';
import { MOD, NO, YES, type Tristate } from '../values/tristate.ts';
import type { Evaluation } from './evaluation.ts';

/** What a line of a configuration gives a symbol: a tristate, or a text, depending on its type. */
export interface UserValue {
  readonly tristate: Tristate;
  readonly text: string;
}

/**
 * What a name in a configuration file means: a symbol or a choice; if both have the name, the one that
 * the tree mentions last, as in the C program.
 */
export function findAssignable(
  { names, choices }: KconfigTree,
  name: string,
): ConfigSymbol | undefined {
  const symbol = names.get(name);
  const choice = choices.get(name);
  return choice && choice.index > (symbol?.index ?? -1) ? choice : symbol;
}

/** Undefined if the line's value is not one of the symbol's type. */
export function readUserValue(
  { type }: ConfigSymbol,
  { value, unset }: Pick<Assignment, 'value' | 'unset'>,
  dialect: Dialect,
): UserValue | undefined {
  switch (type) {
    case 'bool':
    case 'tristate': {
      const letter = unset ? 'n' : value[0];
      if (letter === 'm') return type === 'tristate' ? { tristate: MOD, text: '' } : undefined;
      if (letter !== 'y' && letter !== 'n') return undefined;
      return { tristate: letter === 'y' ? YES : NO, text: '' };
    }
    case 'int':
    case 'hex':
      return !unset && isValidText(type, value) ? { tristate: NO, text: value } : undefined;
    case 'float':
      return !unset && isValidText(type, value) ? { tristate: NO, text: normaliseFloat(value) } : undefined;
    case 'string': {
      const text = unset ? undefined : unquoteText(value, dialect);
      return text === undefined ? undefined : { tristate: NO, text };
    }
    case 'unknown':
      return undefined;
  }
}

/** How the value of a member goes with those that other lines gave members of its choice. */
export type ChoiceEffect =
  'fits' | { readonly replaced: ConfigSymbol | undefined } | 'module-beside-yes';

/**
 * Gives a symbol the value, and the choice that it is a member of. Choices must have a user value from
 * the start: it is taken from those whose lines contradict each other.
 */
export function giveUserValue(
  evaluation: Evaluation,
  symbol: ConfigSymbol,
  { tristate, text }: UserValue,
): ChoiceEffect {
  const { userTristate, userText, userMember } = evaluation;
  const { takesLastMode } = evaluation.tree.dialect;
  evaluation.setHasUserValue(symbol, true);
  if (!isBoolean(symbol)) {
    userText.set(symbol.index, text);
    return 'fits';
  }
  userTristate[symbol.index] = tristate;
  const { choice } = symbol;
  if (!choice) return 'fits';
  evaluation.prefer(symbol);
  const before = userTristate[choice.index] as Tristate;
  userTristate[choice.index] =
    takesLastMode && tristate !== NO ? tristate : Math.max(before, tristate);
  if (tristate === MOD && before === YES) {
    if (!takesLastMode) evaluation.setHasUserValue(choice, false);
    return 'module-beside-yes';
  }
  if (tristate !== YES) return 'fits';
  const replaced = userMember.get(choice.index);
  userMember.set(choice.index, symbol);
  return before === NO ? 'fits' : { replaced };
}
