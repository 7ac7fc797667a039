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
    return isObject(value) && KIND in value && classNames(value).includes(nameOf(this));
  }

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = nameOf(new.target);
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
    names.push(nameOf(prototype.constructor));
  return names;
}

/** The name of a class as its source has it: in a bundle, a class that names itself has an underscore before it. */
function nameOf({ name }: { readonly name: string }): string {
  return name.replace(/^_+/, '');
}
