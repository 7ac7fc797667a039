import type { Expression, Sequence } from '../syntax/tree.ts';
import { replace } from '../syntax/map.ts';
import type { ConstantFolder, Use } from './constant-folder.ts';

/** Removes `a` from `a, b` if it has no effects, and `b` if its value is not used. */
export function foldSequence(node: Sequence, use: Use, fold: ConstantFolder): Expression {
  const left = fold.expression(node.left, 'nothing');
  const right = fold.expression(node.right, use);
  if (fold.droppable(left)) return right;
  return use === 'nothing' && fold.droppable(right) ? left : replace(node, { left, right });
}
