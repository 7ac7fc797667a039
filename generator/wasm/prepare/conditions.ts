import type { Binding } from '../../specialise/syntax/binding.ts';
import type { BinaryOperator } from '../../specialise/syntax/operators.ts';
import type { Expression } from '../../specialise/syntax/tree.ts';

/** That a variable compares with a value in this way. */
export interface Comparison {
  readonly binding: Binding;
  readonly operator: BinaryOperator;
  readonly value: Expression;
  /** It is the variable as a size_t: the same if that has 32 bits without a sign. */
  readonly isSize: boolean;
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
        const size = sizeOf(side);
        const name = size ?? side;
        if (name.kind === 'name' && !name.binding.topLevel && actual !== undefined)
          found.push({
            binding: name.binding,
            operator: actual,
            value,
            isSize: size !== undefined,
          });
      };
      add(node.left, node.operator, node.right);
      add(node.right, swapped, node.left);
      return found;
    }
    default:
      return [];
  }
}

/** What `Math.min(size, 2 ** 32 - 1) >>> 0` converts; undefined for something else. */
function sizeOf(node: Expression): Expression | undefined {
  if (node.kind !== 'binary' || node.operator !== '>>>') return undefined;
  const { left, right } = node;
  if (right.kind !== 'number' || right.value !== 0 || left.kind !== 'call') return undefined;
  const { callee, args } = left;
  if (callee.kind !== 'property' || callee.name !== 'min') return undefined;
  return callee.object.kind === 'global' && callee.object.name === 'Math' ? args[0] : undefined;
}
