import { decides } from '../analyse/evaluate.ts';
import { kindOf } from '../analyse/kind.ts';
import type { Expression, Logical } from '../syntax/expression.ts';
import { replace } from '../syntax/map.ts';
import type { Folder, Use } from './folder.ts';

/** The value of a left side that is constant, or ends in a constant after effects. */
function foldLeft(node: Logical, left: Expression, folder: Folder): Expression | undefined {
  if (left.kind === 'sequence') {
    const right = foldLeft(node, left.right, folder);
    return right && { ...left, right };
  }
  const constant = folder.constant(left);
  if (constant === undefined) return undefined;
  return decides(node.operator, constant.value) ? left : node.right;
}

/** `&&`, `||` and `??` with a constant side; the value and the effects of the other side stay. */
export function foldLogical(node: Logical, use: Use, folder: Folder): Expression {
  const leftUse = node.operator !== '??' && use === 'condition' ? 'condition' : 'value';
  const left = folder.expression(node.left, leftUse);
  const decided = foldLeft(node, left, folder);
  if (decided !== undefined) return decided === left ? left : folder.expression(decided, use);
  const right = folder.expression(
    node.right,
    use === 'condition' || use === 'nothing' ? use : 'value',
  );
  const folded = replace(node, { left, right });
  const constant = folder.constant(right);
  if (node.operator === '??' || constant === undefined) return folded;
  const ends = decides(node.operator, constant.value);
  if (use === 'nothing' && folder.droppable(right)) return left;
  if (ends) {
    // x && false, x || true: the value is constant where only its truth counts.
    if (use !== 'condition') return folded;
    return folder.droppable(left) ? right : { kind: 'sequence', left, right };
  }
  // x && true, x || false: x, where it is a boolean or only its truth counts.
  const isBoolean = typeof constant.value === 'boolean' && kindOf(left, folder.facts) === 'boolean';
  return use === 'condition' || isBoolean ? left : folded;
}
