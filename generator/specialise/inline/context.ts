import type { EffectsContext } from '../analyse/expression-effects.ts';
import type { Position } from '../../position.ts';
import type { Binding } from '../syntax/binding.ts';
import type { FunctionDeclaration } from '../syntax/tree.ts';

/** What inlining needs to know about the program. */
export interface InlineContext extends EffectsContext {
  /** True for a function that is tagged `@inline` and whose condition holds. */
  isInlined(binding: Binding): boolean;
  /**
   * The function as it is after folding and inlining in it.
   * @throws InlineError if a chain of inlined calls leads back to it
   */
  prepared(binding: Binding, caller: Position): FunctionDeclaration;
}
