import {
  chunk_minus_offset,
  chunk_words,
  cinuse,
  clear_pinuse,
  next_chunk,
  pinuse,
  prev_words,
} from '../../chunk/chunk.ts';
import { INSECURE } from '../../options/options.ts';
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
  else if (dv() !== victim) set_dv(p);
  else insert_chunk(p, next - p);
}
