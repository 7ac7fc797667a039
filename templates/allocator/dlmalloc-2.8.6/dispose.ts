import {
  CINUSE_BIT,
  PINUSE_BIT,
  chunk_minus_offset,
  chunk_plus_offset,
  chunk_words,
  cinuse,
  clear_pinuse,
  next_chunk,
  pinuse,
  prev_words,
  set_head,
} from '../../chunk/chunk.ts';
import { INSECURE, SMALLCHUNKS_AS_FUNCS } from '../../options/options.ts';
import { M } from '../../memory/memory.ts';
import type { Chunk } from '../../options/types.ts';
import { insert_chunk, unlink_chunk } from './bins.ts';
import { check_neighbours } from './checks.ts';
import { dv, set_dv, set_top, top } from './malloc_state.ts';
import { set_unbinned } from './split.ts';

/**
 * Frees the chunk p, whose head says that it is in use, and merges it with free neighbours. If the
 * result borders on top, it becomes top; otherwise, if it includes the victim, it becomes the victim;
 * otherwise it goes to a bin.
 * @inline SMALLCHUNKS_AS_FUNCS && !MAY_RELEASE && !MALLOC_DEBUG
 */
export function dispose_chunk(p: Chunk): void {
  if (!INSECURE) check_neighbours(p);
  if (SMALLCHUNKS_AS_FUNCS) merge_shortly(p);
  else merge_quickly(p);
}

/** The shortest way to do it. @inline */
function merge_shortly(p: Chunk): void {
  let next = next_chunk(p);
  const victim = dv();
  const at_top = next === top();
  if (!pinuse(p)) {
    p = chunk_minus_offset(p, prev_words(p));
    unlink_chunk(p, chunk_words(p));
  }
  if (!cinuse(next)) {
    if (!at_top) unlink_chunk(next, chunk_words(next));
    next = next_chunk(next);
  }
  clear_pinuse(next);
  set_unbinned(p, next - p);
  if (at_top) set_top(p);
  else if (dv() === victim) insert_chunk(p, next - p);
  else set_dv(p);
}

/** The same, with no word of the heap read twice: free() comes here in a third of all calls. */
function merge_quickly(p: Chunk): void {
  const head = M[p];
  let words = head >>> 2;
  const next = chunk_plus_offset(p, words);
  const next_head = M[next];
  const victim = dv();
  if (!(head & PINUSE_BIT)) {
    const before = prev_words(p);
    p = chunk_minus_offset(p, before);
    words += before;
    unlink_chunk(p, before);
  }
  if (next_head & CINUSE_BIT) {
    M[next] = next_head & ~PINUSE_BIT;
  } else {
    words += next_head >>> 2;
    if (next === top()) {
      set_head(p, words, PINUSE_BIT);
      set_top(p);
      return;
    }
    unlink_chunk(next, next_head >>> 2);
  }
  set_unbinned(p, words);
  if (dv() !== victim) set_dv(p);
  else insert_chunk(p, words);
}
