import { isWithinRange } from './range.ts';
import type { ConfigSymbol } from '../tree/model/model.ts';
import { type Evaluation } from './evaluation.ts';
import { isBoolean, isNumeric } from '../values/symbol-type.ts';
import { MOD, NO, YES } from '../values/tristate.ts';

/** What symbols without a value in the file get. */
export type Mode =
  'defconfig' | 'olddefconfig' | 'alldefconfig' | 'allnoconfig' | 'allyesconfig' | 'allmodconfig';

/**
 * Evaluates everything once after a file has been read, and takes numbers away that are out of their
 * range: the C program's `conf_read`.
 *
 * @returns the symbols whose numbers were taken away, and whether the file lacks or contradicts what
 * came out.
 */
export function settleFile(evaluation: Evaluation): {
  readonly outOfRange: readonly ConfigSymbol[];
  readonly changed: boolean;
  /**
   * Whether what has been evaluated may be out of date: a value was taken away, a choice counts
   * as new because the file contradicts itself, or a tristate one because not all of its members
   * have a value.
   */
  readonly isStale: boolean;
} {
  const { symbols, deepOrder, modules } = evaluation.tree;
  const { choices, visitOrder } = evaluation.tree.tables;
  const isNew = (choice: ConfigSymbol): boolean => !evaluation.hasUserValue(choice);
  let isStale = choices.some(isNew);
  evaluation.calculate(modules);
  for (const symbol of deepOrder ?? []) evaluation.calculate(symbol);
  let unsaved = 0;
  for (const index of visitOrder) {
    evaluation.calculateAt(index);
    if (!evaluation.isAskedForOrWritten(index)) continue;
    const symbol = symbols[index]!;
    if (!symbol.isHidden && !agrees(evaluation, symbol)) unsaved++;
  }
  const outOfRange: ConfigSymbol[] = [];
  for (const at of visitOrder) {
    if (!evaluation.isAskedForOrWritten(at)) continue;
    const symbol = symbols[at]!;
    if (!evaluation.hasUserValue(symbol) || symbol.choice) continue;
    if (evaluation.visible[symbol.index] === NO && unsaved === 0) {
      evaluation.setHasUserValue(symbol, false);
      isStale = true;
    }
    if (!isNumeric(symbol)) continue;
    if (isWithinRange(evaluation, symbol, evaluation.userText[symbol.index] ?? '')) continue;
    evaluation.invalidate(symbol);
    evaluation.setHasUserValue(symbol, false);
    outOfRange.push(symbol);
    unsaved++;
  }
  isStale ||= choices.some((choice) => choice.type === 'tristate' && isNew(choice));
  return { outOfRange, changed: unsaved > 0, isStale: isStale || outOfRange.length > 0 };
}

function agrees(evaluation: Evaluation, symbol: ConfigSymbol): boolean {
  const has = evaluation.hasUserValue(symbol);
  const written = evaluation.isWritten(symbol);
  if (!has || !written) return !has && !written;
  return isBoolean(symbol)
    ? evaluation.userTristate[symbol.index] === evaluation.tristate(symbol)
    : evaluation.userText[symbol.index] === evaluation.text(symbol);
}

/** Gives every symbol without a value the mode's, then every choice without one its members'. */
export function applyMode(evaluation: Evaluation, mode: Mode): void {
  if (mode === 'olddefconfig') return;
  const { visitOrder } = evaluation.tree;
  const value = {
    allyesconfig: YES,
    allmodconfig: MOD,
    allnoconfig: NO,
    alldefconfig: undefined,
    defconfig: undefined,
  }[mode];
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
