import type { Binding } from '../syntax/binding.ts';
import type { Constant } from '../syntax/create.ts';
import { isNumeric, type ValueType } from '../syntax/value-type.ts';

/**
 * What folding has found out about `const` variables: the constants of locals, and value types.
 * A fact stays true when the program changes, so one object serves all passes.
 */
export class KnownFacts {
  readonly #constants = new Map<Binding, Constant>();
  readonly #valueTypes = new Map<Binding, ValueType>();

  /** The constant that a local holds. */
  constant(local: Binding): Constant | undefined {
    return this.#constants.get(local);
  }

  /** The most precise value type that is known, at least that of the declaration. */
  valueType(binding: Binding): ValueType {
    return this.#valueTypes.get(binding) ?? binding.valueType;
  }

  /** Notes the constant to which the initialiser of a `const` folded. */
  noteConstant(local: Binding, constant: Constant): void {
    this.#constants.set(local, constant);
  }

  /** Notes the value type of a `const`'s initialiser, if it is more precise than the declaration. */
  noteValueType(binding: Binding, valueType: ValueType): void {
    const isBetter =
      binding.valueType === 'unknown' || (binding.valueType === 'number' && isNumeric(valueType));
    if (isBetter) this.#valueTypes.set(binding, valueType);
  }
}
