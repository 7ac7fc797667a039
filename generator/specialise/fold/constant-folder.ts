import type { KnownFacts } from '../analyse/known-facts.ts';
import type { EffectsContext } from '../analyse/expression-effects.ts';
import type { TemplateOptions } from '../options.ts';
import type { Binding } from '../syntax/binding.ts';
import type { Body, Expression, ObjectLiteral } from '../syntax/tree.ts';
import type { Constant } from '../syntax/create.ts';

/**
 * What the value of an expression is used for. `condition`: only its truth value counts; `int32`: it is
 * converted to 32 bits; `number`: it is a number, and the sign of zero does not count; `index`: the
 * same, for the index of a typed array; `nothing`: it is dropped.
 */
export type Use = 'value' | 'condition' | 'int32' | 'number' | 'index' | 'nothing';

/** Folds code of one program. The rules of `fold/` reach each other through it. */
export interface ConstantFolder extends EffectsContext {
  readonly options: TemplateOptions;
  expression(node: Expression, use: Use): Expression;
  body(body: Body): Body;
  constant(node: Expression): Constant | undefined;
  /** The folded table that the name stands for. */
  table(binding: Binding): ObjectLiteral | undefined;
  /** True if the evaluation can be left out when the value is not needed. */
  droppable(node: Expression): boolean;
  /** Where to note what folding finds out about variables. */
  readonly known: KnownFacts;
}
