import { isDroppable, type Effects } from '../analyse/effects.ts';
import { evaluate, type Facts } from '../analyse/evaluate.ts';
import type { ValueType } from '../syntax/value-type.ts';
import { valueTypeOf } from '../analyse/value-type.ts';
import { functionEffects } from '../analyse/statement-effects.ts';
import { effectsOf } from '../analyse/walk-effects.ts';
import type { Session } from '../session.ts';
import type { Binding } from '../syntax/binding.ts';
import type { Declaration } from '../syntax/declaration.ts';
import { tableOf } from '../syntax/table.ts';
import type { ObjectLiteral } from '../syntax/tree.ts';
import { hasLiteral, type Constant } from '../syntax/create.ts';
import { foldBody } from './body.ts';
import { foldExpression } from './expression.ts';
import type { ConstantFolder } from './constant-folder.ts';

/** Finds the top-level declaration of a binding. */
export type FindDeclaration = (binding: Binding) => Declaration | undefined;

/** A constant folder over the declarations that `find` knows. New facts go to the session. */
export function createConstantFolder(
  { options, known }: Pick<Session, 'options' | 'known'>,
  find: FindDeclaration,
): ConstantFolder {
  const constants = new Map<Binding, Constant | undefined>();
  const calls = new Map<Binding, Effects | undefined>();
  const results = new Map<Binding, Constant | undefined>();
  const tables = new Map<Binding, ObjectLiteral | undefined>();

  const constant = (binding: Binding): Constant | undefined => {
    if (!binding.topLevel) return known.constant(binding);
    if (constants.has(binding)) return constants.get(binding);
    constants.set(binding, undefined);
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
      constants.set(binding, value);
    known.noteValueType(binding, valueTypeOf(init, facts));
    return constants.get(binding);
  };

  const calling = (binding: Binding): Effects | undefined => {
    if (calls.has(binding)) return calls.get(binding);
    // A recursive call may not end, so its effects are unknown.
    calls.set(binding, undefined);
    const declaration = find(binding);
    if (declaration?.kind === 'function') calls.set(binding, functionEffects(declaration, fold));
    return calls.get(binding);
  };

  const valueType = (binding: Binding): ValueType => {
    if (binding.topLevel) constant(binding);
    return known.valueType(binding);
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

  const table = (binding: Binding): ObjectLiteral | undefined => {
    if (tables.has(binding)) return tables.get(binding);
    // A choice that refers to itself is not a table.
    tables.set(binding, undefined);
    const declaration = find(binding);
    if (declaration?.kind !== 'variable' || declaration.keyword !== 'const') return undefined;
    const members = tableOf(declaration);
    if (members !== undefined) {
      const folded = fold.expression(members, 'value');
      if (folded.kind === 'object') tables.set(binding, folded);
    } else if (declaration.init?.kind === 'conditional' || declaration.init?.kind === 'name') {
      const chosen = fold.expression(declaration.init, 'value');
      if (chosen.kind === 'name') tables.set(binding, table(chosen.binding));
    }
    return tables.get(binding);
  };

  const facts: Facts = { constant, valueType, returned };
  const fold: ConstantFolder = {
    options,
    facts,
    calling,
    expression: (node, use) => foldExpression(node, use, fold),
    body: (body) => foldBody(body, fold),
    constant: (node) => evaluate(node, facts),
    table,
    droppable: (node) => isDroppable(effectsOf(node, fold)),
    known,
  };
  return fold;
}
