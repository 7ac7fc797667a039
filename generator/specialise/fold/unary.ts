import { isNumeric } from '../syntax/value-type.ts';
import { valueTypeOf } from '../analyse/value-type.ts';
import { booleanLiteral } from '../syntax/create.ts';
import type { Expression, Unary } from '../syntax/tree.ts';
import { replace } from '../syntax/map.ts';
import { withoutCast } from './cast.ts';
import type { ConstantFolder, Use } from './constant-folder.ts';
import { foldLiterals } from './literals.ts';

function operandUse(operator: Unary['operator'], use: Use): Use {
  if (operator === '!') return 'condition';
  if (operator === '~') return 'int32';
  if (operator === '-' && (use === 'int32' || use === 'number' || use === 'index')) return 'number';
  return operator === 'void' ? 'nothing' : 'value';
}

/** Folds `!` of constants, and `-` and `~` of literals from options. `typeof` and `delete` stay. */
export function foldUnary(node: Unary, use: Use, fold: ConstantFolder): Expression {
  if (node.operator === 'delete' || node.operator === 'typeof') {
    // Their operand is not read as a value, so only its parts fold.
    const { operand } = node;
    return operand.kind === 'name'
      ? node
      : replace(node, { operand: fold.expression(operand, 'value') });
  }
  const operand = fold.expression(node.operand, operandUse(node.operator, use));
  if (node.operator === '!') {
    const constant = fold.constant(operand);
    if (constant !== undefined) return booleanLiteral(!constant.value);
    if (operand.kind === 'sequence') {
      return { ...operand, right: foldUnary({ ...node, operand: operand.right }, use, fold) };
    }
    if (use === 'condition' && operand.kind === 'unary' && operand.operator === '!')
      return operand.operand;
    return replace(node, { operand });
  }
  const isOperator = node.operator === '-' || node.operator === '~';
  const bare =
    isOperator && isNumeric(valueTypeOf(operand, fold.facts))
      ? withoutCast(operand, fold)
      : operand;
  return foldLiterals(replace(node, { operand: bare }), fold);
}
