import { literalOf } from '../syntax/create.ts';
import type { Binary, Expression, NumberLiteral, Unary } from '../syntax/tree.ts';
import type { ConstantFolder } from './constant-folder.ts';

function literal(node: Expression): NumberLiteral | undefined {
  if (node.kind === 'unary' && node.operator === '-') return literal(node.operand);
  return node.kind === 'number' ? node : undefined;
}

/** Computes an operator over literals, unless the author wrote all of them. */
export function foldLiterals(node: Unary | Binary, fold: ConstantFolder): Expression {
  const operands = (node.kind === 'unary' ? [node.operand] : [node.left, node.right]).map(literal);
  if (!operands.every((operand) => operand !== undefined)) return node;
  if (operands.every((operand) => operand.written)) return node;
  if (node.kind === 'unary' && node.operator === '-') return node;
  const constant = fold.constant(node);
  return (constant && typeof constant.value === 'number' && literalOf(constant)) || node;
}
