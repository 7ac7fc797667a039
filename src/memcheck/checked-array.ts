import { ArrayAccess, type CheckableArray } from './array-access.ts';
import { methodOf } from './array-methods.ts';
import type { Memcheck } from './memcheck.ts';

type Applicable = (...args: readonly unknown[]) => unknown;

/** The accesses of all checked arrays. */
const ACCESSES = new WeakMap<object, ArrayAccess>();

/**
 * A typed array that reports each access to the checker: to its elements, and by its methods, as far as
 * they read or write them. subarray() returns another checked array. The access is made even when it is
 * a mistake. Much slower than checkedView().
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
    return checkedMethod(property, value as Applicable);
  }

  function set(target: T, property: string | symbol, value: unknown): boolean {
    const done = Reflect.set(target, property, value, target);
    const index = elementIndex(property);
    if (index !== undefined && index < target.length) access.wrote(index, index + 1, set);
    return done;
  }

  function checkedMethod(name: string | symbol, method: Applicable): Applicable {
    const run = methodOf(name);
    return function checked(...args: readonly unknown[]): unknown {
      const result = run({
        access,
        args,
        checked: proxy,
        above: checked,
        apply: (given) => Reflect.apply(method, array, given),
        accessOf: (value) => ACCESSES.get(value as object),
      });
      if (name === 'subarray') return checkedArray(result as CheckableArray, checker);
      return result === array ? proxy : result;
    };
  }

  const proxy = new Proxy(array, { get, set });
  ACCESSES.set(proxy, access);
  return proxy;
}

/** The index that a property's name is, if it is one. */
function elementIndex(property: string | symbol): number | undefined {
  if (typeof property === 'symbol') return undefined;
  const index = Number(property);
  return Number.isInteger(index) && index >= 0 && String(index) === property ? index : undefined;
}
