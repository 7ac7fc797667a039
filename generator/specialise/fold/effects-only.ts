import { isPrimitive } from '../syntax/value-type.ts';
import { valueTypeOf } from '../analyse/value-type.ts';
import type { Expression } from '../syntax/tree.ts';
import { replace } from '../syntax/map.ts';
import type { ConstantFolder } from './constant-folder.ts';

type Droppers = Pick<ConstantFolder, 'droppable' | 'facts'>;

function both(left: Expression | undefined, right: Expression | undefined): Expression | undefined {
  return left && right ? { kind: 'sequence', left, right } : (left ?? right);
}

/** The effects of an expression whose value is not used; undefined if it has none. */
export function effectsOnly(node: Expression, fold: Droppers): Expression | undefined {
  if (node.kind === 'assign' || node.kind === 'update') return node;
  if (fold.droppable(node)) return undefined;
  const converts = (...parts: readonly Expression[]): boolean =>
    parts.some((part) => !isPrimitive(valueTypeOf(part, fold.facts)));
  switch (node.kind) {
    case 'cast':
    case 'group':
      return effectsOnly(node.operand, fold);
    case 'unary': {
      const isPlain = node.operator === '!' || node.operator === 'void';
      const drops = isPlain || (node.operator !== 'delete' && !converts(node.operand));
      return drops ? effectsOnly(node.operand, fold) : node;
    }
    case 'binary': {
      const isPlain = node.operator === '===' || node.operator === '!==';
      if (!isPlain && (node.operator === 'in' || node.operator === 'instanceof')) return node;
      if (!isPlain && converts(node.left, node.right)) return node;
      return both(effectsOnly(node.left, fold), effectsOnly(node.right, fold));
    }
    case 'sequence': {
      const [left, right] = [effectsOnly(node.left, fold), effectsOnly(node.right, fold)];
      return left && right ? replace(node, { left, right }) : (left ?? right);
    }
    case 'logical': {
      const right = effectsOnly(node.right, fold);
      if (right === undefined) return effectsOnly(node.left, fold);
      return right === node.right ? node : { ...node, right };
    }
    default:
      return node;
  }
}
