import type { EffectsContext } from '../analyse/expression-effects.ts';
import type { Asks, Computation } from '../memo/memo.ts';
import type { TemplateOptions } from '../options.ts';
import type { Binding } from '../syntax/binding.ts';
import type { Body, Expression, ObjectLiteral } from '../syntax/tree.ts';
import type { Constant } from '../syntax/create.ts';
import type { ValueType } from '../syntax/value-type.ts';

/**
 * What the value of an expression is used for. `condition`: only its truth value counts; `int32`: it is
 * converted to 32 bits; `number`: it is a number, and the sign of zero does not count; `index`: the
 * same, for the index of a typed array; `nothing`: it is dropped.
 */
export type Use = 'value' | 'condition' | 'int32' | 'number' | 'index' | 'nothing';

/** The options by the names of their records; undefined for a name that is not in one. */
export type AskedOptions = {
  readonly [Record in keyof TemplateOptions]: (
    name: string,
  ) => TemplateOptions[Record][string] | undefined;
};

/**
 * Folds code of one program. The rules of `fold/` reach each other through it, and nothing but it knows the
 * options and the other declarations: a memo writes down what it is asked.
 */
export interface ConstantFolder extends EffectsContext, AskedOptions, Asks {
  expression(node: Expression, use: Use): Expression;
  body(body: Body): Body;
  constant(node: Expression): Constant | undefined;
  /** The folded table that the name stands for. */
  table(binding: Binding): ObjectLiteral | undefined;
  /** True if the evaluation can be left out when the value is not needed. */
  droppable(node: Expression): boolean;
  /** Notes the constant to which the initialiser of a local `const` folded. */
  noteConstant(local: Binding, constant: Constant): void;
  /** Notes the value type of a `const`'s initialiser. */
  noteValueType(binding: Binding, valueType: ValueType): void;
}

/** Whether the evaluation of an expression can be left out when its value is not needed. */
export const DROPPABLE: Computation<Expression, ConstantFolder, boolean> = {
  name: 'droppable',
  compute: (node, fold) => fold.droppable(node),
};
