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
 * Opens the heap that mem_malloc_init() made at byte `start` of `memory`, as it is, instead of making
 * one. malloc() uses it from then on.
 */
/** Other threads may be using it, and go on. @when SYS_MALLOC_LOCK */
/** Who used this heap before must not go on; a copy of the memory is another heap. @when !SYS_MALLOC_LOCK */
/**
 * A copy may lie elsewhere: its `start` may differ from that of the heap that was copied by a multiple
 * of the largest alignment that memalign() was asked for.
 * @when SIMPLE_SYSALLOC
 */
/**
 * @throws RangeError if no heap that this allocator can read starts there, or the memory does not hold
 *   all of it: then the heap from before stays
 */
/** @throws TypeError if `memory` is no memory @when !SYS_MALLOC_LOCK && !INSECURE */
/** @throws TypeError if `memory` is no memory that threads share @when SYS_MALLOC_LOCK */
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
