import { VERSION } from '../allocator/version.ts';
import { watch_started } from '../debug/watch.ts';
import { forget_blocks } from '../mcheck/registry.ts';
import { complete_header } from '../memory/header.ts';
import { save_pool } from '../memory/saved_pool.ts';
import { MCHECK, SYS_MALLOC_ATTACH } from '../options/options.ts';
import type { Memory } from '../options/types.ts';
import { HEAP_MAGIC } from './heap_magic.ts';

/**
 * Makes a heap of the `size` bytes of `memory` from byte `start`, and forgets what was there. The
 * region begins with static data; the rest is one free chunk, top.
 * @when DLMALLOC_2_8_6
 */
/**
 * Makes a heap of the `size` bytes of `memory` from byte `start`. The region begins with static data;
 * the heap takes the rest page by page as it needs it.
 * @when DLMALLOC_2_6_6
 */
/**
 * All blocks from before are forgotten, so that a heap can move.
 * @when DLMALLOC_2_6_6 && SYS_MALLOC_DEFAULT_TO_INIT
 */
/**
 * If the region is in the same memory after the old one, the heap keeps its blocks: malloc() first uses
 * the free blocks, then the new region. Any other region starts a new heap.
 * @when DLMALLOC_2_6_6 && !SYS_MALLOC_DEFAULT_TO_INIT
 */
/**
 * A WebAssembly.Memory that grows gets a new buffer, and this heap stays in the old one: let the memory
 * grow before this call.
 * @when !SYS_MALLOC_GROW
 */
/**
 * When the heap is full, it lets the memory grow. The region should end where the memory does, because
 * the heap does not use the bytes after it.
 * @when SYS_MALLOC_GROW
 */
/**
 * @throws RangeError if the region is outside the memory, or too small for static data and a chunk; the
 *   allocator then keeps the heap that it had
 */
/** @throws TypeError if `memory` is not a memory */
/** @throws TypeError if `memory` is not shared @when SYS_MALLOC_LOCK */
export function mem_malloc_init(memory: Memory, start: number, size: number): void {
  const is_new = VERSION.init(memory, start, size);
  if (MCHECK) forget_blocks();
  if (SYS_MALLOC_ATTACH) {
    save_pool();
    // The header describes one region, so a heap with two cannot be opened.
    if (is_new) complete_header(start, HEAP_MAGIC);
  }
  watch_started();
}
