import { GD_FLG_FULL_MALLOC_INIT, gd } from '../allocator/simple/global_data.ts';
import { VERSION } from '../allocator/version.ts';
import { CHUNK_ALIGN_WORDS } from '../chunk/chunk.ts';
import { watch_started } from '../debug/watch.ts';
import { adopt_blocks } from '../mcheck/adopt.ts';
import { forget_blocks } from '../mcheck/registry.ts';
import { attach_memory } from '../memory/attach.ts';
import { MCHECK, SIMPLE_SYSALLOC, SYS_MALLOC_F } from '../options/options.ts';
import type { Memory } from '../options/types.ts';
import { HEAP_MAGIC } from './heap_magic.ts';

/**
 * Opens the heap that mem_malloc_init() made at byte `start` of `memory`, with all its blocks. malloc()
 * uses it from then on.
 */
/** Other threads may use the heap at the same time. @when SYS_MALLOC_LOCK */
/**
 * The program that used this heap before must not use it any more. A copy of the memory is a heap of
 * its own.
 * @when !SYS_MALLOC_LOCK
 */
/**
 * A copy may start elsewhere: its `start` may differ from that of the original by a multiple of the
 * largest alignment that memalign() was called with.
 * @when SIMPLE_SYSALLOC
 */
/**
 * @throws RangeError if no heap that this allocator can read starts there, or the memory ends before
 *   the heap does; the allocator then keeps the heap that it had
 */
/** @throws TypeError if `memory` is not a memory @when !SYS_MALLOC_LOCK */
/** @throws TypeError if `memory` is not a shared memory @when SYS_MALLOC_LOCK */
export function mem_malloc_attach(memory: Memory, start: number): void {
  attach_memory(
    memory,
    start,
    HEAP_MAGIC,
    VERSION.state_size,
    VERSION.state_align,
    SIMPLE_SYSALLOC ? CHUNK_ALIGN_WORDS * 4 - 1 : -1,
  );
  if (MCHECK) {
    forget_blocks();
    adopt_blocks();
  }
  watch_started();
  if (SYS_MALLOC_F) gd.flags |= GD_FLG_FULL_MALLOC_INIT;
}
