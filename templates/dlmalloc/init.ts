import { M, map_memory } from '../memory.ts';
import { SIMPLE_SYSALLOC, SYS_MALLOC_CLEAR_ON_INIT } from '../options.ts';
import { set_pool } from '../pool.ts';
import type { Memory } from '../types.ts';
import { MIN_CHUNK_WORDS } from './chunk.ts';
import {
  FOOTPRINT,
  LEAST_ADDR,
  MAX_FOOTPRINT,
  SEGMENT,
  SEG_SIZE,
  STATE_WORDS,
  forget_dv,
  set_gm,
} from './malloc_state.ts';
import { first_chunk_from, init_top, top_words } from './top.ts';

/** Bytes of static data that the variant keeps at the start of the region; the heap is the rest. */
export const MALLOC_STATE_SIZE = STATE_WORDS * 4;

/**
 * Manages `size` bytes from byte `start` of `memory`, forgetting what was there. Static data comes
 * first, then one free chunk, top, that is the whole heap.
 * @throws RangeError if the region does not lie in the memory, below 2 GiB, or cannot hold a chunk
 */
export function mem_malloc_init(memory: Memory, start: number, size: number): void {
  const end = start + size;
  const base = start + MALLOC_STATE_SIZE;
  const p = first_chunk_from(base);
  if (!(start >= 0 && top_words(p, end) >= MIN_CHUNK_WORDS && end < 2 ** 31)) {
    throw new RangeError(`${size} bytes at ${start} cannot hold a heap`);
  }
  map_memory(memory, end);
  const state = (start + 3) >> 2;
  M.fill(0, state, SYS_MALLOC_CLEAR_ON_INIT ? end >> 2 : state + STATE_WORDS);
  set_gm(state);
  set_pool(base, end);
  forget_dv();
  init_top(p, end);
  if (!SIMPLE_SYSALLOC) {
    M[state + SEGMENT] = base;
    M[state + SEGMENT + SEG_SIZE] = end - base;
    M[state + LEAST_ADDR] = base;
    M[state + FOOTPRINT] = end - base;
    M[state + MAX_FOOTPRINT] = end - base;
  }
}
