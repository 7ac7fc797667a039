import { CONFIG_VAL } from '../config.ts';
import { buffer_of } from '../memory.ts';
import { IS_64BIT, VALGRIND } from '../options.ts';
import { size_t } from '../size_t.ts';
import type { Mem, Memory } from '../types.ts';
import { report_defined, report_malloc_simple, report_pool } from '../valgrind.ts';
import { gd } from './global_data.ts';

const SIZE_T_SIZE = IS_64BIT ? 8 : 4;

/** Where the pool lies. calloc_simple() clears here. */
let pool: ArrayBufferLike;

/** Bytes from `address` to the next multiple of `align`, a power of two. @inline */
function padding(address: number, align: number): number {
  return -address & (align - 1);
}

/**
 * Makes the bytes from `base` of `memory` the pool of malloc_simple(), empty, SYS_MALLOC_F_LEN bytes
 * long. Blocks have increasing addresses and are never freed.
 */
export function initf_malloc(memory: Memory, base: number): void {
  pool = buffer_of(memory);
  gd.malloc_base = base;
  gd.malloc_limit = CONFIG_VAL('SYS_MALLOC_F_LEN');
  gd.malloc_ptr = 0;
  report_pool(base, gd.malloc_limit);
}

/** Allocates `bytes` at a multiple of `align`, a power of two, from the pool; 0 when it is used up. */
export function memalign_simple(align: number, bytes: number): Mem {
  const here = gd.malloc_base + gd.malloc_ptr;
  const address = here + padding(here, align);
  const used = address + size_t(bytes) - gd.malloc_base;
  if (!(used >= 0 && used <= gd.malloc_limit)) return 0;
  gd.malloc_ptr = used + padding(used, SIZE_T_SIZE);
  return report_malloc_simple(address, bytes);
}

/** Allocates `bytes` from the pool; 0 when it is used up. */
export function malloc_simple(bytes: number): Mem {
  return memalign_simple(1, bytes);
}

/** Allocates `n_elements * elem_size` bytes from the pool and zeroes them; 0 when it is used up. */
export function calloc_simple(n_elements: number, elem_size: number): Mem {
  const bytes = size_t(n_elements) * size_t(elem_size);
  const mem = bytes < 2 ** 32 ? malloc_simple(bytes) : 0;
  if (mem !== 0) new Uint8Array(pool, mem, bytes).fill(0);
  if (VALGRIND && mem !== 0) report_defined(mem, bytes);
  return mem;
}

/** Prints how many bytes of the pool are used, and how many remain, in hex. */
export function malloc_simple_info(): void {
  const remain = gd.malloc_limit - gd.malloc_ptr;
  console.log(
    `malloc_simple: ${gd.malloc_ptr.toString(16)} bytes used, ${remain.toString(16)} remain`,
  );
}

/** There is no realloc() before the heap is there: it would have to know the sizes of blocks. */
export function realloc_simple(): never {
  throw new Error('pre-reloc realloc() is not supported');
}
