import type { ValueType } from './value-type.ts';

/**
 * One declared name. Bindings are compared by identity, so two variables called `first` never mix
 * and the printer alone decides what a binding is called in the output.
 */
export interface Binding {
  /** Position in the order of creation: makes results independent of object identity. */
  readonly id: number;
  /** Name as the author wrote it. */
  readonly name: string;
  /** A top-level declaration of a module, rather than a parameter or local. */
  readonly topLevel: boolean;
  /** Static kind of the value, of the declared type or a `const` initialiser. */
  readonly valueType: ValueType;
  /** Static kind of what a function returns. */
  readonly returns: ValueType;
  /** Assigned inside a nested function, so any call may change it. */
  readonly shared: boolean;
  /** Came in through inlining: may be renamed or replaced by its value. */
  readonly inlined: boolean;
}

let lastId = 0;

/** How many bindings have been made so far: the last one's `id`. */
export function bindingsMade(): number {
  return lastId;
}

/** Gives bindings that are made from now on an `id` above `id`. */
export function makeBindingsAfter(id: number): void {
  lastId = Math.max(lastId, id);
}

/** A new binding; what is not given is the most cautious value. */
export function createBinding(name: string, known: Partial<Omit<Binding, 'id' | 'name'>>): Binding {
  lastId += 1;
  return {
    id: lastId,
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
  lastId += 1;
  return { ...binding, id: lastId, inlined: true };
}
