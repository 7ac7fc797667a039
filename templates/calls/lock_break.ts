import { is_sound_heap } from '../allocator/dlmalloc-2.8.6/sound_heap.ts';
import { leave_lock, take_over_lock } from '../memory/lock.ts';
import { follow_memory } from '../memory/remap.ts';
import { read_pool } from '../memory/saved_pool.ts';
import { FIXED_POOL } from '../options/options.ts';

/**
 * Frees the lock that the thread `owner` has, and wakes all threads that wait for it. Call this when the
 * thread has ended, whether it was in a call or not; in Node.js, when its Worker has emitted 'exit'.
 *
 * The heap is read from end to end first. If it is sound, it is as before the call that was under way, as
 * after it, or between two steps of it: the block that the call allocated or should have freed may be in use
 * for ever. Otherwise the heap is lost: every call throws from then on, in every thread, until
 * mem_malloc_init() makes a new heap.
 * @param owner what that thread passed to set_lock_owner(); 0 stands for the threads that did not
 * @returns 1 if the thread had the lock, otherwise 0
 * @throws Error if the heap is lost
 */
export function malloc_lock_break(owner: number): number {
  follow_memory();
  if (!take_over_lock(owner)) return 0;
  let is_sound = false;
  try {
    if (!FIXED_POOL) read_pool();
    is_sound = is_sound_heap();
  } finally {
    leave_lock(is_sound);
  }
  // The lock says so from now on.
  return is_sound ? 1 : +take_over_lock(owner);
}
