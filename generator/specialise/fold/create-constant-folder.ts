import { isDroppable, sameEffects, type Effects } from '../analyse/effects.ts';
import { evaluate, type Facts } from '../analyse/evaluate.ts';
import type { KnownFacts } from '../analyse/known-facts.ts';
import { functionEffects } from '../analyse/statement-effects.ts';
import { valueTypeOf } from '../analyse/value-type.ts';
import { effectsOf } from '../analyse/walk-effects.ts';
import { NOTHING_TO_ASK, type Computation, type Memo } from '../memo/memo.ts';
import type { TemplateOptions } from '../options.ts';
import type { Binding } from '../syntax/binding.ts';
import { hasLiteral, sameConstant, type Constant } from '../syntax/create.ts';
import type { Declaration, VariableDeclaration } from '../syntax/declaration.ts';
import { tableOf } from '../syntax/table.ts';
import type { Expression, FunctionDeclaration, ObjectLiteral } from '../syntax/tree.ts';
import type { ValueType } from '../syntax/value-type.ts';
import { foldBody } from './body.ts';
import { foldExpression } from './expression.ts';
import type { ConstantFolder } from './constant-folder.ts';

/** Finds the top-level declaration of a binding. */
export type FindDeclaration = (binding: Binding) => Declaration | undefined;

/** What a folder knows beside the declarations. */
export interface Known {
  readonly options: TemplateOptions;
  /** New facts go there. */
  readonly facts: KnownFacts;
  readonly memo: Memo;
}

/** What a computation of the facts about one declaration gives: none needs more than a folder. */
type Fact<Subject extends object, Result> = Computation<Subject, ConstantFolder, Result>;

const CONSTANT: Fact<VariableDeclaration, { value?: Constant; valueType?: ValueType }> = {
  name: 'constant',
  compute({ init }, fold) {
    if (init === undefined) return {};
    const folded = fold.expression(init, 'value');
    const value = fold.constant(folded);
    const isWritten =
      value !== undefined && (typeof value.value !== 'number' || hasLiteral(value.value));
    return { ...(isWritten && { value }), valueType: valueTypeOf(folded, fold.facts) };
  },
};

const CALLING: Fact<FunctionDeclaration, Effects> = {
  name: 'calling',
  compute: functionEffects,
};

const RETURNED: Fact<Expression, Constant | undefined> = {
  name: 'returned',
  compute: (value, { facts }) => evaluate(value, facts),
};

const TABLE: Fact<VariableDeclaration, ObjectLiteral | undefined> = {
  name: 'table',
  compute(declaration, fold) {
    const members = tableOf(declaration);
    if (members !== undefined) {
      const folded = fold.expression(members, 'value');
      return folded.kind === 'object' ? folded : undefined;
    }
    const { init } = declaration;
    if (init?.kind !== 'conditional' && init?.kind !== 'name') return undefined;
    const chosen = fold.expression(init, 'value');
    return chosen.kind === 'name' ? fold.table(chosen.binding) : undefined;
  },
};

/** A constant folder over the declarations that `find` knows. */
export function createConstantFolder(
  { options, facts: known, memo }: Known,
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
    const { value, valueType } = memo.run(CONSTANT, declaration, fold);
    constants.set(binding, value);
    if (valueType !== undefined) known.noteValueType(binding, valueType);
    return value;
  };

  const calling = (binding: Binding): Effects | undefined => {
    if (calls.has(binding)) return calls.get(binding);
    // A recursive call may not end, so its effects are unknown.
    calls.set(binding, undefined);
    const declaration = find(binding);
    if (declaration?.kind === 'function') calls.set(binding, memo.run(CALLING, declaration, fold));
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
    const { statements } = declaration.body;
    const [only] = statements;
    if (only?.kind === 'return' && only.value !== undefined && statements.length === 1)
      results.set(binding, memo.run(RETURNED, only.value, fold));
    return results.get(binding);
  };

  const table = (binding: Binding): ObjectLiteral | undefined => {
    if (tables.has(binding)) return tables.get(binding);
    // A choice that refers to itself is not a table.
    tables.set(binding, undefined);
    const declaration = find(binding);
    if (declaration?.kind !== 'variable' || declaration.keyword !== 'const') return undefined;
    tables.set(binding, memo.run(TABLE, declaration, fold));
    return tables.get(binding);
  };

  const option =
    <Value>(record: Readonly<Record<string, Value>>) =>
    (name: string): Value | undefined =>
      Object.hasOwn(record, name) ? record[name] : undefined;

  const asks = memo.asking(
    {
      ...NOTHING_TO_ASK,
      repeat({ kind, about, value }) {
        if (kind === 'constant') known.noteConstant(about as Binding, value as Constant);
        else known.noteValueType(about as Binding, value as ValueType);
      },
    },
    {
      enabled: option(options.enabled),
      global: option(options.global),
      values: option(options.values),
      constant,
      valueType,
      returned,
      calling,
      table,
    },
    { constant: sameConstant, returned: sameConstant, calling: sameEffects },
  );
  const { questions, equalities, repeat, enabled, global, values } = asks;
  const facts: Facts = {
    constant: asks.constant,
    valueType: asks.valueType,
    returned: asks.returned,
  };
  const fold: ConstantFolder = {
    questions,
    equalities,
    repeat,
    enabled,
    global,
    values,
    facts,
    calling: asks.calling,
    table: asks.table,
    expression: (node, use) => foldExpression(node, use, fold),
    body: (body) => foldBody(body, fold),
    constant: (node) => evaluate(node, facts),
    droppable: (node) => isDroppable(effectsOf(node, fold)),
    noteConstant(about, value) {
      known.noteConstant(about, value);
      memo.noted({ kind: 'constant', about, value });
    },
    noteValueType(about, value) {
      if (known.noteValueType(about, value)) memo.noted({ kind: 'valueType', about, value });
    },
  };
  return fold;
}
