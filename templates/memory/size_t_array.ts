import { M } from './memory.ts';
import { IS_64BIT } from '../options/options.ts';
import type { Mem } from '../options/types.ts';

const SIZE_T_WORDS = IS_64BIT ? 2 : 1;

/**
 * The words of an array of pointers or sizes that the user has at `address`, anywhere in the memory: a
 * size_t each, in 64 bits two words of which the upper one is 0. Once the heap has grown it has to be
 * asked for again.
 * @throws RangeError if the array does not lie in the memory, or not at a multiple of 4
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
