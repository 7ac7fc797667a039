import type { Expression } from '../../specialise/syntax/tree.ts';
import { constantOf, within } from '../kinds/kind.ts';
import { bare, hostCall } from '../kinds/kind-of.ts';
import { MOST_WORDS, WORD_SHIFT } from '../kinds/scales.ts';
import type { Emitter } from './emitter.ts';
import { scaleOf } from './places.ts';

/** How a value is there at the least cost: times 4, as it is, or so that both cost the same. */
export type Natural = 'scaled' | 'plain' | 'either';

export function naturalOf(emit: Emitter, node: Expression): Natural {
  const expression = bare(node);
  const kind = emit.kind(expression);
  if (!within(kind, 0, MOST_WORDS)) return 'plain';
  if (constantOf(kind) !== undefined) return 'either';
  switch (expression.kind) {
    case 'name': {
      const { binding } = expression;
      if (binding.topLevel) return 'plain';
      return scaleOf(emit.place(binding)) === WORD_SHIFT ? 'scaled' : 'plain';
    }
    case 'assign':
      return expression.operator === '=' ? naturalOf(emit, expression.target) : 'plain';
    case 'call': {
      const { callee, args } = expression;
      const [object, name] = hostCall(expression) ?? [];
      if (object === 'Math' && (name === 'min' || name === 'max')) return together(emit, args);
      if (callee.kind !== 'name') return 'plain';
      return emit.resultScale(callee.binding) === WORD_SHIFT ? 'scaled' : 'plain';
    }
    case 'binary': {
      const { operator, left, right } = expression;
      if (operator === '>>>' && constantOf(emit.kind(right)) === WORD_SHIFT) return 'either';
      if (operator !== '+' && operator !== '-') return 'plain';
      return together(emit, [left, right]);
    }
    default:
      return 'plain';
  }
}

function together(emit: Emitter, nodes: readonly Expression[]): Natural {
  const parts = new Set(nodes.map((each) => naturalOf(emit, each)));
  if (parts.has('plain')) return 'plain';
  return parts.has('scaled') ? 'scaled' : 'either';
}
