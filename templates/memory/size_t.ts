import { IS_64BIT } from '../options/options.ts';

/**
 * `n` as the layout's size_t sees it: modulo 2^32, or, in 64 bits, with what is negative far beyond
 * any heap.
 * @inline
 */
export function size_t(n: number): number {
  return IS_64BIT ? (n < 0 ? 2 ** 64 : n) : n >>> 0;
}

/** Bytes of a size_t, and of a pointer. */
export const SIZE_T_SIZE = IS_64BIT ? 8 : 4;
