import { choosesByMembers } from '../tree/model/choices.ts';
import type { ConfigSymbol, MenuNode } from '../tree/model/model.ts';
import { MOD, NO, type Tristate, YES } from '../values/tristate.ts';
import type { Evaluation } from './evaluation.ts';

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

/** How visible the prompt of an entry is, `visible if` apart. */
function promptValue(evaluation: Evaluation, { prompt, symbol }: MenuNode): Tristate {
  const value = evaluation.evaluate(prompt!.condition);
  const choice = symbol?.choice;
  const isOnlyModule = choice && symbol.type === 'tristate' && value === MOD;
  return isOnlyModule && evaluation.tristate(choice) === YES ? NO : value;
}
