/*
 * How far the heap reaches, for those that share it or open it later.
 */
import { M, buffer_of, map_words, mapped } from './memory.ts';
import { mem_malloc_brk, mem_malloc_end, mem_malloc_start, set_break } from './pool.ts';
import { BRK, MAPPED, SIZE, header } from './header.ts';

/** Says so in the header. */
export function save_pool(): void {
  header[SIZE] = mem_malloc_end - mem_malloc_start;
  header[BRK] = mem_malloc_brk - mem_malloc_start;
  header[MAPPED] = M.byteLength;
}

/** Learns from the header what others changed. */
export function follow_heap(): void {
  set_break(mem_malloc_start + (header[SIZE] >>> 0), mem_malloc_start + (header[BRK] >>> 0));
  const bytes = header[MAPPED] >>> 0;
  if (bytes > M.byteLength) {
    const end = M.byteOffset + bytes;
    // Growing by nothing has a WebAssembly.Memory look at what another thread did to it.
    if (end > buffer_of(mapped).byteLength) (mapped as WebAssembly.Memory).grow(0);
    map_words(buffer_of(mapped), M.byteOffset, end);
  }
}
