/*
 * Top, the memory from sbrk() that no chunk uses. It ends at the end of a page. dlmalloc 2.8.6 has the
 * whole pool from the start instead.
 */
import {
  MIN_CHUNK_WORDS,
  PINUSE_BIT,
  SIZE_T_WORDS,
  chunk2mem,
  chunk_words,
  next_chunk,
  set_head,
} from '../../chunk/chunk.ts';
import { M, block_0 } from '../../memory/memory.ts';
import { mem_malloc_brk, mem_malloc_start } from '../../memory/pool.ts';
import { sbrk } from '../../memory/sbrk.ts';
import { SIZE_T_SIZE, size_t } from '../../memory/size_t.ts';
import { SYS_MALLOC_DEFAULT_TO_INIT } from '../../options/options.ts';
import type { Chunk } from '../../options/types.ts';
import { NO_CHUNK, STATE_WORDS, top } from './malloc_state.ts';

export const PAGE_SIZE = 4096;
export const MINSIZE = MIN_CHUNK_WORDS * 4;

/** One past the last byte of the chunk p. */
export function end_address(p: Chunk): number {
  return chunk2mem(next_chunk(p)) - SIZE_T_WORDS * 8;
}

/** Releases the whole pages of top, keeping `pad` bytes. @returns 1 if there were any, otherwise 0 */
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

/** Bytes from sbrk(), including what is between two regions. */
export function arena(): number {
  if (SYS_MALLOC_DEFAULT_TO_INIT) return mem_malloc_brk - mem_malloc_start;
  return top() === NO_CHUNK ? 0 : end_address(top()) - (block_0 - SIZE_T_SIZE) - STATE_WORDS * 4;
}
