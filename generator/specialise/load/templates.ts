import type { Position } from '../../position.ts';
import type { Binding } from '../syntax/binding.ts';
import type { Declaration } from '../syntax/declaration.ts';
import type { Expression } from '../syntax/tree.ts';

/** A name that `index.ts` exports, and its conditions. */
export interface ApiEntry {
  readonly name: string;
  readonly binding: Binding;
  /** The export exists if this folds to true. */
  readonly condition: Expression;
  /** The measured entry imports the name if this folds to true. */
  readonly measured: Expression;
  readonly position: Position;
}

/** A function that the module exports instead of its state, if `condition` folds to true. */
export interface FactoryEntry {
  /** `createName`. */
  readonly name: string;
  readonly condition: Expression;
  /** Its comment. */
  readonly lead: readonly string[];
  readonly position: Position;
}

/** Parsed template modules: read once, specialised any number of times. */
export interface Templates {
  /** The declarations of all modules. A module comes after those that it imports. */
  readonly declarations: readonly Declaration[];
  /** In the order of `api.ts`, or of `index.ts` if there is no `api.ts`. */
  readonly api: readonly ApiEntry[];
  /** FACTORY of `api.ts`, if it declares one. */
  readonly factory: FactoryEntry | undefined;
}
