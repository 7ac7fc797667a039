/*
 * NO_TREE_BINS: all large free chunks in one list, newest first. To find the best fit, and the
 * oldest among equals, costs a walk over all of them.
 */
import { M } from '../memory.ts';
import { INSECURE } from '../options.ts';
import type { Chunk } from '../types.ts';
import { check_free_chunk } from './checks.ts';
import { FD, chunk_words } from './chunk.ts';
import { LARGEBIN, gm } from './malloc_state.ts';

/** The smallest chunk of at least `words`, the oldest of that size; 0 if there is none. */
export function best_fit_in_list(words: number): Chunk {
  let best = 0;
  let best_words = 2 ** 31 - 1;
  for (let p = M[gm + LARGEBIN]; p !== 0; p = M[p + FD]) {
    if (!INSECURE) check_free_chunk(p as Chunk);
    const p_words = chunk_words(p as Chunk);
    if (p_words >= words && p_words <= best_words) {
      best = p;
      best_words = p_words;
    }
  }
  return best as Chunk;
}
