import { IS_64BIT, SMALLCHUNKS_AS_FUNCS } from '../options/options.ts';

/**
 * `n` converted to a size_t of the layout. In 32 bits a negative number is taken modulo 2^32 as in C, NaN
 * is 0, and 2^32 and more become the largest size_t: C would drop the upper bits, and a block would be
 * too short. In 64 bits a negative number becomes 2^64, which is larger than any heap.
 * @inline
 */
export function size_t(n: number): number {
  if (IS_64BIT) return n < 0 ? 2 ** 64 : n;
  // V8 computes Math.min() as a double.
  return SMALLCHUNKS_AS_FUNCS ? Math.min(n, 2 ** 32 - 1) >>> 0 : (n > 2 ** 32 - 1 ? -1 : n) >>> 0;
}

/** Bytes of a size_t and of a pointer. */
export const SIZE_T_SIZE = IS_64BIT ? 8 : 4;
