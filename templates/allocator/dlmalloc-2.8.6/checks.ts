/*
 * What a variant without INSECURE checks before it trusts a pointer or a link. If the heap is corrupt,
 * it throws before it has written anything but words of the block that it was given.
 */
import { gm } from '../../memory/gm.ts';
import { M } from '../../memory/memory.ts';
import { mem_malloc_brk } from '../../memory/pool.ts';
import { FIXED_POOL, HAVE_MMAP, SIMPLE_SYSALLOC } from '../../options/options.ts';
import type { Chunk, Mem } from '../../options/types.ts';
import {
  BK,
  CHUNK_ALIGN_SHIFT,
  CHUNK_ALIGN_WORDS,
  CINUSE_BIT,
  FD,
  MIN_CHUNK_WORDS,
  PINUSE_BIT,
  SIZE_T_WORDS,
  chunk2mem,
  chunk_words,
  cinuse,
  mem2chunk,
  next_chunk,
  pinuse,
  prev_words,
} from '../../chunk/chunk.ts';
import {
  LEAST_ADDR,
  SEGMENT,
  SEG_SIZE,
  STATE_WORDS,
  TOP_FOOT_WORDS,
  dv,
  no_chunk,
  top,
  top_words,
} from './malloc_state.ts';
import { is_mmapped, ok_mmapped } from './mmapped.ts';
import { MIN_LARGE_WORDS } from './request.ts';

/** Throws because the caller passed an address that malloc() did not return, or that was freed. */
export function usage_error(mem: Mem): never {
  throw new Error(`0x${(mem >>> 0).toString(16)} is not an allocated block`);
}

/** Throws because words of the heap contradict each other. */
export function corruption_error(p: Chunk): never {
  throw new Error(`the heap is corrupt at 0x${chunk2mem(p).toString(16)}`);
}

/** The first word of the heap. @inline */
function least_word(): number {
  return SIMPLE_SYSALLOC ? STATE_WORDS : M[gm() + LEAST_ADDR] >>> 2;
}

/**
 * All chunks except top are before this word. With several segments, top need not be the last.
 * @inline
 */
function heap_end(): number {
  return SIMPLE_SYSALLOC ? top() : M.length;
}

/** Whether a chunk of this heap can be at p. */
export function ok_address(p: Chunk): boolean {
  return p - SIZE_T_WORDS >= least_word() && p < heap_end();
}

/**
 * Checks the chunk of a block that the user passed.
 * @throws Error if it is not in use, or if its neighbours contradict its size
 */
export function check_inuse_chunk(mem: Mem): void {
  const p = mem2chunk(mem);
  if (HAVE_MMAP && !(mem & (CHUNK_ALIGN_WORDS * 4 - 1)) && ok_address(p) && is_mmapped(p)) {
    if (!ok_mmapped(p)) usage_error(mem);
    return;
  }
  // A number that is not an address can become the address of a block when it is converted to a chunk.
  const is_aligned = chunk2mem(p) === mem && !(mem & (CHUNK_ALIGN_WORDS * 4 - 1));
  if (!is_aligned || !ok_address(p) || !cinuse(p)) usage_error(mem);
  const next = next_chunk(p);
  if (next <= p || next > heap_end() || !pinuse(next)) usage_error(mem);
  if (!pinuse(p)) check_prev_chunk(p);
}

/** Checks the free chunk before p: its size must lead to p. */
export function check_prev_chunk(p: Chunk): void {
  const prev = (p - prev_words(p)) as Chunk;
  if (!ok_address(prev) || cinuse(prev) || next_chunk(prev) !== p) corruption_error(p);
}

/** Checks a chunk that is about to be used: it must be free, and its foot must equal its size. */
export function check_free_chunk(p: Chunk): void {
  if (
    !ok_address(p) ||
    M[p] & CINUSE_BIT ||
    chunk_words(p) < MIN_CHUNK_WORDS ||
    next_chunk(p) > heap_end() ||
    prev_words(next_chunk(p)) !== chunk_words(p)
  ) {
    corruption_error(p);
  }
}

/** Checks that the first chunk of a small bin has the size of that bin, `index` granules. */
export function check_size(p: Chunk, index: number): void {
  if (chunk_words(p) !== index << CHUNK_ALIGN_SHIFT) corruption_error(p);
}

/** One past the last byte of the segment with top. @inline */
function segment_end(): number {
  return (M[gm() + SEGMENT] >>> 0) + (M[gm() + SEGMENT + SEG_SIZE] >>> 0);
}

/** Checks that top is free, and ends where the memory does. */
export function check_top(p: Chunk): void {
  const words = FIXED_POOL
    ? M.length - (TOP_FOOT_WORDS - SIZE_T_WORDS) - p
    : top_words(p, SIMPLE_SYSALLOC ? mem_malloc_brk : segment_end());
  // Without a memory p is undefined, and the result 0: the call returns 0 then.
  if ((M[p] - PINUSE_BIT) ^ (words << 2)) corruption_error(p);
}

/** Checks that the first chunk in a bin is in that bin. */
export function check_bin(bin: Chunk): void {
  const first = M[bin + FD] as Chunk;
  if (first !== no_chunk() && M[first + BK] !== bin) corruption_error(first);
}

/**
 * Checks the neighbours that p will be merged with when it is freed. Later it would be too late to
 * leave the heap unchanged.
 */
export function check_neighbours(p: Chunk): void {
  if (HAVE_MMAP && is_mmapped(p)) return;
  if (!pinuse(p)) {
    check_prev_chunk(p);
    check_binned_chunk((p - prev_words(p)) as Chunk);
  }
  const next = next_chunk(p);
  if (next === top()) check_top(next);
  else if (!cinuse(next)) check_binned_chunk(next);
}

/** Checks a free chunk, which is the victim or in a list. */
function check_binned_chunk(p: Chunk): void {
  if (p === dv()) check_free_chunk(p);
  else check_links(p, M[p + FD], M[p + BK]);
}

/**
 * Checks that both neighbours of p in its list point to p. After the last small chunk there is none.
 */
export function check_links(p: Chunk, next: number, prev: number): void {
  check_free_chunk(p);
  const is_linked =
    next === no_chunk() ? chunk_words(p) < MIN_LARGE_WORDS || p === dv() : M[next + BK] === p;
  if (M[prev + FD] !== p || !is_linked) corruption_error(p);
}
