import {
  BINARY_OPERATORS,
  COMPOUND_ASSIGNMENTS,
  isLogicalAssignment,
  type AssignOperator,
} from '../syntax/operators.ts';
import { isNumeric } from '../syntax/value-type.ts';
import { valueTypeOf } from '../analyse/value-type.ts';
import type { Assign, Expression, Target, Update } from '../syntax/tree.ts';
import { replace } from '../syntax/map.ts';
import { withoutCast } from './cast.ts';
import type { ConstantFolder, Use } from './constant-folder.ts';

/** Folds the object and index of an assignment target. A name stays, even if its value is known. */
export function foldTarget(node: Target, fold: ConstantFolder): Target {
  if (node.kind === 'property')
    return replace(node, { object: fold.expression(node.object, 'value') });
  if (node.kind === 'element') {
    const object = fold.expression(node.object, 'value');
    const use = indexUse(object, fold);
    const index = fold.expression(node.index, use);
    return replace(node, { object, index: use === 'index' ? withoutCast(index, fold) : index });
  }
  return node;
}

/** The use of an index. In a typed array, 0 and -0 are the same element. */
export function indexUse(object: Expression, fold: ConstantFolder): Use {
  return valueTypeOf(object, fold.facts) === 'array' ? 'index' : 'value';
}

/** True for `&=` and the other operators that convert both sides to 32-bit integers. */
function isBitAssignment(operator: AssignOperator): boolean {
  if (operator === '=' || isLogicalAssignment(operator)) return false;
  const result = BINARY_OPERATORS[COMPOUND_ASSIGNMENTS[operator]];
  return result === 'int32' || result === 'uint32';
}

/** Folds the parts of the target, and the value. */
export function foldAssign(node: Assign, fold: ConstantFolder): Expression {
  const isBits = isBitAssignment(node.operator) && isNumeric(valueTypeOf(node.value, fold.facts));
  const target = foldTarget(node.target, fold);
  return replace(node, {
    target,
    value: fold.expression(node.value, isBits ? 'int32' : 'value'),
  });
}

/** Folds the parts of the target. */
export function foldUpdate(node: Update, fold: ConstantFolder): Expression {
  return replace(node, { target: foldTarget(node.target, fold) });
}
