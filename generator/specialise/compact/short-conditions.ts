import type { ConstantFolder } from '../fold/constant-folder.ts';
import type { Facts } from '../analyse/evaluate.ts';
import { valueTypeOf } from '../analyse/value-type.ts';
import { negated } from '../fold/negated.ts';
import type { Binary, Expression, Statement } from '../syntax/tree.ts';
import { isInteger } from '../syntax/value-type.ts';
import { replace } from '../syntax/map.ts';
import type { Rewriting } from '../rewrite.ts';

/** True if an integer is compared with 0. NaN and undefined are falsy as well, but they are not 0. */
function comparesWithZero({ left, right }: Binary, facts: Facts): boolean {
  return right.kind === 'number' && right.value === 0 && isInteger(valueTypeOf(left, facts));
}

/** A shorter expression with the same truth value. */
function shortCondition(node: Expression, facts: Facts): Expression {
  const short = (part: Expression): Expression => shortCondition(part, facts);
  if (node.kind === 'logical' && node.operator !== '??')
    return replace(node, { left: short(node.left), right: short(node.right) });
  if (node.kind === 'unary' && node.operator === '!') {
    const operand = short(node.operand);
    return operand === node.operand ? node : negated(operand);
  }
  if (node.kind !== 'binary' || !comparesWithZero(node, facts)) return node;
  if (node.operator === '===' || node.operator === '==') return negated(node.left);
  return node.operator === '!==' || node.operator === '!=' ? node.left : node;
}

/** The statement with a shorter condition, if it has one. */
function shortStatement(node: Statement, facts: Facts): Statement {
  switch (node.kind) {
    case 'if':
    case 'while':
    case 'do':
      return replace(node, { condition: shortCondition(node.condition, facts) });
    case 'for':
      return replace(node, { condition: node.condition && shortCondition(node.condition, facts) });
    default:
      return node;
  }
}

/** Rewrites `if ((x & 1) === 0)` to `if (!(x & 1))`, which esbuild cannot do without types. */
export function shortConditions({ facts }: ConstantFolder): Rewriting {
  return {
    expression(node) {
      if (node.kind === 'conditional')
        return replace(node, { condition: shortCondition(node.condition, facts) });
      return node.kind === 'unary' && node.operator === '!'
        ? replace(node, { operand: shortCondition(node.operand, facts) })
        : node;
    },
    statement: (node) => shortStatement(node, facts),
  };
}
