/*
 * Visits the chunks of the heap: each segment from its first chunk to top or to its fenceposts.
 */
import { gm } from '../../memory/gm.ts';
import { M } from '../../memory/memory.ts';
import { SIMPLE_SYSALLOC } from '../../options/options.ts';
import { mem_malloc_start } from '../../memory/pool.ts';
import type { Chunk } from '../../options/types.ts';
import { chunk_words, is_fencepost, next_chunk } from '../../chunk/chunk.ts';
import { SEGMENT, SEG_NEXT, top } from './malloc_state.ts';
import { seg_base } from './segments.ts';
import { first_chunk_from } from './top.ts';

/**
 * Calls `visit` for each chunk except top and fenceposts. It ends at a size of 0 too, which is what every word of
 * a memory that was detached counts as.
 */
export function for_each_chunk(visit: (p: Chunk) => void): void {
  if (SIMPLE_SYSALLOC) {
    for_each_chunk_from(mem_malloc_start, visit);
  } else {
    for (let s = gm() + SEGMENT; s; s = M[s + SEG_NEXT]) for_each_chunk_from(seg_base(s), visit);
  }
}

function for_each_chunk_from(base: number, visit: (p: Chunk) => void): void {
  for (let p = first_chunk_from(base); chunk_words(p) && !is_end(p); p = next_chunk(p)) {
    visit(p);
  }
}

/** Whether the chunks of the segment end here. @inline */
function is_end(p: Chunk): boolean {
  return p === top() || (!SIMPLE_SYSALLOC && is_fencepost(p));
}
