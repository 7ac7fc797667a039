/*
 * NO_TREE_BINS: all large free chunks in one ring, oldest first. To find the best fit costs a walk
 * over them, up to the first exact one.
 */
import { INSECURE } from '../options.ts';
import type { Chunk } from '../types.ts';
import { check_free_chunk } from './checks.ts';
import { chunk_words } from './chunk.ts';
import { LARGEBIN } from './malloc_state.ts';
import { next_in_ring, smallbin_at } from './smallbins.ts';

/** The smallest chunk of at least `words`, the oldest of that size; 0 if there is none. */
export function best_fit_in_list(words: number): Chunk {
  const bin = smallbin_at(LARGEBIN);
  let best = 0 as Chunk;
  for (let p = next_in_ring(bin); p !== bin; p = next_in_ring(p)) {
    if (!INSECURE) check_free_chunk(p);
    if (chunk_words(p) >= words && (best === 0 || chunk_words(p) < chunk_words(best))) {
      best = p;
      if (chunk_words(p) === words) break;
    }
  }
  return best;
}
