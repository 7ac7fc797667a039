import { valueTypeOf } from '../analyse/value-type.ts';
import { numberLiteral } from '../syntax/create.ts';
import type { Binary, Expression } from '../syntax/tree.ts';
import { isInteger } from '../syntax/value-type.ts';
import type { ConstantFolder, Use } from './constant-folder.ts';

const isInt32 = (node: Expression, fold: ConstantFolder): boolean =>
  valueTypeOf(node, fold.facts) === 'int32';

/** True if the value is an integer and not -0, or if the sign of zero does not matter. */
function hasNoNegativeZero(node: Expression, use: Use, fold: ConstantFolder): boolean {
  if (use === 'number' || use === 'int32' || use === 'index') return true;
  return isInteger(valueTypeOf(node, fold.facts));
}

/** `x + 1 + 2` as `x + 3` for an integer x, because such sums are exact in any order. */
function joinedSum({ left, right }: Binary, fold: ConstantFolder): Binary | undefined {
  if (left.kind !== 'binary' || left.operator !== '+') return undefined;
  if (left.right.kind !== 'number' || right.kind !== 'number') return undefined;
  const sum = left.right.value + right.value;
  const isExact = isInteger(valueTypeOf(left.left, fold.facts)) && Number.isInteger(sum);
  return isExact && Math.abs(sum) < 2 ** 52 ? { ...left, right: numberLiteral(sum) } : undefined;
}

type Rule = (
  node: Binary,
  left: number | undefined,
  right: number | undefined,
  use: Use,
  fold: ConstantFolder,
) => Expression | undefined;

/** Folds `x & -1` and `x | 0` to x if x is an int32 or is converted to one next. */
function keepsInt32(neutral: number): Rule {
  return ({ left, right }, leftValue, rightValue, use, fold) => {
    const kept = rightValue === neutral ? left : leftValue === neutral ? right : undefined;
    return kept !== undefined && (use === 'int32' || isInt32(kept, fold)) ? kept : undefined;
  };
}

/** Folds `x << 0` and `x >> 0` to x. */
const shift: Rule = ({ left }, _left, rightValue, use, fold) =>
  rightValue === 0 && (use === 'int32' || isInt32(left, fold)) ? left : undefined;

const RULES: Readonly<Partial<Record<Binary['operator'], Rule>>> = {
  '+': (node, leftValue, rightValue, use, fold) => {
    const { left, right } = node;
    if (rightValue === 0 && hasNoNegativeZero(left, use, fold)) return left;
    if (leftValue === 0 && hasNoNegativeZero(right, use, fold)) return right;
    return right.kind === 'unary' && right.operator === '-'
      ? { kind: 'binary', operator: '-', left, right: right.operand }
      : joinedSum(node, fold);
  },
  '-': ({ left }, _left, rightValue) => (Object.is(rightValue, 0) ? left : undefined),
  '*': ({ left, right }, leftValue, rightValue) => {
    if (rightValue === 1) return left;
    return leftValue === 1 ? right : undefined;
  },
  '/': ({ left }, _left, rightValue) => (rightValue === 1 ? left : undefined),
  '&': (node, left, right, use, fold) => {
    const other = right === 0 ? node.left : left === 0 ? node.right : undefined;
    if (other !== undefined && fold.droppable(other)) return numberLiteral(0);
    return keepsInt32(-1)(node, left, right, use, fold);
  },
  '|': keepsInt32(0),
  '^': keepsInt32(0),
  '<<': shift,
  '>>': shift,
  '>>>': ({ left }, _left, rightValue, use, fold) =>
    rightValue === 0 && (use === 'int32' || valueTypeOf(left, fold.facts) === 'uint32')
      ? left
      : undefined,
};

/** Folds an operator with a neutral operand, such as `x + 0`, to the other operand. */
export function foldIdentity(node: Binary, use: Use, fold: ConstantFolder): Expression {
  const rule = RULES[node.operator];
  if (rule === undefined) return node;
  const number = (part: Expression): number | undefined => {
    const value = fold.constant(part)?.value;
    return typeof value === 'number' ? value : undefined;
  };
  const [left, right] = [number(node.left), number(node.right)];
  return rule(node, left, right, use, fold) ?? node;
}
