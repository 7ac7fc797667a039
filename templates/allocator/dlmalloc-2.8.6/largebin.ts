/*
 * NO_TREE_BINS: all large free chunks in one ring, newest first. To find the best fit costs a walk
 * over them from the oldest on, up to the first exact one.
 */
import { M } from '../../memory/memory.ts';
import { INSECURE } from '../../options/options.ts';
import type { Chunk } from '../../options/types.ts';
import { check_free_chunk } from './checks.ts';
import { BK, chunk_words } from '../../chunk/chunk.ts';
import { LARGEBIN } from './malloc_state.ts';
import { smallbin_at } from './smallbins.ts';

/**
 * The smallest chunk of at least `words` and below `limit`, the oldest of that size; `best` if there is
 * none. @inline SMALLCHUNKS_AS_FUNCS
 */
export function best_fit_in_list(words: number, limit: number, best: Chunk): Chunk {
  let p = smallbin_at(LARGEBIN);
  // Chunks lie behind the list's head; where the memory is gone there is neither.
  while (words < limit && (p = M[p + BK] as Chunk) > smallbin_at(LARGEBIN)) {
    if (!INSECURE) check_free_chunk(p);
    if (chunk_words(p) >= words && chunk_words(p) < limit) {
      best = p;
      limit = chunk_words(p);
    }
  }
  return best;
}
