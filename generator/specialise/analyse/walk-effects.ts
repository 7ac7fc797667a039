import type { Expression } from '../syntax/tree.ts';
import { childrenOf } from '../syntax/visit.ts';
import { newEffects, type Effects, type EffectsBuilder } from './effects.ts';
import { addOwnEffects, type EffectsContext } from './expression-effects.ts';

/** Adds the effects of evaluating `node` and all of its parts. */
export function addExpressionEffects(
  node: Expression,
  effects: EffectsBuilder,
  context: EffectsContext,
): void {
  const add = (part: Expression): void => {
    if (part.kind === 'closure') return;
    if (part.kind === 'assign' || part.kind === 'update') {
      const { target } = part;
      // A name as the target is written, not read. Of other targets, object and index are evaluated.
      if (target.kind === 'property' || target.kind === 'element') add(target.object);
      if (target.kind === 'element') add(target.index);
      if (part.kind === 'assign') add(part.value);
    } else {
      for (const child of childrenOf(part)) add(child);
    }
    addOwnEffects(part, effects, context);
  };
  add(node);
}

/** The effects of evaluating `node` and all of its parts. */
export function effectsOf(node: Expression, context: EffectsContext): Effects {
  const effects = newEffects();
  addExpressionEffects(node, effects, context);
  return effects;
}
