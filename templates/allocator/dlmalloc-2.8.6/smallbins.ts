/*
 * Small bins: for each size a list of chunks, last in, first out. The bin of a size is a chunk in
 * malloc_state of which only FD is used. BK of the first chunk is the bin, and FD of the last chunk is
 * no_chunk(), whose BK may be written. So no link needs a test.
 *
 * With NO_TREE_BINS the large chunks of all sizes are in a circular list that includes LARGEBIN.
 */
import { gm } from '../../memory/gm.ts';
import { M } from '../../memory/memory.ts';
import {
  INSECURE,
  NO_TREE_BINS,
  SIMPLE_SYSALLOC,
  SMALLCHUNKS_AS_FUNCS,
} from '../../options/options.ts';
import type { Chunk, Link, Words } from '../../options/types.ts';
import {
  BK,
  CHUNK_ALIGN_SHIFT,
  FD,
  INUSE_BITS,
  chunk_plus_offset,
  set_pinuse,
} from '../../chunk/chunk.ts';
import { check_bin, check_links, check_size } from './checks.ts';
import { LARGEBIN, SMALLMAP, is_chunk } from './malloc_state.ts';

/** The index of the bin of a small size: the size in granules. @inline */
export function small_index(words: Words): number {
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
  if (!INSECURE) check_bin(bin);
  if (SMALLCHUNKS_AS_FUNCS) {
    M[p + FD] = M[bin + FD];
    M[p + BK] = bin;
    M[bin + FD] = M[M[bin + FD] + BK] = p;
    M[gm() + SMALLMAP] |= 1 << -index;
  } else {
    const first = M[bin + FD] as Chunk;
    M[p + FD] = first;
    M[p + BK] = bin;
    M[bin + FD] = M[first + BK] = p;
    if (NO_TREE_BINS || !is_chunk(first)) M[gm() + SMALLMAP] |= 1 << -index;
  }
}

/** @inline */
export function insert_small_chunk(p: Chunk, words: Words): void {
  link_chunk(small_index(words), p);
}

/** Removes p from its list, and returns the next chunk. @inline !SMALLCHUNKS_AS_FUNCS */
export function unlink_from_list(p: Chunk): Link {
  const next: Link = M[p + FD];
  const prev: Link = M[p + BK];
  if (!INSECURE) check_links(p, next, prev);
  M[prev + FD] = next;
  M[next + BK] = prev;
  return next;
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

/** Takes p, the first chunk of a bin, out of it and marks it as in use. @inline */
export function take_first(index: number, p: Chunk): void {
  if (!INSECURE) {
    check_size(p, index);
    check_links(p, M[p + FD], M[p + BK]);
  }
  const bin = smallbin_at(index);
  const next: Link = M[p + FD];
  M[bin + FD] = next;
  M[next + BK] = bin;
  // The size follows from the index: reading it would take longer.
  M[p] = (index << (CHUNK_ALIGN_SHIFT + 2)) | INUSE_BITS;
  set_pinuse(chunk_plus_offset(p, index << CHUNK_ALIGN_SHIFT));
}
