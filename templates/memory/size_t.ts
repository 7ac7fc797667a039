import { IS_64BIT } from '../options/options.ts';

/**
 * `n` converted to a size_t of the layout: modulo 2^32 in 32 bits; in 64 bits a negative number becomes
 * 2^64, which is larger than any heap.
 * @inline
 */
export function size_t(n: number): number {
  return IS_64BIT ? (n < 0 ? 2 ** 64 : n) : n >>> 0;
}

/** Bytes of a size_t and of a pointer. */
export const SIZE_T_SIZE = IS_64BIT ? 8 : 4;
