import { valueTypeOf } from '../analyse/value-type.ts';
import type { Conditional, Expression } from '../syntax/tree.ts';
import { replace } from '../syntax/map.ts';
import type { ConstantFolder, Use } from './constant-folder.ts';

/** Takes the branch that a constant condition chooses, and folds `c ? true : false` to `c`. */
export function foldConditional(node: Conditional, use: Use, fold: ConstantFolder): Expression {
  const condition = fold.expression(node.condition, 'condition');
  if (condition.kind === 'sequence') {
    const rest = fold.constant(condition.right);
    if (rest !== undefined) {
      const right = fold.expression(rest.value ? node.whenTrue : node.whenFalse, use);
      return { kind: 'sequence', left: condition.left, right };
    }
  }
  const constant = fold.constant(condition);
  if (constant !== undefined)
    return fold.expression(constant.value ? node.whenTrue : node.whenFalse, use);
  const whenTrue = fold.expression(node.whenTrue, use);
  const whenFalse = fold.expression(node.whenFalse, use);
  if (
    whenTrue.kind === 'boolean' &&
    whenFalse.kind === 'boolean' &&
    whenTrue.value !== whenFalse.value
  ) {
    const isBoolean = use === 'condition' || valueTypeOf(condition, fold.facts) === 'boolean';
    if (whenTrue.value && isBoolean) return condition;
    if (whenFalse.value) return { kind: 'unary', operator: '!', operand: condition };
  }
  return replace(node, { condition, whenTrue, whenFalse });
}
