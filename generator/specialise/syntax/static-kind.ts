import type { StaticKind } from './binding.ts';

/** Classes whose elements are plain numbers. */
export const TYPED_ARRAYS: ReadonlySet<string> = new Set([
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
]);

const NUMERIC: ReadonlySet<StaticKind> = new Set(['int32', 'uint32', 'number']);

/** True where values of `kind` are numbers. */
export function isNumeric(kind: StaticKind): boolean {
  return NUMERIC.has(kind);
}

/** True where values of `kind` are integers, and never -0. */
export function isInteger(kind: StaticKind): boolean {
  return kind === 'int32' || kind === 'uint32';
}

/** The kind of one number. */
export function kindOfNumber(value: number): StaticKind {
  if (Object.is(value, -0)) return 'number';
  if ((value | 0) === value) return 'int32';
  return value >>> 0 === value ? 'uint32' : 'number';
}
