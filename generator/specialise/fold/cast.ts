import { isNumeric } from '../syntax/value-type.ts';
import { valueTypeOf } from '../analyse/value-type.ts';
import type { Cast, Expression } from '../syntax/tree.ts';
import { replace } from '../syntax/map.ts';
import type { ConstantFolder, Use } from './constant-folder.ts';

/** Operand of an operator or index that takes any number: the brand that a cast gives is not needed. */
export function withoutCast(node: Expression, fold: ConstantFolder): Expression {
  if (node.kind !== 'cast' || node.operator !== 'as') return node;
  return isNumeric(valueTypeOf(node.operand, fold.facts)) ? withoutCast(node.operand, fold) : node;
}

/**
 * Operand of `===`: the cast goes where what is cast can only be a plain number, which TypeScript
 * compares with every brand.
 */
export function withoutCastOfNumber(node: Expression, fold: ConstantFolder): Expression {
  if (node.kind !== 'cast' || node.operator !== 'as') return node;
  const { kind } = node.operand;
  const isPlain = kind === 'element' || kind === 'binary' || kind === 'number';
  return isPlain && isNumeric(valueTypeOf(node.operand, fold.facts)) ? node.operand : node;
}

/** A cast stays where its value goes on; a cast of a constant that is no number goes with it. */
export function foldCast(node: Cast, use: Use, fold: ConstantFolder): Expression {
  const operand = fold.expression(node.operand, use);
  if (use === 'condition' || use === 'nothing') return operand;
  if (operand.kind === 'boolean' || operand.kind === 'string') return operand;
  if (operand.kind === 'cast' && node.operator === 'as' && operand.operator === 'as') {
    const inner = valueTypeOf(operand.operand, fold.facts);
    if (isNumeric(inner) && isNumeric(valueTypeOf(node, fold.facts))) {
      return replace(node, { operand: operand.operand });
    }
  }
  return replace(node, { operand });
}
