import type { Facts } from '../analyse/evaluate.ts';
import { valueTypeOf } from '../analyse/value-type.ts';
import type { ConstantFolder } from '../fold/constant-folder.ts';
import type { Rewriting } from '../rewrite.ts';
import type { BinaryOperator } from '../syntax/operators.ts';
import type { Expression } from '../syntax/tree.ts';
import { isNumeric } from '../syntax/value-type.ts';

const LOOSE: Partial<Record<BinaryOperator, BinaryOperator>> = { '===': '==', '!==': '!=' };

/** True if comparing the two converts neither of them. */
function haveOneType(left: Expression, right: Expression, facts: Facts): boolean {
  const first = valueTypeOf(left, facts);
  const second = valueTypeOf(right, facts);
  return isNumeric(first) ? isNumeric(second) : first === second && first !== 'unknown';
}

/**
 * Rewrites `x === y` to `x == y` where both are numbers, both strings and so on. esbuild knows that only of literals
 * and operators, not of variables and elements.
 */
export function looseComparisons({ facts }: ConstantFolder): Rewriting {
  return {
    expression(node) {
      const operator = node.kind === 'binary' ? LOOSE[node.operator] : undefined;
      if (node.kind !== 'binary' || operator === undefined) return node;
      return haveOneType(node.left, node.right, facts) ? { ...node, operator } : node;
    },
  };
}
