import { isNumeric } from '../syntax/value-type.ts';
import { valueTypeOf } from '../analyse/value-type.ts';
import { booleanLiteral } from '../syntax/create.ts';
import type { BinaryOperator } from '../syntax/operators.ts';
import type { Binary, Expression } from '../syntax/tree.ts';
import { replace } from '../syntax/map.ts';
import { withoutCast, withoutCastOfNumber } from './cast.ts';
import type { ConstantFolder, Use } from './constant-folder.ts';
import { foldIdentity } from './identity.ts';
import { foldLiterals } from './literals.ts';

type Family = 'sum' | 'product' | 'bits' | 'order' | 'equality' | 'object';

const FAMILIES: Readonly<Record<BinaryOperator, Family>> = {
  '+': 'sum',
  '-': 'sum',
  '*': 'product',
  '/': 'product',
  '%': 'product',
  '**': 'product',
  '&': 'bits',
  '|': 'bits',
  '^': 'bits',
  '<<': 'bits',
  '>>': 'bits',
  '>>>': 'bits',
  '<': 'order',
  '<=': 'order',
  '>': 'order',
  '>=': 'order',
  '===': 'equality',
  '!==': 'equality',
  '==': 'equality',
  '!=': 'equality',
  in: 'object',
  instanceof: 'object',
};

/** How the operands are used. The sign of zero matters only in products, which may be divided by. */
function operandUse(family: Family, use: Use): Use {
  switch (family) {
    case 'bits':
      return 'int32';
    case 'order':
    case 'equality':
      return 'number';
    case 'sum':
      return use === 'int32' || use === 'number' || use === 'index' ? 'number' : 'value';
    case 'product':
    case 'object':
      return 'value';
  }
}

/** Rewrites `a | (b | c)` to `a | b | c` for numbers. Such groups come from inlined bodies. */
function regrouped(node: Binary, numeric: boolean): Binary {
  const { operator, right } = node;
  const isBitwise = operator === '|' || operator === '&' || operator === '^';
  if (!numeric || !isBitwise || right.kind !== 'binary' || right.operator !== operator) return node;
  return { ...node, left: regrouped({ ...node, right: right.left }, numeric), right: right.right };
}

/** Folds comparisons of constants, arithmetic on numbers from options, and identities such as `x + 0`. */
export function foldBinary(node: Binary, use: Use, fold: ConstantFolder): Expression {
  const family = FAMILIES[node.operator];
  const inner = operandUse(family, use);
  let left = fold.expression(node.left, inner);
  let right = fold.expression(node.right, inner);
  const numeric =
    isNumeric(valueTypeOf(left, fold.facts)) && isNumeric(valueTypeOf(right, fold.facts));
  if (numeric) {
    const bare = family === 'equality' ? withoutCastOfNumber : withoutCast;
    left = bare(left, fold);
    right = bare(right, fold);
  }
  const folded = regrouped(replace(node, { left, right }), numeric);
  if (family === 'order' || family === 'equality') {
    const constant = fold.constant(folded);
    return typeof constant?.value === 'boolean' ? booleanLiteral(constant.value) : folded;
  }
  const literal = foldLiterals(folded, fold);
  return literal.kind === 'binary' && numeric ? foldIdentity(literal, use, fold) : literal;
}
