/*
 * What can be asked of a heap: nothing here changes it.
 */
import { M } from '../../memory/memory.ts';
import { HAVE_MMAP, INSECURE, MCHECK } from '../../options/options.ts';
import { lock, unlock } from '../../memory/lock.ts';
import type { Mem } from '../../options/types.ts';
import { check_inuse_chunk } from './checks.ts';
import {
  INUSE_BITS,
  PINUSE_BIT,
  SIZE_T_WORDS,
  chunk_words,
  cinuse,
  mem2chunk,
} from '../../chunk/chunk.ts';
import { footprint, max_footprint } from './footprint.ts';
import { for_each_chunk } from './heap.ts';
import { top } from './malloc_state.ts';
import { usable_words } from './mmapped.ts';
import { TOP_FOOT_WORDS } from './top.ts';
import { has_header, requested_size } from '../../mcheck/usable_size.ts';

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
  /** Bytes from the system that no segment's chunks account for: those of chunks with memory of their own. */
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

/**
 * Bytes that the block `mem` can hold: at least what was asked for. 0 for NULL.
 */
export function malloc_usable_size(mem: Mem): number {
  lock();
  try {
    return usable_size(mem);
  } finally {
    unlock();
  }
}

function usable_size(mem: Mem): number {
  if (mem === 0) return 0;
  if (MCHECK && has_header(mem)) return requested_size(mem);
  if (!INSECURE) check_inuse_chunk(mem);
  const p = mem2chunk(mem);
  if (HAVE_MMAP) return (M[p] & INUSE_BITS) === PINUSE_BIT ? 0 : usable_words(p) * 4;
  return cinuse(p) ? (chunk_words(p) - SIZE_T_WORDS) * 4 : 0;
}

/** Counts the heap's chunks; walks over all of them. */
export function mallinfo(): Mallinfo {
  lock();
  try {
    return count_chunks();
  } finally {
    unlock();
  }
}

function count_chunks(): Mallinfo {
  const keepcost = chunk_words(top()) * 4;
  let ordblks = 1;
  let fordblks = keepcost + TOP_FOOT_WORDS * 4;
  let arena = fordblks;
  for_each_chunk((p) => {
    const bytes = chunk_words(p) * 4;
    arena += bytes;
    if (!cinuse(p)) {
      ordblks += 1;
      fordblks += bytes;
    }
  });
  return {
    arena,
    ordblks,
    smblks: 0,
    hblks: 0,
    hblkhd: footprint() - arena,
    usmblks: max_footprint(),
    fsmblks: 0,
    uordblks: footprint() - fordblks,
    fordblks,
    keepcost,
  };
}

/** Prints how many bytes the heap had at most, has, and has in use. */
export function malloc_stats(): void {
  lock();
  try {
    print_stats();
  } finally {
    unlock();
  }
}

function print_stats(): void {
  let used = footprint() - (chunk_words(top()) + TOP_FOOT_WORDS) * 4;
  for_each_chunk((p) => {
    if (!cinuse(p)) used -= chunk_words(p) * 4;
  });
  print_bytes('max system bytes', max_footprint());
  print_bytes('system bytes    ', footprint());
  print_bytes('in use bytes    ', used);
}

function print_bytes(what: string, bytes: number): void {
  console.log(`${what} = ${String(bytes).padStart(10)}`);
}
