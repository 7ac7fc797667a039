import { choosesByMembers } from '../tree/model/choices.ts';
import { isBoolean } from '../values/symbol-type.ts';
import { MOD, NO, YES, type Tristate } from '../values/tristate.ts';
import type { Evaluation } from './evaluation.ts';

/** What symbols without a value in the file get. */
export type Mode =
  | 'defconfig'
  | 'olddefconfig'
  | 'alldefconfig'
  | 'allnoconfig'
  | 'allyesconfig'
  | 'allmodconfig'
  | RewritingMode;

/** Modes that change what the file gives tristates, and are like `olddefconfig` otherwise. */
export type RewritingMode = 'yes2modconfig' | 'mod2yesconfig' | 'mod2noconfig';

/** What a mode sets every bool and tristate to. Undefined: nothing, so defaults count. */
const VALUES: Readonly<Record<Exclude<Mode, RewritingMode>, Tristate | undefined>> = {
  defconfig: undefined,
  olddefconfig: undefined,
  alldefconfig: undefined,
  allnoconfig: NO,
  allyesconfig: YES,
  allmodconfig: MOD,
};

/** What these modes make of which value: `conf_rewrite_tristates` of the C program since Linux 5.7. */
const REWRITES: Readonly<Record<RewritingMode, readonly [from: Tristate, to: Tristate]>> = {
  yes2modconfig: [YES, MOD],
  mod2yesconfig: [MOD, YES],
  mod2noconfig: [MOD, NO],
};

/** Whether a mode fills in what a file lacks with defaults, and keeps all else. */
export function keepsFile(mode: Mode): mode is 'olddefconfig' | RewritingMode {
  return mode === 'olddefconfig' || Object.hasOwn(REWRITES, mode);
}

/**
 * Gives every symbol without a value that of the mode, then the members of every choice without one. It
 * is `conf_set_all_new_symbols` of the C program, with what its `conf.c` does after that.
 */
export function applyMode(evaluation: Evaluation, mode: Mode): void {
  if (keepsFile(mode)) {
    if (mode !== 'olddefconfig') rewriteTristates(evaluation, REWRITES[mode]);
    return;
  }
  const { visitOrder } = evaluation.tree;
  const value = VALUES[mode];
  if (evaluation.tree.dialect.startsFromConfig) evaluation.invalidateAllButModules();
  if (value !== undefined) {
    for (const symbol of visitOrder) {
      if (evaluation.hasUserValue(symbol) || evaluation.isValid(symbol)) continue;
      if (!isBoolean(symbol)) continue;
      if (symbol.choice && choosesByMembers(symbol.choice, evaluation.tree.dialect)) continue;
      evaluation.userTristate[symbol.index] =
        mode === 'allnoconfig' && symbol.isYesInAllnoconfig ? YES : value;
      evaluation.setHasUserValue(symbol, true);
    }
  }
  evaluation.invalidateAll();
  const { dialect } = evaluation.tree;
  for (const symbol of visitOrder) {
    if (choosesByMembers(symbol.choice ?? symbol, dialect)) continue;
    if ((symbol.isChoice && !evaluation.hasUserValue(symbol)) || symbol.choice) {
      evaluation.setPendingChoice(symbol);
    }
  }
  for (const symbol of visitOrder) {
    if (!symbol.isChoice || choosesByMembers(symbol, dialect)) continue;
    if (evaluation.hasUserValue(symbol)) continue;
    evaluation.calculate(symbol);
    evaluation.settleMembers(symbol);
  }
}

/** Changes the values of symbols that are tristate now: not those of a choice that is y. */
function rewriteTristates(
  evaluation: Evaluation,
  [from, to]: readonly [from: Tristate, to: Tristate],
): void {
  const { visitOrder } = evaluation.tree;
  for (const symbol of visitOrder) {
    if (evaluation.effectiveType(symbol) !== 'tristate') continue;
    if (evaluation.userTristate[symbol.index] === from) evaluation.userTristate[symbol.index] = to;
  }
  evaluation.invalidateAll();
}
