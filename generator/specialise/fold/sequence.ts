import type { Expression, Sequence } from '../syntax/tree.ts';
import { replace } from '../syntax/map.ts';
import type { ConstantFolder, Use } from './constant-folder.ts';

/** `a, b` without an `a` that does nothing, and without a `b` whose value nobody takes. */
export function foldSequence(node: Sequence, use: Use, fold: ConstantFolder): Expression {
  const left = fold.expression(node.left, 'nothing');
  const right = fold.expression(node.right, use);
  if (fold.droppable(left)) return right;
  return use === 'nothing' && fold.droppable(right) ? left : replace(node, { left, right });
}
