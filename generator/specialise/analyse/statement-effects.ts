import type { FunctionDeclaration, Statement } from '../syntax/tree.ts';
import { visitStatement } from '../syntax/visit.ts';
import { newEffects, type Effects, type EffectsBuilder } from './effects.ts';
import type { EffectsContext } from './expression-effects.ts';
import { addExpressionEffects } from './walk-effects.ts';

/**
 * Adds the effects of `statement`. For the statements around it, a jump or return stops the
 * execution; for a caller (`called`), it does not.
 */
export function addStatementEffects(
  statement: Statement,
  effects: EffectsBuilder,
  context: EffectsContext,
  called = false,
): void {
  visitStatement(statement, {
    expression(node) {
      addExpressionEffects(node, effects, context);
      return false;
    },
    statement(node) {
      switch (node.kind) {
        case 'while':
        case 'do':
        case 'for':
        case 'throw':
          effects.stops = true;
          return true;
        case 'return':
        case 'jump':
          effects.stops ||= !called;
          return true;
        case 'forEach':
        case 'try':
          effects.opaque = true;
          return true;
        case 'variable':
          effects.writes.add(node.binding);
          return true;
        case 'function':
          return false;
        case 'expression':
        case 'if':
        case 'switch':
        case 'block':
        case 'labelled':
          return true;
      }
    },
  });
}

/** The effects of calling a function, without those of the arguments and on its own locals. */
export function functionEffects(
  declaration: FunctionDeclaration,
  context: EffectsContext,
): Effects {
  const effects = newEffects();
  for (const { init } of declaration.parameters) {
    if (init !== undefined) addExpressionEffects(init, effects, context);
  }
  for (const statement of declaration.body.statements)
    addStatementEffects(statement, effects, context, true);
  for (const location of [...effects.reads, ...effects.writes]) {
    if (typeof location !== 'string' && !location.topLevel) {
      effects.reads.delete(location);
      effects.writes.delete(location);
    }
  }
  return effects;
}
