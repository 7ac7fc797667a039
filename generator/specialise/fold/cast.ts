import { isNumeric } from '../syntax/value-type.ts';
import { valueTypeOf } from '../analyse/value-type.ts';
import type { Cast, Expression } from '../syntax/tree.ts';
import { replace } from '../syntax/map.ts';
import type { ConstantFolder, Use } from './constant-folder.ts';

/** Removes casts from an operand or index that may be any number, so needs no brand. */
export function withoutCast(node: Expression, fold: ConstantFolder): Expression {
  if (node.kind !== 'cast' || node.operator !== 'as') return node;
  return isNumeric(valueTypeOf(node.operand, fold.facts)) ? withoutCast(node.operand, fold) : node;
}

/**
 * Removes the cast from an operand of `===` if it can only be a plain number, which TypeScript
 * compares with any brand.
 */
export function withoutCastOfNumber(node: Expression, fold: ConstantFolder): Expression {
  if (node.kind !== 'cast' || node.operator !== 'as') return node;
  const { kind } = node.operand;
  const isPlain = kind === 'element' || kind === 'binary' || kind === 'number';
  return isPlain && isNumeric(valueTypeOf(node.operand, fold.facts)) ? node.operand : node;
}

/** Keeps a cast while its value is used, and removes it from a boolean or string literal. */
export function foldCast(node: Cast, use: Use, fold: ConstantFolder): Expression {
  const operand = fold.expression(node.operand, use);
  if (use === 'condition' || use === 'nothing') return operand;
  if (operand.kind === 'boolean' || operand.kind === 'string') return operand;
  if (operand.kind === 'cast' && node.operator === 'as' && operand.operator === 'as') {
    if (isNumeric(valueTypeOf(operand.operand, fold.facts)))
      return replace(node, { operand: operand.operand });
  }
  return replace(node, { operand });
}
