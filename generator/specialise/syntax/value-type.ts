import type { ValueType } from './binding.ts';

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

const NUMERIC: ReadonlySet<ValueType> = new Set(['int32', 'uint32', 'number']);

/** True where values of `kind` are numbers. */
export function isNumeric(valueType: ValueType): boolean {
  return NUMERIC.has(valueType);
}

/** True where values of `kind` are integers, and never -0. */
export function isInteger(valueType: ValueType): boolean {
  return valueType === 'int32' || valueType === 'uint32';
}

/** The kind of one number. */
export function valueTypeOfNumber(value: number): ValueType {
  if (Object.is(value, -0)) return 'number';
  if ((value | 0) === value) return 'int32';
  return value >>> 0 === value ? 'uint32' : 'number';
}
