import { isDroppable, type Effects } from '../analyse/effects.ts';
import { evaluate, type Facts } from '../analyse/evaluate.ts';
import { isNumeric, type ValueType } from '../syntax/value-type.ts';
import { valueTypeOf } from '../analyse/value-type.ts';
import { functionEffects } from '../analyse/statement-effects.ts';
import { effectsOf } from '../analyse/walk-effects.ts';
import type { TemplateOptions } from '../options.ts';
import type { Binding } from '../syntax/binding.ts';
import type { Declaration } from '../syntax/declaration.ts';
import { hasLiteral, type Constant } from '../syntax/create.ts';
import { foldBody } from './body.ts';
import { foldExpression } from './expression.ts';
import type { ConstantFolder } from './constant-folder.ts';

/** Finds the top-level declaration of a binding. */
export type FindDeclaration = (binding: Binding) => Declaration | undefined;

/** What is known of `const`s: constants of locals, kinds of all. It stays true whatever else changes. */
export interface KnownFacts {
  readonly constants: Map<Binding, Constant>;
  readonly valueTypes: Map<Binding, ValueType>;
}

export function newKnownFacts(): KnownFacts {
  return { constants: new Map(), valueTypes: new Map() };
}

/** A folder over the declarations that `find` knows; what it learns goes to `learnt`. */
export function createConstantFolder(
  options: TemplateOptions,
  find: FindDeclaration,
  learnt: KnownFacts = newKnownFacts(),
): ConstantFolder {
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
    const init = fold.expression(declaration.init, 'value');
    const value = fold.constant(init);
    if (value !== undefined && (typeof value.value !== 'number' || hasLiteral(value.value)))
      known.set(binding, value);
    fold.noteValueType(binding, valueTypeOf(init, facts));
    return known.get(binding);
  };

  const calling = (binding: Binding): Effects | undefined => {
    if (calls.has(binding)) return calls.get(binding);
    // Recursion may not end.
    calls.set(binding, undefined);
    const declaration = find(binding);
    if (declaration?.kind === 'function') calls.set(binding, functionEffects(declaration, fold));
    return calls.get(binding);
  };

  const valueType = (binding: Binding): ValueType => {
    if (binding.topLevel) constant(binding);
    return learnt.valueTypes.get(binding) ?? binding.valueType;
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

  const facts: Facts = { constant, valueType, returned };
  const fold: ConstantFolder = {
    options,
    facts,
    calling,
    expression: (node, use) => foldExpression(node, use, fold),
    body: (body) => foldBody(body, fold),
    constant: (node) => evaluate(node, facts),
    droppable: (node) => isDroppable(effectsOf(node, fold)),
    noteConstant: (binding, value) => void learnt.constants.set(binding, value),
    noteValueType: (binding, more) => {
      const isBetter =
        binding.valueType === 'unknown' || (binding.valueType === 'number' && isNumeric(more));
      if (isBetter) learnt.valueTypes.set(binding, more);
    },
  };
  return fold;
}
