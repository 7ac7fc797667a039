/*
 * Small bins: a list of chunks of one size each, last in, first out. BK of the first chunk names the
 * place FD words before the bin, so that `M[M[p + BK] + FD]` is the word that points to p in any case.
 *
 * With NO_TREE_BINS the large chunks, of all sizes, hang in one more such list.
 */
import { M } from '../memory.ts';
import { INSECURE } from '../options.ts';
import type { Chunk } from '../types.ts';
import { CHUNK_ALIGN_SHIFT, BK, FD } from './chunk.ts';
import { check_links } from './checks.ts';
import { SMALLMAP, gm } from './malloc_state.ts';

/** The word that holds the first chunk of the given size. @inline */
export function smallbin_at(words: number): number {
  return gm + (words >> CHUNK_ALIGN_SHIFT);
}

/** Puts p in front of the list that starts in word `bin`. @inline */
export function link_first(bin: number, p: Chunk): void {
  const first = M[bin];
  M[p + FD] = first;
  M[p + BK] = bin - FD;
  M[bin] = p;
  if (first !== 0) M[first + BK] = p;
}

/** @inline !SMALLCHUNKS_AS_FUNCS */
export function insert_small_chunk(p: Chunk, words: number): void {
  link_first(smallbin_at(words), p);
  M[gm + SMALLMAP] |= 1 << (words >> CHUNK_ALIGN_SHIFT);
}

/** @inline !SMALLCHUNKS_AS_FUNCS */
export function unlink_first_small_chunk(bin: number, p: Chunk): void {
  const next = M[p + FD];
  if (!INSECURE) check_links(p, next, bin - FD);
  M[bin] = next;
  if (next !== 0) M[next + BK] = bin - FD;
}

/** Takes p out of its list, wherever it stands. */
export function unlink_from_list(p: Chunk): void {
  const next = M[p + FD];
  const prev = M[p + BK];
  if (!INSECURE) check_links(p, next, prev);
  M[prev + FD] = next;
  if (next !== 0) M[next + BK] = prev;
}
