import { type Evaluation } from '../evaluation/evaluation.ts';
import { isShown } from '../evaluation/shown.ts';
import { choosesByMembers } from '../tree/model/choices.ts';
import type { MenuNode } from '../tree/model/model.ts';
import { YES } from '../values/tristate.ts';
import { isChangeable } from './set-value.ts';

/**
 * Whether a dialogue shows an entry: a symbol that is shown only because of an entry below it counts as having a
 * value from then on, as for the C program.
 */
export function isShownInDialogue(evaluation: Evaluation, node: MenuNode): boolean {
  return isShown(evaluation, node, (symbol) => {
    evaluation.setHasUserValue(symbol, true);
  });
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
