/*
 * The extent of the heap in its header, for threads that share the heap or open it later.
 */
import { M, buffer_of, map_words, map_length, mapped } from './memory.ts';
import { mem_malloc_brk, mem_malloc_end, mem_malloc_start, set_break } from './pool.ts';
import { BRK, MAPPED, SIZE, header } from './header.ts';
import { FIXED_POOL } from '../options/options.ts';

/** Writes the extent of the heap to the header. */
export function save_pool(): void {
  header[SIZE] = mem_malloc_end - mem_malloc_start;
  header[BRK] = mem_malloc_brk - mem_malloc_start;
  header[MAPPED] = FIXED_POOL ? M.byteLength : map_length;
}

/** Reads from the header what other threads changed. */
export function follow_heap(): void {
  set_break(mem_malloc_start + (header[SIZE] >>> 0), mem_malloc_start + (header[BRK] >>> 0));
  if (FIXED_POOL) return;
  const bytes = header[MAPPED] >>> 0;
  if (bytes > map_length) {
    const end = M.byteOffset + bytes;
    // Growing by 0 pages makes a WebAssembly.Memory notice that another thread let it grow.
    if (end > buffer_of(mapped).byteLength) (mapped as WebAssembly.Memory).grow(0);
    map_words(buffer_of(mapped), M.byteOffset, end);
  }
}
