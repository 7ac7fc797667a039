/*
 * What can be asked of a heap: nothing here changes it.
 */
import { INSECURE } from '../options.ts';
import { mem_malloc_end, mem_malloc_start } from '../pool.ts';
import type { Chunk, Mem } from '../types.ts';
import { check_inuse_chunk } from './checks.ts';
import {
  CHUNK_ALIGN_WORDS,
  SIZE_T_WORDS,
  chunk_words,
  cinuse,
  mem2chunk,
  next_chunk,
} from './chunk.ts';
import { TOP_FOOT_WORDS } from './init.ts';
import { top } from './malloc_state.ts';

/** What mallinfo() returns. Sizes are bytes, overhead of chunks included. */
export interface Mallinfo {
  /** Bytes of all chunks and of what stays free behind top. */
  arena: number;
  /** Number of free chunks, top among them. */
  ordblks: number;
  /** Always 0. */
  smblks: number;
  /** Always 0. */
  hblks: number;
  /** Bytes in regions of their own (mmap). */
  hblkhd: number;
  /** The most bytes that the heap ever had from the system. */
  usmblks: number;
  /** Always 0. */
  fsmblks: number;
  /** Bytes of chunks in use. */
  uordblks: number;
  /** Bytes free. */
  fordblks: number;
  /** Bytes of top, which could be given back. */
  keepcost: number;
}

/** The first chunk of the heap. @inline */
export function first_chunk(): Chunk {
  return ((((mem_malloc_start + CHUNK_ALIGN_WORDS * 4 - 1) >> 2) & -CHUNK_ALIGN_WORDS) +
    SIZE_T_WORDS) as Chunk;
}

/**
 * Bytes that the block `mem` can hold: at least what was asked for. 0 for NULL.
 */
export function malloc_usable_size(mem: Mem): number {
  if (mem === 0) return 0;
  if (!INSECURE) check_inuse_chunk(mem);
  const p = mem2chunk(mem);
  return cinuse(p) ? (chunk_words(p) - SIZE_T_WORDS) * 4 : 0;
}

/** Counts the heap's chunks; walks over all of them. */
export function mallinfo(): Mallinfo {
  const top_chunk = top();
  let ordblks = 1;
  let free_words = chunk_words(top_chunk) + TOP_FOOT_WORDS;
  let all_words = free_words;
  for (let p = first_chunk(); p !== top_chunk; p = next_chunk(p)) {
    all_words += chunk_words(p);
    if (!cinuse(p)) {
      ordblks += 1;
      free_words += chunk_words(p);
    }
  }
  const footprint = mem_malloc_end - mem_malloc_start;
  return {
    arena: all_words * 4,
    ordblks,
    smblks: 0,
    hblks: 0,
    hblkhd: footprint - all_words * 4,
    usmblks: footprint,
    fsmblks: 0,
    uordblks: footprint - free_words * 4,
    fordblks: free_words * 4,
    keepcost: chunk_words(top_chunk) * 4,
  };
}

/** Prints the bytes that the heap has, had at most, and that are in use. */
export function malloc_stats(): void {
  let used = 0;
  const top_chunk = top();
  for (let p = first_chunk(); p !== top_chunk; p = next_chunk(p)) {
    if (cinuse(p)) used += chunk_words(p) * 4;
  }
  const footprint = mem_malloc_end - mem_malloc_start;
  console.log(`max system bytes = ${String(footprint).padStart(10)}`);
  console.log(`system bytes     = ${String(footprint).padStart(10)}`);
  console.log(`in use bytes     = ${String(used).padStart(10)}`);
}
