/**
 * What declared types and operators say about a value. `int32` and `uint32` are
 * integers in that range and never -0. `array` is a typed array of numbers, and `plain` an object
 * literal without accessors. `unknown` may be anything, so using it as an operand may run code.
 */
export type ValueType =
  'int32' | 'uint32' | 'number' | 'boolean' | 'string' | 'nullish' | 'array' | 'plain' | 'unknown';

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

/** True if such values are numbers. */
export function isNumeric(valueType: ValueType): boolean {
  return NUMERIC.has(valueType);
}

/** True if such values are integers, and never -0. */
export function isInteger(valueType: ValueType): boolean {
  return valueType === 'int32' || valueType === 'uint32';
}

const PRIMITIVE: ReadonlySet<ValueType> = new Set([
  'int32',
  'uint32',
  'number',
  'boolean',
  'string',
  'nullish',
]);

/** True if converting such a value to a number or string runs no code of the program. */
export function isPrimitive(valueType: ValueType): boolean {
  return PRIMITIVE.has(valueType);
}

/** The value type of one number. */
export function valueTypeOfNumber(value: number): ValueType {
  if (Object.is(value, -0)) return 'number';
  if ((value | 0) === value) return 'int32';
  return value >>> 0 === value ? 'uint32' : 'number';
}

/** The value type of something that is one of several values; `unknown` for none. */
export function joinValueTypes(valueTypes: readonly ValueType[]): ValueType {
  const [first = 'unknown'] = valueTypes;
  if (valueTypes.every((valueType) => valueType === first)) return first;
  return valueTypes.every(isNumeric) ? 'number' : 'unknown';
}
