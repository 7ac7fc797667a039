import { isBoolean } from '../values/symbol-type.ts';
import { MOD, NO, YES, type Tristate } from '../values/tristate.ts';
import type { Evaluation } from './evaluation.ts';

/** What symbols without a value in the file get. */
export type Mode =
  'defconfig' | 'olddefconfig' | 'alldefconfig' | 'allnoconfig' | 'allyesconfig' | 'allmodconfig';

/** What a mode sets every bool and tristate to. Undefined: nothing, so defaults count. */
const VALUES: Readonly<Record<Mode, Tristate | undefined>> = {
  defconfig: undefined,
  olddefconfig: undefined,
  alldefconfig: undefined,
  allnoconfig: NO,
  allyesconfig: YES,
  allmodconfig: MOD,
};

/**
 * Gives every symbol without a value that of the mode, then the members of every choice without one. It
 * is `conf_set_all_new_symbols` of the C program, with what its `conf.c` does after that.
 */
export function applyMode(evaluation: Evaluation, mode: Mode): void {
  if (mode === 'olddefconfig') return;
  const { visitOrder } = evaluation.tree;
  const value = VALUES[mode];
  if (value !== undefined) {
    for (const symbol of visitOrder) {
      if (evaluation.hasUserValue(symbol) || evaluation.isValid(symbol)) continue;
      if (!isBoolean(symbol)) continue;
      evaluation.userTristate[symbol.index] =
        mode === 'allnoconfig' && symbol.isYesInAllnoconfig ? YES : value;
      evaluation.setHasUserValue(symbol, true);
    }
  }
  evaluation.invalidateAll();
  for (const symbol of visitOrder) {
    if ((symbol.isChoice && !evaluation.hasUserValue(symbol)) || symbol.choice) {
      evaluation.setPendingChoice(symbol);
    }
  }
  for (const symbol of visitOrder) {
    if (!symbol.isChoice || evaluation.hasUserValue(symbol)) continue;
    evaluation.calculate(symbol);
    evaluation.settleMembers(symbol);
  }
}
