/*
 * The extent of the heap in its header, for threads that share the heap or open it later. Few calls change
 * it, so it is written only then, and read only if a word differs from what this thread wrote or read last.
 */
import { set_new_extent } from './extent.ts';
import { M, buffer_of, map_words, map_length, mapped } from './memory.ts';
import { mem_malloc_brk, mem_malloc_end, mem_malloc_start, set_break } from './pool.ts';
import { BRK, MAPPED, SIZE, header } from './header.ts';
import { FIXED_POOL } from '../options/options.ts';
import type { WideMemory } from '../options/types.ts';

/** The words of the header as this thread knows them. */
let known_size: number;
let known_brk: number;
let known_mapped: number;

/** Writes the extent of the heap to the header. */
export function save_pool(): void {
  header[SIZE] = mem_malloc_end - mem_malloc_start;
  header[BRK] = mem_malloc_brk - mem_malloc_start;
  header[MAPPED] = FIXED_POOL ? M.byteLength : map_length;
  if (!FIXED_POOL) know_header();
}

function know_header(): void {
  known_size = header[SIZE];
  known_brk = header[BRK];
  known_mapped = header[MAPPED];
  set_new_extent(false);
}

/** Reads from the header what other threads changed since this one had the lock. @inline */
export function follow_heap(): void {
  if (header[BRK] !== known_brk || header[SIZE] !== known_size || header[MAPPED] !== known_mapped) {
    read_pool();
  }
}

/** Makes the heap extend as its header says. */
export function read_pool(): void {
  set_break(mem_malloc_start + (header[SIZE] >>> 0), mem_malloc_start + (header[BRK] >>> 0));
  if (FIXED_POOL) return;
  const bytes = header[MAPPED] >>> 0;
  if (bytes > map_length) {
    const end = M.byteOffset + bytes;
    // Growing by 0 pages makes a WebAssembly.Memory notice that another thread let it grow.
    if (end > buffer_of(mapped).byteLength) {
      try {
        (mapped as WebAssembly.Memory).grow(0);
      } catch {
        (mapped as unknown as WideMemory).grow(BigInt(0));
      }
    }
    map_words(buffer_of(mapped), M.byteOffset, end);
  }
  know_header();
}
