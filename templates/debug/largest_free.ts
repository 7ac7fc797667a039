import { SIZE_T_WORDS, chunk_words, cinuse } from '../chunk/chunk.ts';
import { top } from '../allocator/dlmalloc-2.8.6/malloc_state.ts';
import { lock, unlock } from '../memory/lock.ts';
import { walk_heap } from '../allocator/dlmalloc-2.8.6/walk.ts';

/**
 * Bytes that the largest free chunk, including top, could hold. This is about the largest request that
 * can succeed now, less what mcheck adds to a block.
 */
export function malloc_largest_free(): number {
  lock();
  try {
    // Top may be smaller than the overhead of a chunk.
    let largest = Math.max(chunk_words(top()), SIZE_T_WORDS);
    walk_heap((p) => {
      if (!cinuse(p)) largest = Math.max(largest, chunk_words(p));
    });
    return (largest - SIZE_T_WORDS) * 4;
  } finally {
    unlock();
  }
}
