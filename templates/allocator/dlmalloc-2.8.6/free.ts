import {
  CINUSE_BIT,
  PINUSE_BIT,
  chunk2mem,
  chunk_plus_offset,
  mem2chunk,
  set_head,
} from '../../chunk/chunk.ts';
import { M } from '../../memory/memory.ts';
import {
  HAVE_MMAP,
  INSECURE,
  MALLOC_DEBUG,
  MAY_RELEASE,
  NO_TREE_BINS,
  SMALLCHUNKS_AS_FUNCS,
} from '../../options/options.ts';
import type { Chunk, Mem } from '../../options/types.ts';
import { check_inuse_chunk, check_top } from './checks.ts';
import { count_free } from './counters.ts';
import { dispose_chunk } from './dispose.ts';
import { set_top, top } from './malloc_state.ts';
import { free_chunk, trim_if_due } from './release.ts';
import { insert_chunk } from './bins.ts';
import { MIN_LARGE_WORDS } from './request.ts';
import { insert_small_chunk } from './smallbins.ts';
import { set_unbinned } from './split.ts';

export function dlfree(mem: Mem): void {
  count_free();
  if (INSECURE ? !mem : mem === 0) return;
  const p = mem2chunk(mem);
  if (!INSECURE) check_inuse_chunk(mem);
  if (!SMALLCHUNKS_AS_FUNCS) {
    // Most blocks have neighbours in use, or top after them.
    const head = M[p];
    if (head & PINUSE_BIT) {
      const words = head >>> 2;
      const next = chunk_plus_offset(p, words);
      const next_head = M[next];
      if (next_head & CINUSE_BIT && ((NO_TREE_BINS && !HAVE_MMAP) || words < MIN_LARGE_WORDS)) {
        M[next] = next_head & ~PINUSE_BIT;
        set_unbinned(p, words);
        if (NO_TREE_BINS) insert_chunk(p, words);
        else insert_small_chunk(p, words);
        return;
      }
      if (next === top()) {
        if (!INSECURE) check_top(next);
        set_head(p, words + (next_head >>> 2), PINUSE_BIT);
        set_top(p);
        trim_if_due();
        return;
      }
    }
  }
  free_chunk(p);
}

/**
 * Frees the chunk p, which is in use or was just cut off one in use, and releases no memory.
 * @inline
 */
export function free_part(p: Chunk): void {
  // dlfree() would count it as a call of free().
  if (!MAY_RELEASE && !MALLOC_DEBUG) {
    if (!INSECURE) M[p] |= CINUSE_BIT;
    dlfree(chunk2mem(p));
  } else {
    dispose_chunk(p);
  }
}
