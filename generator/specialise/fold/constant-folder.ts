import type { KnownFacts } from '../analyse/known-facts.ts';
import type { EffectsContext } from '../analyse/expression-effects.ts';
import type { TemplateOptions } from '../options.ts';
import type { Binding } from '../syntax/binding.ts';
import type { Body, Expression, ObjectLiteral } from '../syntax/tree.ts';
import type { Constant } from '../syntax/create.ts';

/**
 * What becomes of an expression's value. `condition`: only whether it is truthy; `int32`: it is
 * converted as the bit operators do; `number`: it is a number and 0 is as good as -0; `index`: the
 * same, as the index of a typed array; `nothing`: it is dropped.
 */
export type Use = 'value' | 'condition' | 'int32' | 'number' | 'index' | 'nothing';

/** Where the rules of `fold/` call each other. */
export interface ConstantFolder extends EffectsContext {
  readonly options: TemplateOptions;
  expression(node: Expression, use: Use): Expression;
  body(body: Body): Body;
  constant(node: Expression): Constant | undefined;
  /** The folded table that the name stands for. */
  table(binding: Binding): ObjectLiteral | undefined;
  /** True where leaving out the evaluation changes nothing. */
  droppable(node: Expression): boolean;
  /** Where to note what folding finds out about variables. */
  readonly known: KnownFacts;
}
