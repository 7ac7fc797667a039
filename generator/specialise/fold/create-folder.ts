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

/** What is known of `const`s: constants of locals, kinds of all. It stays true whatever else changes. */
export interface ConstFacts {
  readonly constants: Map<Binding, Constant>;
  readonly kinds: Map<Binding, StaticKind>;
}

export function noConstFacts(): ConstFacts {
  return { constants: new Map(), kinds: new Map() };
}

/** A folder over the declarations that `find` knows; what it learns goes to `learnt`. */
export function createFolder(
  options: TemplateOptions,
  find: FindDeclaration,
  learnt: ConstFacts = noConstFacts(),
): Folder {
  const known = new Map<Binding, Constant | undefined>();
  const calls = new Map<Binding, Effects | undefined>();
  const results = new Map<Binding, Constant | undefined>();

  const constant = (binding: Binding): Constant | undefined => {
    if (!binding.topLevel) return learnt.constants.get(binding);
    if (known.has(binding)) return known.get(binding);
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
    return learnt.kinds.get(binding) ?? binding.kind;
  };

  const returned = (binding: Binding): Constant | undefined => {
    if (results.has(binding)) return results.get(binding);
    results.set(binding, undefined);
    const declaration = find(binding);
    if (declaration?.kind !== 'function' || declaration.parameters.length > 0) return undefined;
    const [only, ...others] = declaration.body.statements;
    if (only?.kind === 'return' && only.value !== undefined && others.length === 0)
      results.set(binding, evaluate(only.value, facts));
    return results.get(binding);
  };

  const facts: Facts = { constant, kind, returned };
  const folder: Folder = {
    options,
    facts,
    calling,
    expression: (node, use) => foldExpression(node, use, folder),
    body: (body) => foldBody(body, folder),
    constant: (node) => evaluate(node, facts),
    droppable: (node) => isDroppable(effectsOf(node, folder)),
    learn: (binding, value) => void learnt.constants.set(binding, value),
    learnKind: (binding, more) => {
      const isBetter = binding.kind === 'unknown' || (binding.kind === 'number' && isNumeric(more));
      if (isBetter) learnt.kinds.set(binding, more);
    },
  };
  return folder;
}
