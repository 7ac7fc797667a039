import { M, map_memory } from '../memory.ts';
import { SYS_MALLOC_CLEAR_ON_INIT } from '../options.ts';
import { set_pool } from '../pool.ts';
import type { Chunk, Memory } from '../types.ts';
import {
  CHUNK_ALIGN_WORDS,
  MIN_CHUNK_WORDS,
  PINUSE_BIT,
  SIZE_T_WORDS,
  chunk_plus_offset,
  place_head,
} from './chunk.ts';
import { STATE_WORDS, forget_dv, set_gm, set_top } from './malloc_state.ts';

/** Bytes of static data that the variant keeps at the start of the region; the heap is the rest. */
export const MALLOC_STATE_SIZE = STATE_WORDS * 4;

/**
 * What stays free behind top: a struct malloc_segment (four size_t and their chunk's overhead, made
 * a chunk's size) and a smallest chunk that fences it.
 */
export const TOP_FOOT_WORDS = SIZE_T_WORDS === 1 ? 6 + MIN_CHUNK_WORDS : 12 + MIN_CHUNK_WORDS;

/**
 * Manages `size` bytes from byte `start` of `memory`, forgetting what was there. Static data comes
 * first, then one free chunk, top, that is the whole heap.
 * @throws RangeError if the region does not lie in the memory, below 2 GiB, or cannot hold a chunk
 */
export function mem_malloc_init(memory: Memory, start: number, size: number): void {
  const end = start + size;
  const base = start + MALLOC_STATE_SIZE;
  const p = (((base + CHUNK_ALIGN_WORDS * 4 - 1) >> 2) & -CHUNK_ALIGN_WORDS) + SIZE_T_WORDS;
  const words = ((end >> 2) + SIZE_T_WORDS - p - TOP_FOOT_WORDS) & -CHUNK_ALIGN_WORDS;
  if (!(start >= 0 && words >= MIN_CHUNK_WORDS && end < 2 ** 31)) {
    throw new RangeError(`${size} bytes at ${start} cannot hold a heap`);
  }
  map_memory(memory, end);
  const state = (start + 3) >> 2;
  M.fill(0, state, SYS_MALLOC_CLEAR_ON_INIT ? end >> 2 : state + STATE_WORDS);
  set_gm(state);
  set_pool(base, end);
  forget_dv();
  set_top(p as Chunk);
  place_head(p as Chunk, words, PINUSE_BIT);
  place_head(chunk_plus_offset(p as Chunk, words), TOP_FOOT_WORDS, 0);
}
