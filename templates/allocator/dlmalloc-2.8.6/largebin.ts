/*
 * NO_TREE_BINS: all large free chunks are in one circular list, the newest first. The search for the
 * best fit visits them from the oldest on, and stops at the first exact fit.
 */
import { M } from '../../memory/memory.ts';
import { INSECURE } from '../../options/options.ts';
import type { Chunk, Words } from '../../options/types.ts';
import { check_links } from './checks.ts';
import { BK, FD, chunk_words } from '../../chunk/chunk.ts';
import { LARGEBIN } from './malloc_state.ts';
import { smallbin_at } from './smallbins.ts';

/**
 * The smallest chunk of at least `words` and less than `limit`; the oldest of that size. `best` if
 * there is none.
 * @inline SMALLCHUNKS_AS_FUNCS
 */
export function best_fit_in_list(words: Words, limit: number, best: Chunk): Chunk {
  let p = smallbin_at(LARGEBIN);
  // Chunks are after the list's head. If the memory is detached, p is undefined, and the comparison is
  // false.
  while (words < limit && (p = M[p + BK] as Chunk) > smallbin_at(LARGEBIN)) {
    if (!INSECURE) check_links(p, M[p + FD], M[p + BK]);
    if (chunk_words(p) < limit && chunk_words(p) >= words) {
      best = p;
      limit = chunk_words(p);
    }
  }
  return best;
}
