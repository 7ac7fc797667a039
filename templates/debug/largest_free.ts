import { SIZE_T_WORDS, chunk_words, cinuse } from '../chunk/chunk.ts';
import { top } from '../allocator/dlmalloc-2.8.6/malloc_state.ts';
import { lock, unlock } from '../memory/lock.ts';
import { walk_heap } from '../allocator/dlmalloc-2.8.6/walk.ts';

/**
 * Bytes that the largest free chunk, top among them, could hold: about the largest request that can
 * succeed now. What mcheck puts around a block comes off it.
 */
export function malloc_largest_free(): number {
  lock();
  try {
    // What is left of top may be less than a chunk's overhead.
    let largest = Math.max(chunk_words(top()), SIZE_T_WORDS);
    walk_heap((p) => {
      if (!cinuse(p)) largest = Math.max(largest, chunk_words(p));
    });
    return (largest - SIZE_T_WORDS) * 4;
  } finally {
    unlock();
  }
}
