import { isNumeric, kindOf } from '../analyse/kind.ts';
import type { Cast, Expression } from '../syntax/expression.ts';
import { replace } from '../syntax/map.ts';
import type { Folder, Use } from './folder.ts';

/** Operand of an operator or index that takes any number: the brand that a cast gives is not needed. */
export function withoutCast(node: Expression, folder: Folder): Expression {
  if (node.kind !== 'cast' || node.operator !== 'as') return node;
  return isNumeric(kindOf(node.operand, folder.facts)) ? withoutCast(node.operand, folder) : node;
}

/**
 * Operand of `===`: the cast goes where what is cast can only be a plain number, which TypeScript
 * compares with every brand.
 */
export function withoutCastOfNumber(node: Expression, folder: Folder): Expression {
  if (node.kind !== 'cast' || node.operator !== 'as') return node;
  const { kind } = node.operand;
  const isPlain = kind === 'element' || kind === 'binary' || kind === 'number';
  return isPlain && isNumeric(kindOf(node.operand, folder.facts)) ? node.operand : node;
}

/** A cast stays where its value goes on; a cast of a constant that is no number goes with it. */
export function foldCast(node: Cast, use: Use, folder: Folder): Expression {
  const operand = folder.expression(node.operand, use);
  if (use === 'condition' || use === 'nothing') return operand;
  if (operand.kind === 'boolean' || operand.kind === 'string') return operand;
  if (operand.kind === 'cast' && node.operator === 'as' && operand.operator === 'as') {
    const inner = kindOf(operand.operand, folder.facts);
    if (isNumeric(inner) && isNumeric(kindOf(node, folder.facts))) {
      return replace(node, { operand: operand.operand });
    }
  }
  return replace(node, { operand });
}
