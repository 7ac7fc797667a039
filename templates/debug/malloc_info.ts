import { count_chunks } from '../allocator/dlmalloc-2.8.6/inspect.ts';
import {
  FREE_COUNT,
  MALLOC_COUNT,
  REALLOC_COUNT,
} from '../allocator/dlmalloc-2.8.6/malloc_state.ts';
import { gm } from '../memory/gm.ts';
import { M } from '../memory/memory.ts';
import { mem_malloc_end, mem_malloc_start } from '../memory/pool.ts';
import { lock, unlock } from '../memory/lock.ts';

/** What malloc_get_info() returns. */
export interface MallocInfo {
  /** Bytes of the heap, from mem_malloc_start to mem_malloc_end. */
  total_bytes: number;
  /** Bytes of chunks in use, including overhead. */
  in_use_bytes: number;
  /** Calls of malloc(), including those by calloc(), memalign() and realloc(). */
  malloc_count: number;
  /** Calls of free(), including those by realloc() and memalign(). */
  free_count: number;
  /** Calls of realloc(). */
  realloc_count: number;
}

/** How much of the heap is in use, and how often its functions were called since mem_malloc_init(). */
export function malloc_get_info(): MallocInfo {
  const info: MallocInfo = {
    total_bytes: 0,
    in_use_bytes: 0,
    malloc_count: 0,
    free_count: 0,
    realloc_count: 0,
  };
  if (mem_malloc_end === 0) return info;
  lock();
  try {
    info.total_bytes = mem_malloc_end - mem_malloc_start;
    info.in_use_bytes = count_chunks().uordblks;
    info.malloc_count = M[gm() + MALLOC_COUNT] >>> 0;
    info.free_count = M[gm() + FREE_COUNT] >>> 0;
    info.realloc_count = M[gm() + REALLOC_COUNT] >>> 0;
    return info;
  } finally {
    unlock();
  }
}
