import { isDroppable, type Effects } from '../analyse/effects.ts';
import { evaluate, type Facts } from '../analyse/evaluate.ts';
import { isNumeric, kindOf } from '../analyse/kind.ts';
import { functionEffects } from '../analyse/statement-effects.ts';
import { effectsOf } from '../analyse/walk-effects.ts';
import type { TemplateOptions } from '../options.ts';
import type { Binding, StaticKind } from '../syntax/binding.ts';
import { hasLiteral, type Constant } from '../syntax/create.ts';
import type { Declaration } from '../syntax/declaration.ts';
import { foldBody } from './body.ts';
import { foldExpression } from './expression.ts';
import type { Folder } from './folder.ts';

/** Finds the top-level declaration of a binding. */
export type FindDeclaration = (binding: Binding) => Declaration | undefined;

/** A folder over the declarations that `find` knows; what it learns holds as long as it lives. */
export function createFolder(options: TemplateOptions, find: FindDeclaration): Folder {
  const known = new Map<Binding, Constant | undefined>();
  const kinds = new Map<Binding, StaticKind>();
  const calls = new Map<Binding, Effects | undefined>();

  const constant = (binding: Binding): Constant | undefined => {
    if (known.has(binding) || !binding.topLevel) return known.get(binding);
    known.set(binding, undefined);
    const declaration = find(binding);
    if (
      declaration?.kind !== 'variable' ||
      declaration.keyword !== 'const' ||
      declaration.init === undefined
    ) {
      return undefined;
    }
    const init = folder.expression(declaration.init, 'value');
    const value = folder.constant(init);
    if (value !== undefined && (typeof value.value !== 'number' || hasLiteral(value.value)))
      known.set(binding, value);
    folder.learnKind(binding, kindOf(init, facts));
    return known.get(binding);
  };

  const calling = (binding: Binding): Effects | undefined => {
    if (calls.has(binding)) return calls.get(binding);
    // Recursion may not end.
    calls.set(binding, undefined);
    const declaration = find(binding);
    if (declaration?.kind === 'function') calls.set(binding, functionEffects(declaration, folder));
    return calls.get(binding);
  };

  const kind = (binding: Binding): StaticKind => {
    if (binding.topLevel) constant(binding);
    return kinds.get(binding) ?? binding.kind;
  };

  const facts: Facts = { constant, kind };
  const folder: Folder = {
    options,
    facts,
    calling,
    expression: (node, use) => foldExpression(node, use, folder),
    body: (body) => foldBody(body, folder),
    constant: (node) => evaluate(node, facts),
    droppable: (node) => isDroppable(effectsOf(node, folder)),
    learn: (binding, value) => void known.set(binding, value),
    learnKind: (binding, more) => {
      const isBetter = binding.kind === 'unknown' || (binding.kind === 'number' && isNumeric(more));
      if (isBetter) kinds.set(binding, more);
    },
  };
  return folder;
}
