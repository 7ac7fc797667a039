import { INT32_MAX, INT32_MIN, isInteger, UINT32_MAX, within, type Kind } from '../kinds/kind.ts';

/** The type of WebAssembly that holds a value. */
export type Representation = 'i32' | 'i64' | 'f64';

/** The smallest type for all values of a kind. A memory is 1, and 0 as long as it is undefined. */
export function representationOf(kind: Kind): Representation {
  if (!isInteger(kind)) return kind.is === 'number' ? 'f64' : 'i32';
  if (within(kind, INT32_MIN, INT32_MAX) || within(kind, 0, UINT32_MAX)) return 'i32';
  if (within(kind, -(2 ** 63), 2 ** 63 - 1) || within(kind, 0, 2 ** 64)) return 'i64';
  return 'f64';
}

/** True if the numbers of a kind in its type have no sign bit that counts. */
export function isUnsigned(kind: Kind): boolean {
  if (!isInteger(kind)) return true;
  return representationOf(kind) === 'i32' ? kind.hi > INT32_MAX : kind.lo >= 0;
}

/** True if a sum or product of integers is one modulo 2^32 too: it is no larger than JavaScript counts. */
export function isExact(kind: Kind): boolean {
  return within(kind, -(2 ** 53), 2 ** 53);
}
