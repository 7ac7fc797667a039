import { CHUNK_ALIGN_WORDS } from '../chunk/chunk.ts';
import { set_gm } from '../allocator/dlmalloc-2.8.6/malloc_state.ts';
import { buffer_of, check_memory, map_words, set_mapped } from '../memory/memory.ts';
import {
  INSECURE,
  MCHECK,
  SIMPLE_SYSALLOC,
  SYS_MALLOC_F,
  SYS_MALLOC_GROW,
  SYS_MALLOC_LOCK,
} from '../options/options.ts';
import { set_pool } from '../memory/pool.ts';
import { GD_FLG_FULL_MALLOC_INIT, gd } from '../allocator/simple/global_data.ts';
import { MALLOC_STATE_SIZE } from '../allocator/state_size.ts';
import type { Memory } from '../options/types.ts';
import {
  HEADER_SIZE,
  MAPPED,
  START,
  header_at,
  is_heap,
  set_header,
  state_address,
} from '../memory/header.ts';
import { check_shared } from '../memory/lock.ts';
import { follow_heap } from '../memory/saved_pool.ts';
import { adopt_blocks } from '../mcheck/adopt.ts';
import { forget_blocks } from '../mcheck/registry.ts';

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
  if (!INSECURE) check_memory(memory);
  const buffer = buffer_of(memory);
  if (SYS_MALLOC_LOCK) check_shared(buffer);
  const state = state_address(start);
  if (!(start >= 0 && start % 1 === 0 && state <= buffer.byteLength)) no_heap(start);
  const words = header_at(buffer, state - HEADER_SIZE);
  const moved = (words[START] ^ start) & (SIMPLE_SYSALLOC ? CHUNK_ALIGN_WORDS * 4 - 1 : -1);
  const origin = SIMPLE_SYSALLOC ? state : 0;
  const end = origin + (words[MAPPED] >>> 0);
  if (!is_heap(words) || moved !== 0 || end > buffer.byteLength) no_heap(start);

  set_header(words);
  map_words(buffer, origin, end);
  if (!SIMPLE_SYSALLOC || SYS_MALLOC_GROW) set_mapped(memory);
  set_gm(state >>> 2);
  set_pool(start + MALLOC_STATE_SIZE, 0);
  follow_heap();
  if (MCHECK) {
    forget_blocks();
    adopt_blocks();
  }
  if (SYS_MALLOC_F) gd.flags |= GD_FLG_FULL_MALLOC_INIT;
}

function no_heap(start: number): never {
  throw new RangeError(`no heap that this allocator can open starts at byte ${start}`);
}
