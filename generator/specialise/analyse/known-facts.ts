import type { Binding } from '../syntax/binding.ts';
import type { Constant } from '../syntax/create.ts';
import { isNumeric, type ValueType } from '../syntax/value-type.ts';

/**
 * What folding has found out about variables declared with `const`: the constants of locals, and
 * value types. A fact stays true however the program changes, so one object serves all passes.
 */
export class KnownFacts {
  readonly #constants = new Map<Binding, Constant>();
  readonly #valueTypes = new Map<Binding, ValueType>();

  /** The constant that a local holds. */
  constant(local: Binding): Constant | undefined {
    return this.#constants.get(local);
  }

  /** The best value type that is known, which is that of the declaration if no other is. */
  valueType(binding: Binding): ValueType {
    return this.#valueTypes.get(binding) ?? binding.valueType;
  }

  /** A `const` whose initialiser folded to a constant. */
  noteConstant(local: Binding, constant: Constant): void {
    this.#constants.set(local, constant);
  }

  /** A `const` with an initialiser of this value type; ignored unless it says more than the declaration. */
  noteValueType(binding: Binding, valueType: ValueType): void {
    const isBetter =
      binding.valueType === 'unknown' || (binding.valueType === 'number' && isNumeric(valueType));
    if (isBetter) this.#valueTypes.set(binding, valueType);
  }
}
