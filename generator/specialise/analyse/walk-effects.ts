import type { Expression } from '../syntax/expression.ts';
import { visitExpression } from '../syntax/visit.ts';
import { noEffects, type Effects, type EffectsBuilder } from './effects.ts';
import { addOwnEffects, type EffectsContext } from './expression-effects.ts';

/** Adds everything that evaluating `node` may do. */
export function addExpressionEffects(
  node: Expression,
  effects: EffectsBuilder,
  context: EffectsContext,
): void {
  const add = (part: Expression): void => addExpressionEffects(part, effects, context);
  if (node.kind === 'closure') return;
  if (node.kind === 'assign' || node.kind === 'update') {
    // A target that is a name is written, not read; of others the object and index are evaluated.
    if (node.target.kind === 'property' || node.target.kind === 'element') add(node.target.object);
    if (node.target.kind === 'element') add(node.target.index);
    if (node.kind === 'assign') add(node.value);
  } else {
    visitExpression(node, {
      expression(part) {
        if (part === node) return true;
        add(part);
        return false;
      },
    });
  }
  addOwnEffects(node, effects, context);
}

/** Everything that evaluating `node` may do. */
export function effectsOf(node: Expression, context: EffectsContext): Effects {
  const effects = noEffects();
  addExpressionEffects(node, effects, context);
  return effects;
}
