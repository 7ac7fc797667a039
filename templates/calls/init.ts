import { VERSION } from '../allocator/version.ts';
import { watch_started } from '../debug/watch.ts';
import { forget_blocks } from '../mcheck/registry.ts';
import { complete_header } from '../memory/header.ts';
import { save_pool } from '../memory/saved_pool.ts';
import { MCHECK, SYS_MALLOC_ATTACH } from '../options/options.ts';
import type { Memory } from '../options/types.ts';
import { HEAP_MAGIC } from './heap_magic.ts';

/**
 * Manages `size` bytes from byte `start` of `memory`, forgetting what was there. Static data comes
 * first, then one free chunk, top, that is the whole heap.
 * @when DLMALLOC_2_8_6
 */
/**
 * Manages `size` bytes from byte `start` of `memory`. Static data comes first; the heap takes of the
 * rest what it needs, page by page.
 * @when DLMALLOC_2_6_6
 */
/**
 * All that was allocated before is forgotten, so that a heap can move.
 * @when DLMALLOC_2_6_6 && SYS_MALLOC_DEFAULT_TO_INIT
 */
/**
 * A second call, for bytes of the same memory behind the old region, resets nothing: what was allocated
 * stays, free blocks are used up first, and then the heap goes on in the new region. A region anywhere
 * else starts a new heap.
 * @when DLMALLOC_2_6_6 && !SYS_MALLOC_DEFAULT_TO_INIT
 */
/**
 * A WebAssembly.Memory that grows gives its bytes a new buffer, which this heap does not follow: let it
 * grow before.
 * @when !SYS_MALLOC_GROW
 */
/**
 * When the heap is full, it goes on in more memory. Let the region reach to the memory's end: what lies
 * behind it is not the heap's.
 * @when SYS_MALLOC_GROW
 */
/**
 * @throws RangeError if the region does not lie in the memory, or is too small for static data and a
 *   chunk: then the old heap stays
 */
/** @throws TypeError if `memory` is no memory @when !INSECURE */
/** @throws TypeError if `memory` is not shared @when SYS_MALLOC_LOCK */
export function mem_malloc_init(memory: Memory, start: number, size: number): void {
  const is_new = VERSION.init(memory, start, size);
  if (MCHECK) forget_blocks();
  if (SYS_MALLOC_ATTACH) {
    save_pool();
    // The header has no room for a second region: such a heap cannot be opened.
    if (is_new) complete_header(start, HEAP_MAGIC);
  }
  watch_started();
}
