import type { Position } from '../../position.ts';
import type { Binding } from '../syntax/binding.ts';
import type { Declaration } from '../syntax/declaration.ts';
import type { Expression } from '../syntax/tree.ts';

/** One name that `index.ts` exports, and when. */
export interface ApiEntry {
  readonly name: string;
  readonly binding: Binding;
  /** The export exists where this folds to true. */
  readonly condition: Expression;
  /** The measured entry imports the name where this folds to true. */
  readonly measured: Expression;
  readonly position: Position;
}

/** A function that the module exports, where `condition` folds to true, in place of all that has state. */
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
  /** All declarations of all modules, a module behind those that it imports. */
  readonly declarations: readonly Declaration[];
  /** In the order of `api.ts`, or of `index.ts` where there is none. */
  readonly api: readonly ApiEntry[];
  /** Where `api.ts` declares FACTORY. */
  readonly factory: FactoryEntry | undefined;
}
