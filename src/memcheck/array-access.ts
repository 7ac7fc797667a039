import type { Memcheck } from './memcheck.ts';
import type { Callable } from './stack.ts';

/** Float16Array, in engines and libraries of types that have it. */
type Float16Like = typeof globalThis extends { Float16Array: { readonly prototype: infer T } }
  ? T
  : never;

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
  | BigUint64Array
  | Float16Like;

/**
 * Reports accesses to elements of an array to the checker. A range of elements runs from `from` up to,
 * but not including, `to`. Errors show the callers of the function `above`.
 */
export class ArrayAccess {
  readonly array: CheckableArray;
  readonly #checker: Memcheck;

  constructor(array: CheckableArray, checker: Memcheck) {
    this.array = array;
    this.#checker = checker;
  }

  get length(): number {
    return this.array.length;
  }

  /** The position that an argument names: a negative one counts from the end, as in the array's methods. */
  position(argument: unknown, ifMissing: number): number {
    if (argument === undefined) return ifMissing;
    const position = Math.trunc(Number(argument)) || 0;
    return position < 0 ? Math.max(0, this.length + position) : Math.min(this.length, position);
  }

  read(from: number, to: number, above: Callable): void {
    if (to > from) this.#checker.read(this.#address(from), this.#bytes(to - from), above);
  }

  wrote(from: number, to: number, above: Callable): void {
    if (to > from) this.#checker.write(this.#address(from), this.#bytes(to - from), above);
  }

  /** The array got `count` elements at `to` by copying those of `source` from `from` on. */
  copied(to: number, source: ArrayAccess, from: number, count: number, above: Callable): void {
    if (count <= 0) return;
    this.#checker.copy(this.#address(to), source.#address(from), this.#bytes(count), above);
  }

  /** The elements at the two positions changed places. */
  swapped(a: number, b: number, above: Callable): void {
    this.#checker.swap(this.#address(a), this.#address(b), this.#bytes(1), above);
  }

  /** Whether an element of `source` keeps its bytes when it is copied here, so that the checker can follow them. */
  takesBytesOf(source: ArrayAccess): boolean {
    return this.#checker === source.#checker && this.array.constructor === source.array.constructor;
  }

  #address(index: number): number {
    return this.array.byteOffset + index * this.array.BYTES_PER_ELEMENT;
  }

  #bytes(count: number): number {
    return count * this.array.BYTES_PER_ELEMENT;
  }
}
