import { CONFIG_VAL } from '../../options/config.ts';
import { buffer_of, check_memory, viewed_buffer } from '../../memory/memory.ts';
import { INSECURE, IS_64BIT, SYS_MALLOC_GROW, VALGRIND } from '../../options/options.ts';
import { SIZE_T_SIZE, size_t } from '../../memory/size_t.ts';
import type { Mem, Memory } from '../../options/types.ts';
import { report_defined, report_malloc_simple, report_pool } from '../../host/valgrind.ts';
import { gd } from './global_data.ts';

/** The whole memory of the pool. calloc_simple() clears blocks in it. */
let pool: ArrayBuffer;

/** The memory itself, because its buffer changes when it grows. */
let pool_memory: Memory;

/**
 * Makes the `bytes` bytes of `memory` from `base` the pool, and empties it. `base` cannot be 0, because
 * a block there would have the address NULL. @inline !SPL_STACK_R
 */
export function use_pool(memory: Memory, base: number, bytes: number): void {
  if (!INSECURE) {
    check_memory(memory);
    const length = buffer_of(memory).byteLength;
    if (!(base > 0 && base + bytes <= length)) {
      throw new RangeError(`bytes ${base} to ${base + bytes} of ${length} cannot hold the pool`);
    }
  }
  // The view throws if this is not a memory, or the pool is outside of it.
  pool = new DataView(viewed_buffer(memory), base || -1, bytes).buffer;
  if (SYS_MALLOC_GROW) pool_memory = memory;
  gd.malloc_base = base;
  gd.malloc_limit = bytes;
  gd.malloc_ptr = 0;
  report_pool(base, bytes);
}

/**
 * Makes the bytes of `memory` from `base` the pool of malloc_simple(), and empties it. The
 * configuration gives its length. Blocks have increasing addresses and are never freed.
 * @throws RangeError if the pool is outside the memory, or starts at 0, which is NULL; malloc_simple()
 *   then keeps the old pool
 * @throws TypeError if `memory` is not a memory
 */
export function initf_malloc(memory: Memory, base: number): void {
  use_pool(memory, base, CONFIG_VAL('SYS_MALLOC_F_LEN'));
}

/**
 * Takes `bytes` bytes from the pool, at a multiple of `align`. `bytes` may be larger than a size_t. In 32
 * bits a larger power of two becomes the `align` 0.
 * @returns the address, or 0 if the pool is used up or `align` is 0
 */
function take(align: number, bytes: number): Mem {
  align = IS_64BIT ? size_t(align) : align >>> 0;
  const address = Math.ceil((gd.malloc_base + gd.malloc_ptr) / align) * align;
  const used = size_t(bytes) + (address - gd.malloc_base);
  if (!(used <= gd.malloc_limit)) return 0;
  gd.malloc_ptr = used + (-used & (SIZE_T_SIZE - 1));
  return address;
}

/**
 * Allocates `bytes` bytes from the pool, at a multiple of `align`, which must be a power of two.
 * @returns the address, or 0 if the pool is used up
 */
export function memalign_simple(align: number, bytes: number): Mem {
  return report_malloc_simple(take(align, bytes), bytes);
}

/**
 * Allocates `bytes` bytes from the pool. The next block starts at a multiple of a size_t from the start
 * of the pool.
 * @returns the address, or 0 if the pool is used up
 */
export function malloc_simple(bytes: number): Mem {
  return report_malloc_simple(take(1, bytes), bytes);
}

/**
 * Allocates `n_elements * elem_size` bytes from the pool and clears them.
 * @returns the address, or 0 if the pool is used up
 */
export function calloc_simple(n_elements: number, elem_size: number): Mem {
  const bytes = size_t(n_elements) * (IS_64BIT ? elem_size : size_t(elem_size));
  const mem = report_malloc_simple(take(1, bytes), bytes);
  if (mem) {
    const buffer = SYS_MALLOC_GROW ? buffer_of(pool_memory) : pool;
    new Uint8Array(buffer, mem, bytes).fill(0);
    if (VALGRIND) report_defined(mem, bytes);
  }
  return mem;
}

/** Whether the address belongs to a block of the pool. */
export function is_simple_block(mem: Mem): boolean {
  return mem >= gd.malloc_base && mem < gd.malloc_base + gd.malloc_ptr;
}

/** Prints how many bytes of the pool are in use and how many remain, in hex. */
export function malloc_simple_info(): void {
  const remain = gd.malloc_limit - gd.malloc_ptr;
  console.log(
    `malloc_simple: ${gd.malloc_ptr.toString(16)} bytes used, ${remain.toString(16)} remain`,
  );
}

/**
 * Panics: the pool does not know the sizes of its blocks, so it cannot copy one.
 * @inline SYS_MALLOC_SIMPLE
 */
export function realloc_simple(): never {
  throw new Error('pre-reloc realloc() is not supported');
}
