import { kindOf } from '../analyse/kind.ts';
import type { Conditional, Expression } from '../syntax/expression.ts';
import { replace } from '../syntax/map.ts';
import type { Folder, Use } from './folder.ts';

/** The part of `c ? a : b` that a constant condition chooses; `c ? true : false` is c. */
export function foldConditional(node: Conditional, use: Use, folder: Folder): Expression {
  const condition = folder.expression(node.condition, 'condition');
  if (condition.kind === 'sequence') {
    const rest = folder.constant(condition.right);
    if (rest !== undefined) {
      const right = folder.expression(rest.value ? node.whenTrue : node.whenFalse, use);
      return { kind: 'sequence', left: condition.left, right };
    }
  }
  const constant = folder.constant(condition);
  if (constant !== undefined)
    return folder.expression(constant.value ? node.whenTrue : node.whenFalse, use);
  const whenTrue = folder.expression(node.whenTrue, use);
  const whenFalse = folder.expression(node.whenFalse, use);
  if (
    whenTrue.kind === 'boolean' &&
    whenFalse.kind === 'boolean' &&
    whenTrue.value !== whenFalse.value
  ) {
    const isBoolean = use === 'condition' || kindOf(condition, folder.facts) === 'boolean';
    if (whenTrue.value && isBoolean) return condition;
    if (whenFalse.value) return { kind: 'unary', operator: '!', operand: condition };
  }
  return replace(node, { condition, whenTrue, whenFalse });
}
