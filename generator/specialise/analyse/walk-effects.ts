import type { Expression } from '../syntax/tree.ts';
import { visitExpression, type Visitor } from '../syntax/visit.ts';
import { newEffects, type Effects, type EffectsBuilder } from './effects.ts';
import { addOwnEffects, type EffectsContext } from './expression-effects.ts';

/** Adds everything that evaluating `node` may do. */
export function addExpressionEffects(
  node: Expression,
  effects: EffectsBuilder,
  context: EffectsContext,
): void {
  // One visitor for all nodes: this runs more often than anything else.
  let parent: Expression | undefined;
  const children: Visitor = {
    expression(part) {
      if (part === parent) return true;
      add(part);
      return false;
    },
  };
  const add = (part: Expression): void => {
    if (part.kind === 'closure') return;
    if (part.kind === 'assign' || part.kind === 'update') {
      const { target } = part;
      // A target that is a name is written, not read; of others the object and index are evaluated.
      if (target.kind === 'property' || target.kind === 'element') add(target.object);
      if (target.kind === 'element') add(target.index);
      if (part.kind === 'assign') add(part.value);
    } else {
      const before = parent;
      parent = part;
      visitExpression(part, children);
      parent = before;
    }
    addOwnEffects(part, effects, context);
  };
  add(node);
}

/** Everything that evaluating `node` may do. */
export function effectsOf(node: Expression, context: EffectsContext): Effects {
  const effects = newEffects();
  addExpressionEffects(node, effects, context);
  return effects;
}
