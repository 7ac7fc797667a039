/**
 * What is known of a value. An integer lies between two bounds, both included, and is a multiple of
 * `step`, a power of two; it is never NaN. A `number` may be anything that JavaScript calls so.
 * `memory` is the WebAssembly.Memory of the module, and `buffer` what its property `buffer` is.
 */
export type Kind =
  | IntegerKind
  | NumberKind
  | {
      readonly is: 'boolean' | 'nothing' | 'never' | 'memory' | 'buffer' | 'view' | 'undefined';
    };

export interface IntegerKind {
  readonly is: 'integer';
  readonly lo: number;
  readonly hi: number;
  readonly step: number;
}

/** A number with or without a fraction, between two bounds if they are known. */
export interface NumberKind {
  readonly is: 'number';
  readonly lo?: number;
  readonly hi?: number;
}

export const NUMBER: Kind = { is: 'number' };
export const BOOLEAN: Kind = { is: 'boolean' };
export const NOTHING: Kind = { is: 'nothing' };
/** Of an expression that has no value because the program never comes so far. */
export const NEVER: Kind = { is: 'never' };
export const MEMORY: Kind = { is: 'memory' };
export const BUFFER: Kind = { is: 'buffer' };
export const VIEW: Kind = { is: 'view' };
export const UNDEFINED: Kind = { is: 'undefined' };

export const INT32_MIN = -(2 ** 31);
export const INT32_MAX = 2 ** 31 - 1;
export const UINT32_MAX = 2 ** 32 - 1;

/** The largest power of two that divides a number; of 0, more than any size. */
function stepOf(value: number): number {
  if (value === 0) return 2 ** 32;
  let step = 1;
  while (step < 2 ** 32 && value % (step * 2) === 0) step *= 2;
  return step;
}

/** An integer between two bounds, or any number if they are not integers. */
export function integer(lo: number, hi: number, step = 1): Kind {
  if (!Number.isInteger(lo) || !Number.isInteger(hi)) return NUMBER;
  return { is: 'integer', lo, hi, step: lo === hi ? stepOf(lo) : step };
}

export const INT32 = integer(INT32_MIN, INT32_MAX) as IntegerKind;
export const UINT32 = integer(0, UINT32_MAX) as IntegerKind;

/** The value of a kind that has only one. */
export function constantOf(kind: Kind): number | undefined {
  return kind.is === 'integer' && kind.lo === kind.hi ? kind.lo : undefined;
}

export function isInteger(kind: Kind): kind is IntegerKind {
  return kind.is === 'integer';
}

/** True if all values of an integer kind are between two bounds. */
export function within(kind: Kind, lo: number, hi: number): boolean {
  return kind.is === 'integer' && kind.lo >= lo && kind.hi <= hi;
}

export function sameKind(a: Kind, b: Kind): boolean {
  if (a === b) return true;
  if (a.is !== b.is) return false;
  if (a.is === 'number' && b.is === 'number') return a.lo === b.lo && a.hi === b.hi;
  if (a.is !== 'integer' || b.is !== 'integer') return true;
  return a.lo === b.lo && a.hi === b.hi && a.step === b.step;
}

/** The kind of a value that is of one kind or of the other; undefined if nothing can hold both. */
export function join(a: Kind | undefined, b: Kind): Kind | undefined {
  if (a === undefined || a.is === 'never') return b;
  if (b.is === 'never' || sameKind(a, b)) return a;
  if (a.is === 'integer' && b.is === 'integer')
    return integer(Math.min(a.lo, b.lo), Math.max(a.hi, b.hi), Math.min(a.step, b.step));
  if (a.is === 'number' && b.is === 'number') return NUMBER;
  const kinds = new Set([a.is, b.is]);
  if (kinds.has('boolean') && (kinds.has('integer') || kinds.has('number')))
    return join(asNumber(a), asNumber(b));
  if (kinds.has('integer') && kinds.has('number')) return NUMBER;
  // A memory that is not there yet is undefined; see representation.ts.
  if (kinds.has('undefined') && kinds.has('memory')) return MEMORY;
  return undefined;
}

/** What Number() makes of a boolean or number. */
export function asNumber(kind: Kind): Kind {
  return kind.is === 'boolean' ? integer(0, 1) : kind;
}
