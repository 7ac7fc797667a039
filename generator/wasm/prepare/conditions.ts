import type { Binding } from '../../specialise/syntax/binding.ts';
import type { BinaryOperator } from '../../specialise/syntax/operators.ts';
import type { Expression } from '../../specialise/syntax/tree.ts';

/** That a variable compares with a value in this way. */
export interface Comparison {
  readonly binding: Binding;
  readonly operator: BinaryOperator;
  readonly value: Expression;
}

const SWAPPED: Partial<Record<BinaryOperator, BinaryOperator>> = {
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  '===': '===',
  '!==': '!==',
};

const NEGATED: Partial<Record<BinaryOperator, BinaryOperator>> = {
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  '===': '!==',
  '!==': '===',
};

/** What is known of variables where a condition holds, or does not. */
export function comparisonsIn(node: Expression, holds: boolean): readonly Comparison[] {
  switch (node.kind) {
    case 'cast':
    case 'group':
      return comparisonsIn(node.operand, holds);
    case 'unary':
      return node.operator === '!' ? comparisonsIn(node.operand, !holds) : [];
    case 'logical':
      if (node.operator !== (holds ? '&&' : '||')) return [];
      return [...comparisonsIn(node.left, holds), ...comparisonsIn(node.right, holds)];
    case 'binary': {
      const swapped = SWAPPED[node.operator];
      if (swapped === undefined) return [];
      const found: Comparison[] = [];
      const add = (side: Expression, operator: BinaryOperator, value: Expression): void => {
        const actual = holds ? operator : NEGATED[operator];
        if (side.kind === 'name' && !side.binding.topLevel && actual !== undefined)
          found.push({ binding: side.binding, operator: actual, value });
      };
      add(node.left, node.operator, node.right);
      add(node.right, swapped, node.left);
      return found;
    }
    default:
      return [];
  }
}
