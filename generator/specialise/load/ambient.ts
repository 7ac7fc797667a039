/** Name of the module below. No template can have it. */
export const AMBIENT_MODULE = '/ambient.d.ts';

const MATH = 'abs ceil clz32 floor fround imul log2 max min pow round sign sqrt trunc'.split(' ');
const ARRAYS =
  'Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array Float64Array'.split(
    ' ',
  );

/**
 * The parts of the standard library that return numbers. With them TypeScript infers the types that
 * folding relies on, without the time to load lib.d.ts. Everything else has no known type.
 */
export const AMBIENT_SOURCE = [
  `declare const Math: { ${MATH.map((name) => `${name}(...values: number[]): number;`).join(' ')} };`,
  'declare const NaN: number;',
  'declare const Infinity: number;',
  ...ARRAYS.map(
    (name) =>
      `interface ${name} { [index: number]: number; readonly length: number; readonly byteLength: number; readonly byteOffset: number; }`,
  ),
].join('\n');
