import type { Memcheck } from './memcheck.ts';
import type { Callable } from './stack.ts';

/** The typed arrays that can be checked. */
export type CheckableArray =
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array
  | BigInt64Array
  | BigUint64Array;

/** Tells the checker of accesses to elements of an array; errors name the callers of `above`. */
class ArrayAccess {
  readonly #array: CheckableArray;
  readonly #checker: Memcheck;

  constructor(array: CheckableArray, checker: Memcheck) {
    this.#array = array;
    this.#checker = checker;
  }

  get length(): number {
    return this.#array.length;
  }

  /** An argument that counts elements, from the end where it is negative. */
  index(argument: unknown, otherwise: number): number {
    if (argument === undefined) return otherwise;
    const index = Math.trunc(Number(argument)) || 0;
    return index < 0 ? Math.max(0, this.length + index) : Math.min(this.length, index);
  }

  read(from: number, to: number, above: Callable): void {
    if (to > from) this.#checker.read(this.#address(from), this.#bytes(to - from), above);
  }

  wrote(from: number, to: number, above: Callable): void {
    if (to > from) this.#checker.write(this.#address(from), this.#bytes(to - from), above);
  }

  copied(to: number, from: number, count: number, above: Callable): void {
    if (count > 0) {
      this.#checker.copy(this.#address(to), this.#address(from), this.#bytes(count), above);
    }
  }

  #address(index: number): number {
    return this.#array.byteOffset + index * this.#array.BYTES_PER_ELEMENT;
  }

  #bytes(count: number): number {
    return count * this.#array.BYTES_PER_ELEMENT;
  }
}

type Report = (access: ArrayAccess, args: readonly unknown[], above: Callable) => void;

/** What methods that do not read the whole array do with it. */
const ACCESSES: Readonly<Record<string, Report>> = {
  at: (access, [at], above) => {
    const index = Math.trunc(Number(at)) || 0;
    const element = index < 0 ? access.length + index : index;
    if (element >= 0 && element < access.length) access.read(element, element + 1, above);
  },
  set: (access, [source, at = 0], above) => {
    const offset = Math.trunc(Number(at)) || 0;
    access.wrote(offset, offset + (source as ArrayLike<unknown>).length, above);
  },
  fill: (access, [, start, end], above) => {
    access.wrote(access.index(start, 0), access.index(end, access.length), above);
  },
  slice: (access, [start, end], above) => {
    access.read(access.index(start, 0), access.index(end, access.length), above);
  },
  copyWithin: (access, [target, start, end], above) => {
    const to = access.index(target, 0);
    const from = access.index(start, 0);
    const count = Math.min(access.index(end, access.length) - from, access.length - to);
    access.copied(to, from, count, above);
  },
  subarray: () => undefined,
};

/**
 * A typed array that tells the checker of each access, to its elements and by its methods; subarray()
 * returns another such. The access is made even when it is a mistake. Much slower than checkedView().
 */
export function checkedArray<T extends CheckableArray>(array: T, checker: Memcheck): T {
  const access = new ArrayAccess(array, checker);

  function get(target: T, property: string | symbol): unknown {
    const index = elementIndex(property);
    if (index !== undefined) {
      if (index < target.length) access.read(index, index + 1, get);
      return target[index];
    }
    const value: unknown = Reflect.get(target, property, target);
    if (typeof value !== 'function' || property === 'constructor') return value;
    return checkedMethod(property, value as Method);
  }

  function set(target: T, property: string | symbol, value: unknown): boolean {
    const done = Reflect.set(target, property, value, target);
    const index = elementIndex(property);
    if (index !== undefined && index < target.length) access.wrote(index, index + 1, set);
    return done;
  }

  function checkedMethod(name: string | symbol, method: Method): Method {
    const report =
      typeof name === 'string' && Object.hasOwn(ACCESSES, name) ? ACCESSES[name] : undefined;
    return function checked(...args: unknown[]): unknown {
      const result = Reflect.apply(method, array, args);
      if (report) report(access, args, checked);
      else access.read(0, array.length, checked);
      if (name === 'subarray') return checkedArray(result as CheckableArray, checker);
      return result === array ? proxy : result;
    };
  }

  const proxy = new Proxy(array, { get, set });
  return proxy;
}

type Method = (...args: unknown[]) => unknown;

function elementIndex(property: string | symbol): number | undefined {
  if (typeof property === 'symbol') return undefined;
  const index = Number(property);
  return Number.isInteger(index) && index >= 0 && String(index) === property ? index : undefined;
}
