import { CONFIG_VAL } from '../../options/config.ts';
import { buffer_of, check_memory } from '../../memory/memory.ts';
import { INSECURE, IS_64BIT, SYS_MALLOC_GROW, VALGRIND } from '../../options/options.ts';
import { SIZE_T_SIZE, size_t } from '../../memory/size_t.ts';
import type { Mem, Memory } from '../../options/types.ts';
import { report_defined, report_malloc_simple, report_pool } from '../../host/valgrind.ts';
import { gd } from './global_data.ts';

/** All bytes of the memory in which the pool lies. calloc_simple() clears here. */
let pool: Uint8Array;

/** The same, where its buffer is another one after it has grown. */
let pool_memory: Memory;

/**
 * Makes `bytes` bytes from `base` of `memory` the pool, empty. 0 is no place for it: a block there would
 * have the address NULL. @inline !SPL_STACK_R
 */
export function use_pool(memory: Memory, base: number, bytes: number): void {
  if (!INSECURE) {
    check_memory(memory);
    const length = buffer_of(memory).byteLength;
    if (!(base > 0 && base + bytes <= length)) {
      throw new RangeError(`bytes ${base} to ${base + bytes} of ${length} cannot hold the pool`);
    }
  }
  // The inner view throws a RangeError, too, where the pool does not lie in the memory.
  pool = new Uint8Array(new Uint8Array(buffer_of(memory), base || -1, bytes).buffer);
  if (SYS_MALLOC_GROW) pool_memory = memory;
  gd.malloc_base = base;
  gd.malloc_limit = bytes;
  gd.malloc_ptr = 0;
  report_pool(base, bytes);
}

/**
 * Makes the bytes from `base` of `memory` the pool of malloc_simple(), empty and as long as the
 * configuration says. Blocks have increasing addresses and are never freed.
 * @throws RangeError if the pool does not lie in the memory, or starts at 0, which is NULL: then the
 *   old pool stays
 */
/** @throws TypeError if `memory` is no memory @when !INSECURE */
export function initf_malloc(memory: Memory, base: number): void {
  use_pool(memory, base, CONFIG_VAL('SYS_MALLOC_F_LEN'));
}

/** `bytes` as take() asks for it, which converts what 64 bits leave to it. @inline */
function size_for_take(bytes: number): number {
  return IS_64BIT ? bytes : size_t(bytes);
}

/**
 * Takes `bytes` bytes, which may be more than a size_t holds, at a multiple of `align` from the pool; 0
 * when it is used up. No address is a multiple of 0.
 */
function take(align: number, bytes: number): Mem {
  if (IS_64BIT) bytes = size_t(bytes);
  const address = Math.ceil((gd.malloc_base + gd.malloc_ptr) / align) * align;
  const used = bytes + (address - gd.malloc_base);
  if (!(used <= gd.malloc_limit)) return 0;
  gd.malloc_ptr = used + (-used & (SIZE_T_SIZE - 1));
  return address;
}

/**
 * Allocates `bytes` bytes at a multiple of `align`, which must be a power of two, from the pool; 0 when
 * it is used up. @inline SYS_MALLOC_SIMPLE
 */
export function memalign_simple(align: number, bytes: number): Mem {
  return report_malloc_simple(take(size_t(align), size_for_take(bytes)), bytes);
}

/**
 * Allocates `bytes` bytes from the pool; 0 when it is used up. What the next block gets begins at a
 * multiple of a size_t from the start of the pool. @inline SYS_MALLOC_SIMPLE
 */
export function malloc_simple(bytes: number): Mem {
  return report_malloc_simple(take(1, size_for_take(bytes)), bytes);
}

/**
 * Allocates `n_elements * elem_size` bytes from the pool and zeroes them; 0 when it is used up.
 * @inline SYS_MALLOC_SIMPLE
 */
export function calloc_simple(n_elements: number, elem_size: number): Mem {
  const bytes = size_t(n_elements) * size_for_take(elem_size);
  const mem = report_malloc_simple(take(1, bytes), bytes);
  if (mem) {
    if (SYS_MALLOC_GROW) {
      const buffer = buffer_of(pool_memory);
      pool = new Uint8Array(buffer);
    }
    pool.fill(0, mem, mem + bytes);
    if (VALGRIND) report_defined(mem, bytes);
  }
  return mem;
}

/** Is that an address of the pool that was given away? */
export function is_simple_block(mem: Mem): boolean {
  return mem >= gd.malloc_base && mem < gd.malloc_base + gd.malloc_ptr;
}

/** Prints how many bytes of the pool are used, and how many remain, in hex. */
export function malloc_simple_info(): void {
  const remain = gd.malloc_limit - gd.malloc_ptr;
  console.log(
    `malloc_simple: ${gd.malloc_ptr.toString(16)} bytes used, ${remain.toString(16)} remain`,
  );
}

/** The pool does not know the sizes of its blocks, so none can be copied. @inline SYS_MALLOC_SIMPLE */
export function realloc_simple(): never {
  throw new Error('pre-reloc realloc() is not supported');
}
