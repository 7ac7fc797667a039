import type { Binding } from '../syntax/binding.ts';
import { sameConstant, type Constant } from '../syntax/create.ts';
import { isNumeric, type ValueType } from '../syntax/value-type.ts';

/**
 * What folding has found out about `const` variables: the constants of locals, and value types.
 * A fact stays true when the program changes, so one object serves all passes.
 */
export class KnownFacts {
  readonly #constants = new Map<Binding, Constant>();
  readonly #valueTypes = new Map<Binding, ValueType>();
  #version = 0;

  /** Another number after each fact that is new. */
  get version(): number {
    return this.#version;
  }

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
    if (sameConstant(this.#constants.get(local), constant)) return;
    this.#constants.set(local, constant);
    this.#version += 1;
  }

  /**
   * Notes the value type of a `const`'s initialiser.
   * @returns false if it is not more precise than the declaration
   */
  noteValueType(binding: Binding, valueType: ValueType): boolean {
    const isBetter =
      binding.valueType === 'unknown' || (binding.valueType === 'number' && isNumeric(valueType));
    if (isBetter && this.#valueTypes.get(binding) !== valueType) {
      this.#valueTypes.set(binding, valueType);
      this.#version += 1;
    }
    return isBetter;
  }
}
