/*
 * Small bins: for each size a list of chunks, last in, first out. The bin of a size is a chunk in
 * malloc_state of which only FD is used. BK of the first chunk is the bin, and FD of the last chunk is
 * no_chunk(), whose BK may be written. So no link needs a test.
 *
 * With NO_TREE_BINS the large chunks of all sizes are in a circular list that includes LARGEBIN.
 */
import { gm } from '../../memory/gm.ts';
import { M } from '../../memory/memory.ts';
import { INSECURE, SIMPLE_SYSALLOC } from '../../options/options.ts';
import type { Chunk } from '../../options/types.ts';
import { BK, CHUNK_ALIGN_SHIFT, FD } from '../../chunk/chunk.ts';
import { check_links } from './checks.ts';
import { LARGEBIN, SMALLMAP, is_chunk } from './malloc_state.ts';

/** The index of the bin of a small size: the size in granules. @inline */
export function small_index(words: number): number {
  return words >> CHUNK_ALIGN_SHIFT;
}

/** @inline */
export function smallbin_at(index: number): Chunk {
  return (SIMPLE_SYSALLOC ? index : gm() + index) as Chunk;
}

/** The first chunk of a bin, the newest one. @inline */
export function first_in_bin(index: number): Chunk {
  return M[gm() + (index + FD)] as Chunk;
}

/** Inserts p into a bin. @inline */
export function link_chunk(index: number, p: Chunk): void {
  const bin = smallbin_at(index);
  M[p + FD] = M[bin + FD];
  M[p + BK] = bin;
  M[bin + FD] = M[M[bin + FD] + BK] = p;
  M[gm() + SMALLMAP] |= 1 << -index;
}

/** @inline */
export function insert_small_chunk(p: Chunk, words: number): void {
  link_chunk(small_index(words), p);
}

/** Removes p from its list. @inline !SMALLCHUNKS_AS_FUNCS */
export function unlink_small_chunk(p: Chunk): void {
  const next = M[p + FD];
  const prev = M[p + BK];
  if (!INSECURE) check_links(p, next, prev);
  M[prev + FD] = next;
  M[next + BK] = prev;
}

/**
 * The first bin from `index` on that holds a chunk; LARGEBIN or more if no small bin does.
 * @inline
 */
export function next_smallbin(index: number): number {
  while (
    (index += Math.clz32(M[gm() + SMALLMAP] << (index - 1))) < LARGEBIN &&
    !is_chunk(first_in_bin(index))
  ) {
    M[gm() + SMALLMAP] ^= 1 << -index;
  }
  return index;
}
