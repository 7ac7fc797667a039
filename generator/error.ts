/** The same in all copies of this module. */
const KIND = Symbol.for('mallocgen.error');

/**
 * Base of every error that a user can cause and correct. The message is one sentence that names the place
 * and the remedy; `code` is stable, for programs and for tests.
 */
export abstract class MallocgenError extends Error {
  abstract readonly code: string;
  get [KIND](): true {
    return true;
  }

  /**
   * `mallocgen` and `mallocgen/kconfig` are bundles of their own, so that the second one runs in browsers. Each
   * has its own copy of a class: an error of one is an instance of the class with that name in the other.
   */
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (Function.prototype[Symbol.hasInstance].call(this, value)) return true;
    return isObject(value) && KIND in value && classNames(value).includes(this.name);
  }

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function classNames(value: object): readonly string[] {
  const names: string[] = [];
  for (
    let prototype: unknown = Object.getPrototypeOf(value);
    isObject(prototype);
    prototype = Object.getPrototypeOf(prototype)
  )
    names.push(prototype.constructor.name);
  return names;
}
