/*
 * Top, and what it is made of: memory that sbrk() gives and that ends where a page ends. dlmalloc 2.8.6
 * has the whole pool from the start instead.
 */
import {
  CHUNK_ALIGN_WORDS,
  MIN_CHUNK_WORDS,
  PINUSE_BIT,
  SIZE_T_WORDS,
  chunk2mem,
  chunk_plus_offset,
  chunk_words,
  mem2chunk,
  next_chunk,
  place_head,
  set_head,
} from '../../chunk/chunk.ts';
import { M, block_0 } from '../../memory/memory.ts';
import { SIZE_T_SIZE } from '../../memory/size_t.ts';
import { NO_MALLOC_STATS, SYS_MALLOC_DEFAULT_TO_INIT } from '../../options/options.ts';
import { MORECORE_FAILURE, mem_malloc_brk, mem_malloc_start, sbrk } from '../../memory/pool.ts';
import { lock, unlock } from '../../memory/lock.ts';
import { size_t } from '../../memory/size_t.ts';
import type { Chunk } from '../../options/types.ts';
import { free_chunk } from './free.ts';
import { MAX_ARENA, NO_CHUNK, STATE_WORDS, TOP_PAD, set_top, top } from './malloc_state.ts';

const PAGE_SIZE = 4096;
const MINSIZE = MIN_CHUNK_WORDS * 4;

/** @inline */
function page_align(n: number): number {
  return n + (-n & (PAGE_SIZE - 1));
}

/** One past the last byte of the chunk p. */
function end_address(p: Chunk): number {
  return chunk2mem(next_chunk(p)) - SIZE_T_WORDS * 8;
}

/**
 * Gets as much memory as a chunk of `words` and a smallest one behind it take. If there is too little,
 * top stays as it is. The first time sbrk() is asked twice, for the bytes and then for what is missing
 * to the page's end; if it refuses the second time the first bytes are lost, as in C.
 */
export function extend_top(words: number): void {
  const p = top();
  let size = words * 4 + MINSIZE + (M[TOP_PAD] >>> 0);
  if (p !== NO_CHUNK) size = page_align(size);
  const brk = sbrk(size);
  if (brk === MORECORE_FAILURE) return;
  if (p !== NO_CHUNK && (SYS_MALLOC_DEFAULT_TO_INIT || brk === end_address(p))) {
    set_head(p, chunk_words(p) + (size >>> 2), PINUSE_BIT);
  } else {
    // The heap starts here, or goes on apart from top.
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
 * Frees p, once top, except for two fenceposts at its end: heads of one size_t that say that what is
 * before them is in use, so that nothing merges with them.
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

export function legacy_malloc_trim(pad: number): number {
  lock();
  try {
    return trim_top(pad);
  } finally {
    unlock();
  }
}

/** Gives whole pages of top beyond `pad` bytes back; returns 1 if there were any, else 0. */
export function trim_top(pad: number): number {
  const p = top();
  const words = chunk_words(p);
  const pages = Math.ceil((words * 4 - MINSIZE - size_t(pad)) / PAGE_SIZE) - 1;
  if (!(pages > 0)) return 0;
  if (!SYS_MALLOC_DEFAULT_TO_INIT && mem_malloc_brk !== end_address(p)) return 0;
  const rest = words - pages * (PAGE_SIZE >> 2);
  sbrk(-pages * PAGE_SIZE);
  set_head(p, rest, PINUSE_BIT);
  M.fill(0, p + rest - SIZE_T_WORDS, p + words - SIZE_T_WORDS);
  return 1;
}

/** Bytes that sbrk() has given, and what lies between regions. */
export function arena(): number {
  if (SYS_MALLOC_DEFAULT_TO_INIT) return mem_malloc_brk - mem_malloc_start;
  return top() === NO_CHUNK ? 0 : end_address(top()) - (block_0 - SIZE_T_SIZE) - STATE_WORDS * 4;
}
