/*
 * The methods of typed arrays, each with what it reads and writes of the array. What a method does is
 * done first and reported after, so a mistake never changes what the program computes.
 */
import type { ArrayAccess, CheckableArray } from './array-access.ts';
import type { Callable } from './stack.ts';

/** One call of a method of a checked array. */
export interface MethodCall {
  readonly access: ArrayAccess;
  readonly args: readonly unknown[];
  /** The checked array itself: what callbacks get as their array. */
  readonly checked: CheckableArray;
  /** The function whose callers an error shows. */
  readonly above: Callable;
  /** Calls the method on the array, with these arguments. */
  readonly apply: (args: readonly unknown[]) => unknown;
  /** The access of another checked array; undefined for everything else. */
  readonly accessOf: (value: unknown) => ArrayAccess | undefined;
}

type Method = (call: MethodCall) => unknown;

type Callback = (this: unknown, ...args: unknown[]) => unknown;

/** A method that is applied, and whose accesses follow from its arguments and its result. */
function reported(report: (call: MethodCall, result: unknown) => void): Method {
  return (call) => {
    const result = call.apply(call.args);
    report(call, result);
    return result;
  };
}

/** A method that calls a function with elements: it reads an element just before each call. */
function calling(indexOfElement: 1 | 2): Method {
  return ({ access, args, checked, above, apply }) => {
    const [callback, ...others] = args;
    if (typeof callback !== 'function') return apply(args);
    function reading(this: unknown, ...given: unknown[]): unknown {
      const index = given[indexOfElement] as number;
      if (index < access.length) access.read(index, index + 1, above);
      given[indexOfElement + 1] = checked;
      return Reflect.apply(callback as Callback, this, given);
    }
    return apply([reading, ...others]);
  };
}

/** reduce() and reduceRight(): without a start value they read an element before the first call. */
function reducing(first: (length: number) => number): Method {
  const reduce = calling(2);
  return (call) => {
    const { access, args, above } = call;
    if (args.length < 2 && access.length > 0) {
      const index = first(access.length);
      access.read(index, index + 1, above);
    }
    return reduce(call);
  };
}

/** An iterator that reads elements as it reaches them. */
function iterating(method: () => IterableIterator<unknown>): Method {
  return ({ checked }) => Reflect.apply(method, checked, []);
}

/** The position of an argument of at() and with(); outside of the array it belongs to no element. */
function elementAt(access: ArrayAccess, argument: unknown): number {
  const index = Math.trunc(Number(argument)) || 0;
  return index < 0 ? access.length + index : index;
}

function sameValueZero(a: unknown, b: unknown): boolean {
  return a === b || (Number.isNaN(a) && Number.isNaN(b));
}

const elements = calling(1);
const values = iterating(Array.prototype.values);

const METHODS: ReadonlyMap<string | symbol, Method> = new Map<string | symbol, Method>([
  ...[
    'every',
    'filter',
    'find',
    'findIndex',
    'findLast',
    'findLastIndex',
    'forEach',
    'map',
    'some',
  ].map((name) => [name, elements] as const),
  ['reduce', reducing(() => 0)],
  ['reduceRight', reducing((length) => length - 1)],
  ['values', values],
  [Symbol.iterator, values],
  ['entries', iterating(Array.prototype.entries)],
  ['keys', reported(() => undefined)],
  ['subarray', reported(() => undefined)],
  [
    'at',
    reported(({ access, args: [at], above }) => {
      const index = elementAt(access, at);
      if (index >= 0 && index < access.length) access.read(index, index + 1, above);
    }),
  ],
  [
    'with',
    reported(({ access, args: [at], above }) => {
      const index = elementAt(access, at);
      access.read(0, index, above);
      access.read(index + 1, access.length, above);
    }),
  ],
  [
    'indexOf',
    reported(({ access, args: [, from], above }, result) => {
      const found = result as number;
      access.read(access.position(from, 0), found < 0 ? access.length : found + 1, above);
    }),
  ],
  [
    'lastIndexOf',
    reported(({ access, args, above }, result) => {
      // Unlike elsewhere, an argument that is there and undefined is 0.
      const last = args.length > 1 ? elementAt(access, args[1]) : access.length - 1;
      access.read(Math.max(result as number, 0), Math.min(last + 1, access.length), above);
    }),
  ],
  [
    'includes',
    reported(({ access, args: [wanted, from], above }, result) => {
      const start = access.position(from, 0);
      let end = access.length;
      if (result === true) {
        end = start + 1;
        while (!sameValueZero(access.array[end - 1], wanted)) end += 1;
      }
      access.read(start, end, above);
    }),
  ],
  [
    'slice',
    reported(({ access, args: [start, end], above }) => {
      access.read(access.position(start, 0), access.position(end, access.length), above);
    }),
  ],
  [
    'fill',
    reported(({ access, args: [, start, end], above }) => {
      access.wrote(access.position(start, 0), access.position(end, access.length), above);
    }),
  ],
  [
    'copyWithin',
    reported(({ access, args: [target, start, end], above }) => {
      const to = access.position(target, 0);
      const from = access.position(start, 0);
      const count = Math.min(access.position(end, access.length) - from, access.length - to);
      access.copied(to, access, from, count, above);
    }),
  ],
  [
    'reverse',
    reported(({ access, above }) => {
      for (let low = 0, high = access.length - 1; low < high; low += 1, high -= 1) {
        access.swapped(low, high, above);
      }
    }),
  ],
  ['set', set],
  ['setFromBase64', reported(reportWritten)],
  ['setFromHex', reported(reportWritten)],
]);

function set({ access, args, above, apply, accessOf }: MethodCall): unknown {
  const [source, at = 0, ...others] = args;
  const from = accessOf(source);
  const result = apply([from?.array ?? source, at, ...others]);
  const offset = Math.trunc(Number(at)) || 0;
  const count = (source as ArrayLike<unknown>).length;
  if (from !== undefined && access.takesBytesOf(from)) access.copied(offset, from, 0, count, above);
  else {
    from?.read(0, count, above);
    access.wrote(offset, offset + count, above);
  }
  return result;
}

function reportWritten({ access, above }: MethodCall, result: unknown): void {
  access.wrote(0, (result as { readonly written: number }).written, above);
}

/** Methods that are not listed read the whole array, as join() and sort() do. */
const readsAll = reported(({ access, above }) => access.read(0, access.length, above));

export function methodOf(name: string | symbol): Method {
  return METHODS.get(name) ?? readsAll;
}
