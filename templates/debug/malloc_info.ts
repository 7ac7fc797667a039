import { mallinfo } from '../dlmalloc/inspect.ts';
import { FREE_COUNT, MALLOC_COUNT, REALLOC_COUNT, gm } from '../dlmalloc/malloc_state.ts';
import { M } from '../memory.ts';
import { mem_malloc_end, mem_malloc_start } from '../pool.ts';

/** What malloc_get_info() returns. */
export interface MallocInfo {
  /** Bytes of the heap, from mem_malloc_start to mem_malloc_end. */
  total_bytes: number;
  /** Bytes of chunks in use, overhead included: uordblks of mallinfo(). */
  in_use_bytes: number;
  /** Calls of malloc(), calloc() and memalign(), and of realloc() without an old block. */
  malloc_count: number;
  /** Calls of free(). */
  free_count: number;
  /** Calls of realloc(). */
  realloc_count: number;
}

/** How much of the heap is in use, and how often it was called since mem_malloc_init(). */
export function malloc_get_info(): MallocInfo {
  const there = mem_malloc_end !== 0;
  return {
    total_bytes: mem_malloc_end - mem_malloc_start,
    in_use_bytes: there ? mallinfo().uordblks : 0,
    malloc_count: there ? M[gm() + MALLOC_COUNT] >>> 0 : 0,
    free_count: there ? M[gm() + FREE_COUNT] >>> 0 : 0,
    realloc_count: there ? M[gm() + REALLOC_COUNT] >>> 0 : 0,
  };
}
