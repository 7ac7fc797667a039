import type { ValueType } from './value-type.ts';

/**
 * One declared name. Bindings are compared by identity, so two variables called `first` never mix
 * and the printer alone decides what a binding is called in the output.
 */
export interface Binding {
  /** Name as the author wrote it. */
  readonly name: string;
  /** A top-level declaration of a module, rather than a parameter or local. */
  readonly topLevel: boolean;
  /** Value type from the declared type or a `const` initialiser. */
  readonly valueType: ValueType;
  /** Value type of what a function returns. */
  readonly returns: ValueType;
  /** Assigned inside a nested function, so any call may change it. */
  readonly shared: boolean;
  /** Came in through inlining: may be renamed or replaced by its value. */
  readonly inlined: boolean;
}

/** A new binding; properties that are not given get the most cautious value. */
export function createBinding(name: string, known: Partial<Omit<Binding, 'name'>>): Binding {
  return {
    name,
    topLevel: false,
    valueType: 'unknown',
    returns: 'unknown',
    shared: false,
    inlined: false,
    ...known,
  };
}

/** A copy for an inlined body, with an identity of its own. */
export function inlinedCopy(binding: Binding): Binding {
  return { ...binding, inlined: true };
}
