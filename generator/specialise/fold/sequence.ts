import type { Expression, Sequence } from '../syntax/expression.ts';
import { replace } from '../syntax/map.ts';
import type { Folder, Use } from './folder.ts';

/** `a, b` without an `a` that does nothing, and without a `b` whose value nobody takes. */
export function foldSequence(node: Sequence, use: Use, folder: Folder): Expression {
  const left = folder.expression(node.left, 'nothing');
  const right = folder.expression(node.right, use);
  if (folder.droppable(left)) return right;
  return use === 'nothing' && folder.droppable(right) ? left : replace(node, { left, right });
}
