/*
 * Small bins: a ring of chunks of one size each, last in, first out. The bin for a size is a chunk of
 * malloc_state of which only the links count; it is part of its ring, so that no link needs a test.
 *
 * With NO_TREE_BINS the large chunks, of all sizes, hang in one more such ring.
 */
import { M } from '../memory.ts';
import { INSECURE, SIMPLE_SYSALLOC } from '../options.ts';
import type { Chunk } from '../types.ts';
import { CHUNK_ALIGN_SHIFT, BK, FD } from './chunk.ts';
import { check_links } from './checks.ts';
import { SMALLMAP, gm } from './malloc_state.ts';

/** The bin for a size: bins lie as far apart as their sizes. @inline */
export function smallbin_at(words: number): Chunk {
  return (SIMPLE_SYSALLOC ? words : gm() + words) as Chunk;
}

/** The chunk behind p in its ring; behind a bin its newest chunk, or the bin itself. @inline */
export function next_in_ring(p: Chunk): Chunk {
  return M[p + FD] as Chunk;
}

/** Puts p into a ring, behind `at`. @inline */
export function link_behind(at: Chunk, p: Chunk): void {
  const next = M[at + FD];
  M[p + FD] = next;
  M[p + BK] = at;
  M[at + FD] = p;
  M[next + BK] = p;
}

/** The bin for a size is going to hold a chunk. @inline */
export function mark_smallmap(words: number): void {
  M[gm() + SMALLMAP] |= 1 << (words >> CHUNK_ALIGN_SHIFT);
}

/** @inline */
export function insert_small_chunk(p: Chunk, words: number): void {
  mark_smallmap(words);
  link_behind(smallbin_at(words), p);
}

/** Takes p out of its ring. @inline !SMALLCHUNKS_AS_FUNCS */
export function unlink_small_chunk(p: Chunk): void {
  const next = M[p + FD];
  const prev = M[p + BK];
  if (!INSECURE) check_links(p, next, prev);
  M[prev + FD] = next;
  M[next + BK] = prev;
}
