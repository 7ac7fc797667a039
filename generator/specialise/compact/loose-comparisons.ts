import type { Facts } from '../analyse/evaluate.ts';
import { valueTypeOf } from '../analyse/value-type.ts';
import type { ConstantFolder } from '../fold/constant-folder.ts';
import type { Rewriting } from '../rewrite.ts';
import type { Binding } from '../syntax/binding.ts';
import type { BinaryOperator } from '../syntax/operators.ts';
import type { Expression } from '../syntax/tree.ts';
import { isNumeric } from '../syntax/value-type.ts';
import { visitExpression } from '../syntax/visit.ts';

const LOOSE: Partial<Record<BinaryOperator, BinaryOperator>> = { '===': '==', '!==': '!=' };

/** True if comparing the two converts neither of them. */
function haveOneType(left: Expression, right: Expression, facts: Facts): boolean {
  const first = valueTypeOf(left, facts);
  const second = valueTypeOf(right, facts);
  return isNumeric(first) ? isNumeric(second) : first === second && first !== 'unknown';
}

/** The variables of which an expression is made; what is read from memory is a number in any case. */
function namesIn(node: Expression): ReadonlySet<Binding> {
  const names = new Set<Binding>();
  visitExpression(node, {
    expression(each) {
      if (each.kind === 'name') names.add(each.binding);
      return each.kind !== 'element';
    },
  });
  return names;
}

/**
 * True if one variable is on both sides, as in `start === start >>> 0`: that asks whether it is what its type says,
 * which what users pass need not be.
 */
function checksType(left: Expression, right: Expression): boolean {
  const names = namesIn(left);
  return [...namesIn(right)].some((name) => !name.topLevel && names.has(name));
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
      const { left, right } = node;
      const isSafe = haveOneType(left, right, facts) && !checksType(left, right);
      return isSafe ? { ...node, operator } : node;
    },
  };
}
