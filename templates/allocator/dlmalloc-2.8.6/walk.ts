/*
 * Visits the chunks of a heap that may be damaged. An impossible size ends the walk, which could
 * otherwise leave the heap or not end.
 */
import { is_fencepost, MIN_CHUNK_WORDS, chunk_words, next_chunk } from '../../chunk/chunk.ts';
import { SEGMENT, SEG_NEXT, top } from './malloc_state.ts';
import { seg_base } from './segments.ts';
import { first_chunk_from } from './top.ts';
import { gm } from '../../memory/gm.ts';
import { M } from '../../memory/memory.ts';
import { SIMPLE_SYSALLOC } from '../../options/options.ts';
import { mem_malloc_start } from '../../memory/pool.ts';
import type { Chunk } from '../../options/types.ts';

/** Calls `visit` with the first byte of each segment, the newest segment first. */
export function for_each_segment(visit: (base: number) => void): void {
  if (SIMPLE_SYSALLOC) {
    visit(mem_malloc_start);
  } else {
    for (let s = gm() + SEGMENT; s; s = M[s + SEG_NEXT]) visit(seg_base(s));
  }
}

/**
 * Calls `visit` for each chunk of the segment except top and fenceposts.
 * @returns the chunk with an impossible size at which the walk ended; 0 if there is none
 */
export function walk_segment(base: number, visit: (p: Chunk) => void): Chunk {
  for (let p = first_chunk_from(base); p !== top(); p = next_chunk(p)) {
    if (!SIMPLE_SYSALLOC && is_fencepost(p)) return 0 as Chunk;
    if (!(chunk_words(p) >= MIN_CHUNK_WORDS && next_chunk(p) < M.length)) return p;
    visit(p);
  }
  return 0 as Chunk;
}

/** Calls `visit` for each chunk that the walk reaches. */
export function walk_heap(visit: (p: Chunk) => void): void {
  for_each_segment((base) => void walk_segment(base, visit));
}
