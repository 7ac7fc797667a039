import { M } from './memory.ts';
import { IS_64BIT } from '../options/options.ts';
import type { Mem } from '../options/types.ts';

const SIZE_T_WORDS = IS_64BIT ? 2 : 1;

/**
 * The words of the user's array of pointers or sizes at `address`. Each element is a size_t; in 64 bits
 * it has two words, and the upper one is 0. After the heap has grown, the view must be made again.
 * @throws RangeError if the array is outside the memory or not at a multiple of 4
 */
export function size_t_array(address: Mem, length: number): Int32Array {
  return new Int32Array(M.buffer, address >>> 0, (length >>> 0) * SIZE_T_WORDS);
}

/** @inline */
export function size_t_at(array: Int32Array, index: number): number {
  return array[index * SIZE_T_WORDS] >>> 0;
}

/** @inline */
export function set_size_t(array: Int32Array, index: number, value: number): void {
  array[index * SIZE_T_WORDS] = value;
  if (IS_64BIT) array[index * SIZE_T_WORDS + 1] = 0;
}
