import { type Evaluation } from '../evaluation/evaluation.ts';
import { choosesByMembers } from '../tree/model/choices.ts';
import type { ConfigSymbol, MenuNode } from '../tree/model/model.ts';
import { MOD, NO, type Tristate, YES } from '../values/tristate.ts';
import { isChangeable } from './set-value.ts';

/** The entries directly below a node, in order. */
export function* childrenOf(parent: MenuNode): Generator<MenuNode, void, void> {
  for (let node = parent.first; node; node = node.next) yield node;
}

/**
 * Whether the menus show an entry: its prompt is visible or, of a symbol that is set without one, that of
 * an entry below it.
 *
 * @param onShownByChild called with each symbol that is shown only because of an entry below it.
 */
export function isShown(
  evaluation: Evaluation,
  node: MenuNode,
  onShownByChild: (symbol: ConfigSymbol) => void = () => {},
): boolean {
  const { prompt, symbol, visibility } = node;
  // The C program works nothing out for a symbol without a type, so that it stays invisible.
  if (!prompt || symbol?.type === 'unknown') return false;
  if (visibility && evaluation.evaluate(visibility) === NO) return false;
  if (symbol) evaluation.calculate(symbol);
  if (promptValue(evaluation, node) !== NO) return true;
  if (!symbol || evaluation.tristate(symbol) === NO) return false;
  if (symbol.isChoice && choosesByMembers(symbol, evaluation.tree.dialect)) return false;
  for (const child of childrenOf(node)) {
    if (!isShown(evaluation, child, onShownByChild)) continue;
    onShownByChild(symbol);
    return true;
  }
  return false;
}

/**
 * The same for a dialogue: a symbol that is shown only because of an entry below it counts as having a
 * value from then on, as for the C program.
 */
export function isShownInDialogue(evaluation: Evaluation, node: MenuNode): boolean {
  return isShown(evaluation, node, (symbol) => {
    evaluation.setHasUserValue(symbol, true);
  });
}

/** How visible the prompt of an entry is, `visible if` apart. */
function promptValue(evaluation: Evaluation, { prompt, symbol }: MenuNode): Tristate {
  const value = evaluation.evaluate(prompt!.condition);
  const choice = symbol?.choice;
  const isOnlyModule = choice && symbol.type === 'tristate' && value === MOD;
  return isOnlyModule && evaluation.tristate(choice) === YES ? NO : value;
}

/**
 * Whether the symbol of an entry that is shown has no value yet and is the user's to decide. Of a choice
 * that its members decide, only these can be new.
 */
export function isNew(evaluation: Evaluation, { symbol }: MenuNode): boolean {
  if (!symbol || evaluation.hasUserValue(symbol)) return false;
  if (symbol.isChoice && choosesByMembers(symbol, evaluation.tree.dialect)) return false;
  if (isChangeable(evaluation, symbol)) return true;
  return symbol.isChoice && evaluation.tristate(symbol) === YES;
}

/**
 * The same for a row of the menus. Of a choice, the C program asks again until every member has a value; a user
 * has decided it by naming one.
 */
export function isNewRow(evaluation: Evaluation, node: MenuNode): boolean {
  const { symbol } = node;
  const choice = symbol?.isChoice ? symbol : symbol?.choice;
  return isNew(evaluation, node) && !(choice && evaluation.userMember.get(choice.index));
}
