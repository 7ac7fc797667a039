import {
  PINUSE_BIT,
  chunk_plus_offset,
  chunk_words,
  clear_pinuse,
  mem2chunk,
  pinuse,
  prev_words,
  set_free,
  set_head,
} from '../../chunk/chunk.ts';
import { M } from '../../memory/memory.ts';
import type { Chunk, Mem } from '../../options/types.ts';
import { insert_chunk, link_before, unlink_chunk } from './bins.ts';
import { LAST_REMAINDER, TOP_PAD, TRIM_THRESHOLD, set_top, top } from './malloc_state.ts';
import { trim_top } from './top.ts';

export function legacy_free(mem: Mem): void {
  if (mem) free_chunk(mem2chunk(mem));
}

/**
 * Frees the chunk p and merges it with free neighbours. If the result borders on top, it becomes top;
 * otherwise, if it includes the last remainder, it becomes the last remainder; otherwise it goes to its
 * bin.
 */
export function free_chunk(p: Chunk): void {
  let next = chunk_plus_offset(p, chunk_words(p));
  const at_top = next === top();
  let with_remainder = false;
  if (!pinuse(p)) {
    p = chunk_plus_offset(p, -prev_words(p));
    with_remainder = unlink_chunk(p);
  }
  if (at_top) {
    const words = next - p + chunk_words(next);
    set_head(p, words, PINUSE_BIT);
    set_top(p);
    if (words * 4 >= M[TRIM_THRESHOLD] >>> 0) {
      trim_top(M[TOP_PAD]);
    }
    return;
  }
  const after_next = chunk_plus_offset(next, chunk_words(next));
  if (pinuse(after_next)) {
    clear_pinuse(next);
  } else {
    if (unlink_chunk(next)) with_remainder = true;
    next = after_next;
  }
  set_free(p, next - p);
  if (with_remainder) link_before(LAST_REMAINDER, p);
  else insert_chunk(p);
}
