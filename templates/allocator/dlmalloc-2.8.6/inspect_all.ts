import { gm } from '../../memory/gm.ts';
import { M } from '../../memory/memory.ts';
import { IS_64BIT, SIMPLE_SYSALLOC } from '../../options/options.ts';
import { mem_malloc_start } from '../../memory/pool.ts';
import { lock, unlock } from '../../memory/lock.ts';
import type { Chunk, Mem } from '../../options/types.ts';
import {
  SIZE_T_WORDS,
  chunk2mem,
  chunk_words,
  cinuse,
  is_fencepost,
  next_chunk,
} from '../../chunk/chunk.ts';
import { SEGMENT, SEG_NEXT, top } from './malloc_state.ts';
import { MIN_LARGE_WORDS } from './request.ts';
import { seg_base } from './segments.ts';
import { first_chunk_from } from './top.ts';

/**
 * Called by malloc_inspect_all() for the bytes from `start` up to `end`. `used_bytes` of them are in
 * use: all or none.
 */
export type InspectHandler<T> = (start: Mem, end: Mem, used_bytes: number, callback_arg: T) => void;

/** Words that dlmalloc uses in a small and in a large free chunk, from where a chunk starts in C. */
const MALLOC_CHUNK_WORDS = 4 * SIZE_T_WORDS;
const MALLOC_TREE_CHUNK_WORDS = IS_64BIT ? 16 : 8;

/**
 * Calls `handler` for each chunk of the heap. It visits the newest segment first, and each segment from
 * its start to its end. For a chunk in use, `start` is the address of the block. For a free chunk it is
 * after the words that dlmalloc uses in it; chunks without other words are skipped. The handler must
 * not call functions of this heap.
 */
export function malloc_inspect_all<T>(handler: InspectHandler<T>, arg: T): void {
  lock();
  try {
    if (SIMPLE_SYSALLOC) {
      inspect_from(mem_malloc_start, handler, arg);
    } else {
      for (let s = gm() + SEGMENT; s; s = M[s + SEG_NEXT]) inspect_from(seg_base(s), handler, arg);
    }
  } finally {
    unlock();
  }
}

/** Whether p is after the end of a segment without top. @inline */
function is_past_end(p: Chunk): boolean {
  return !SIMPLE_SYSALLOC && is_fencepost(p);
}

function inspect_from<T>(base: number, handler: InspectHandler<T>, arg: T): void {
  // Every word of a memory that was detached counts as 0.
  for (let p = first_chunk_from(base); chunk_words(p) && !is_past_end(p); p = next_chunk(p)) {
    // Top need not end where a chunk can. As in C, the odd words are not counted here.
    const words = chunk_words(p) & -2;
    // In C a chunk starts one size_t before its head.
    const chunk = chunk2mem(p) - SIZE_T_WORDS * 8;
    const end = chunk + words * 4;
    if (cinuse(p)) {
      handler(chunk2mem(p), end, (words - SIZE_T_WORDS) * 4, arg);
    } else {
      const kept = words < MIN_LARGE_WORDS ? MALLOC_CHUNK_WORDS : MALLOC_TREE_CHUNK_WORDS;
      if (kept < words) handler(chunk + kept * 4, end, 0, arg);
    }
    if (p === top()) break;
  }
}
