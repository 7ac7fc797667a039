import {
  CHUNK_ALIGN_WORDS,
  MIN_CHUNK_WORDS,
  PINUSE_BIT,
  SIZE_T_WORDS,
  chunk_plus_offset,
  chunk_words,
  mem2chunk,
  place_head,
  set_head,
} from '../../chunk/chunk.ts';
import { M } from '../../memory/memory.ts';
import { MORECORE_FAILURE, sbrk } from '../../memory/sbrk.ts';
import { NO_MALLOC_STATS, SYS_MALLOC_DEFAULT_TO_INIT } from '../../options/options.ts';
import type { Chunk, Words } from '../../options/types.ts';
import { free_chunk } from './free.ts';
import { MAX_ARENA, NO_CHUNK, TOP_PAD, set_top, top } from './malloc_state.ts';
import { MINSIZE, PAGE_SIZE, arena, end_address } from './top.ts';

/** @inline */
function page_align(n: number): number {
  return n + (-n & (PAGE_SIZE - 1));
}

/**
 * Extends top for a chunk of `words` and a minimum chunk after it. If there is not enough memory, top
 * is unchanged. The first extension calls sbrk() twice: for the bytes, and for the rest of the page. If
 * the second call fails, the bytes of the first are lost, as in C.
 */
export function extend_top(words: Words): void {
  const p = top();
  let size = words * 4 + MINSIZE + (M[TOP_PAD] >>> 0);
  if (p !== NO_CHUNK) size = page_align(size);
  const brk = sbrk(size);
  if (brk === MORECORE_FAILURE) return;
  if (p !== NO_CHUNK && (SYS_MALLOC_DEFAULT_TO_INIT || brk === end_address(p))) {
    set_head(p, chunk_words(p) + (size >>> 2), PINUSE_BIT);
  } else {
    // The heap starts here, or continues apart from top.
    const base = brk + (-brk & (CHUNK_ALIGN_WORDS * 4 - 1));
    const end = page_align(base + size);
    if (sbrk(end - brk - size) === MORECORE_FAILURE) return;
    const q = mem2chunk(base + SIZE_T_WORDS * 8);
    set_top(q);
    place_head(q, (end - base) >>> 2, PINUSE_BIT);
    if (!SYS_MALLOC_DEFAULT_TO_INIT && p !== NO_CHUNK) fence(p);
  }
  if (!NO_MALLOC_STATS) M[MAX_ARENA] = Math.max(M[MAX_ARENA] >>> 0, arena());
}

/**
 * Frees p, which was top, except for two fenceposts at its end: heads of one size_t whose PINUSE_BIT is
 * set, so that nothing merges with them.
 * @inline
 */
function fence(p: Chunk): void {
  const words = (chunk_words(p) - 3 * SIZE_T_WORDS) & -CHUNK_ALIGN_WORDS;
  const post = chunk_plus_offset(p, words);
  set_head(p, words, PINUSE_BIT);
  place_head(post, SIZE_T_WORDS, PINUSE_BIT);
  place_head(chunk_plus_offset(post, SIZE_T_WORDS), SIZE_T_WORDS, PINUSE_BIT);
  if (words >= MIN_CHUNK_WORDS) free_chunk(p);
}
