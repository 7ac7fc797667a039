import { decides } from '../analyse/evaluate.ts';
import { valueTypeOf } from '../analyse/value-type.ts';
import type { Expression, Logical } from '../syntax/tree.ts';
import { replace } from '../syntax/map.ts';
import type { ConstantFolder, Use } from './constant-folder.ts';

/** The result if the left side is constant, or a sequence that ends in a constant. */
function foldLeft(node: Logical, left: Expression, fold: ConstantFolder): Expression | undefined {
  if (left.kind === 'sequence') {
    const right = foldLeft(node, left.right, fold);
    return right && { ...left, right };
  }
  const constant = fold.constant(left);
  if (constant === undefined) return undefined;
  return decides(node.operator, constant.value) ? left : node.right;
}

/** Folds `&&`, `||` and `??` with a constant side, and keeps the value and effects of the other side. */
export function foldLogical(node: Logical, use: Use, fold: ConstantFolder): Expression {
  const leftUse = node.operator !== '??' && use === 'condition' ? 'condition' : 'value';
  const left = fold.expression(node.left, leftUse);
  const decided = foldLeft(node, left, fold);
  if (decided !== undefined) return decided === left ? left : fold.expression(decided, use);
  const right = fold.expression(
    node.right,
    use === 'condition' || use === 'nothing' ? use : 'value',
  );
  const folded = replace(node, { left, right });
  const constant = fold.constant(right);
  if (node.operator === '??' || constant === undefined) return folded;
  const ends = decides(node.operator, constant.value);
  if (use === 'nothing') return left;
  if (ends) {
    // x && false, x || true: the truth value is constant.
    if (use !== 'condition') return folded;
    return fold.droppable(left) ? right : { kind: 'sequence', left, right };
  }
  // x && true, x || false: x, if it is a boolean or only its truth value counts.
  const isBoolean =
    typeof constant.value === 'boolean' && valueTypeOf(left, fold.facts) === 'boolean';
  return use === 'condition' || isBoolean ? left : folded;
}
