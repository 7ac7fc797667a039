/*
 * The list of protected blocks: a bit for every 8 bytes of the memory, set where a user's block starts.
 * The list is outside the heap, so that a damaged heap cannot damage it. Adding and removing a block
 * takes constant time.
 */
import type { Mem } from '../options/types.ts';
import { HDR_ALIGN, HDR_SIZE } from './header.ts';

let bits: Int32Array;
let count = 0;
let count_max = 0;

/** The number of blocks in the list. */
export function block_count(): number {
  return count;
}

/** The maximum number of protected blocks since mem_malloc_init(). */
export function mcheck_count_max(): number {
  return count_max;
}

/** Empties the list, for a new heap. */
export function forget_blocks(): void {
  bits = new Int32Array(0);
  count = 0;
  count_max = 0;
}

/** The index of the word with the bit of a block. @inline */
function word_of(mem: Mem): number {
  return mem >>> 8;
}

/** @inline */
function bit_of(mem: Mem): number {
  return 1 << (mem >>> 3);
}

export function is_registered(mem: Mem): boolean {
  return (bits[word_of(mem)] & bit_of(mem)) !== 0;
}

export function register(mem: Mem): void {
  const word = word_of(mem);
  if (word >= bits.length) {
    const more = new Int32Array(Math.max(word + 1, bits.length * 2));
    more.set(bits);
    bits = more;
  }
  bits[word] |= bit_of(mem);
  count += 1;
  if (count > count_max) count_max = count;
}

export function unregister(mem: Mem): void {
  if (!is_registered(mem)) return;
  bits[word_of(mem)] ^= bit_of(mem);
  count -= 1;
}

/** Calls `visit` for each block, by address. */
export function for_each_block(visit: (mem: Mem) => void): void {
  for_each_in_list(bits, (mem) => {
    // An earlier call of `visit` may have freed it.
    if (is_registered(mem)) visit(mem);
  });
}

export function for_each_in_list(list: Int32Array, visit: (mem: Mem) => void): void {
  for (let word = 0; word < list.length; word += 1) {
    for (let left = list[word]; left !== 0; left &= left - 1) {
      visit(word * 256 + (31 - Math.clz32(left & -left)) * 8);
    }
  }
}

/** The user's block in the chunk whose block is at `base`; 0 if the chunk has no header. */
export function block_in_chunk(base: Mem, chunk_bytes: number): Mem {
  return block_in_list(bits, base, base + chunk_bytes);
}

/** The first block of a list from `base` up to `end`; 0 if there is none. */
export function block_in_list(list: Int32Array, base: Mem, end: Mem): Mem {
  // Except for blocks of memalign(), the first address is the right one.
  for (let mem = base + HDR_SIZE; mem < end; mem += HDR_ALIGN) {
    if ((list[word_of(mem)] & bit_of(mem)) !== 0) return mem;
  }
  return 0;
}

/** Starts a new list. @returns the old list */
export function begin_list(): Int32Array {
  const before = bits;
  bits = new Int32Array(before.length);
  count = 0;
  return before;
}
