import type { Binding } from '../../specialise/syntax/binding.ts';
import type { Unit } from '../unit.ts';
import type { Kind } from './kind.ts';
import type { View } from './views.ts';

/** What is known of the names of a program. `never` is the kind of what has got no value yet. */
export interface Known {
  readonly unit: Unit;
  kind(binding: Binding): Kind;
  /** The kind of what a function returns. */
  result(binding: Binding): Kind;
  view(binding: Binding): View | undefined;
}
