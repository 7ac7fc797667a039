/*
 * Reads a heap from end to end, without changing it, whatever its words are. A heap is sound if all that
 * malloc(), free() and realloc() keep true between two calls is true: chunks follow each other up to top,
 * heads and feet agree, no two free chunks are neighbours, and each free chunk is the victim or in the bin
 * of its size, exactly once.
 */
import { gm } from '../../memory/gm.ts';
import { M } from '../../memory/memory.ts';
import { mem_malloc_end, mem_malloc_brk } from '../../memory/pool.ts';
import { FIXED_POOL, IS_64BIT, NO_TREE_BINS, SIMPLE_SYSALLOC } from '../../options/options.ts';
import type { Chunk } from '../../options/types.ts';
import {
  BK,
  CHUNK_ALIGN_WORDS,
  FD,
  MIN_CHUNK_WORDS,
  chunk_plus_offset,
  chunk_words,
  cinuse,
  is_fencepost,
  pinuse,
  prev_words,
} from '../../chunk/chunk.ts';
import {
  FIRST_CHUNK,
  LARGEBIN,
  SEGMENT,
  SEG_NEXT,
  SMALLMAP,
  TREEMAP,
  dv,
  no_chunk,
  top,
  top_words,
} from './malloc_state.ts';
import { MIN_LARGE_WORDS } from './request.ts';
import { seg_base, seg_end } from './segments.ts';
import { first_in_bin, small_index, smallbin_at } from './smallbins.ts';
import { first_chunk_from } from './top.ts';
import { CHILD, LINK, tree_index, treebin_at } from './treebins.ts';

export function is_sound_heap(): boolean {
  /** The free chunks that were not yet found in a bin. */
  const free = new Set<number>();
  return (
    M[no_chunk()] === 0 &&
    (SIMPLE_SYSALLOC
      ? has_sound_chunks(FIRST_CHUNK as Chunk, pool_end(), free)
      : has_sound_segments(free)) &&
    (dv() === no_chunk() || free.delete(dv())) &&
    has_sound_small_bins(free) &&
    (NO_TREE_BINS ? is_sound_list(LARGEBIN, free) : has_sound_trees(free)) &&
    free.size === 0
  );
}

/** @inline */
function pool_end(): number {
  return FIXED_POOL ? mem_malloc_end : mem_malloc_brk;
}

/** Reads each segment. Their records are in segments that were read before, or in malloc_state. */
function has_sound_segments(free: Set<number>): boolean {
  const records = new Set<number>();
  for (let s = gm() + SEGMENT; s !== 0; s = M[s + SEG_NEXT]) {
    if (records.has(s) || !(s > 0 && s + SEG_NEXT < M.length) || seg_end(s) > M.length * 4) {
      return false;
    }
    records.add(s);
    if (!has_sound_chunks(first_chunk_from(seg_base(s)), seg_end(s), free)) return false;
  }
  return true;
}

/** Reads the chunks from p to top, or to a fencepost, in memory that ends at byte `end`. */
function has_sound_chunks(p: Chunk, end: number, free: Set<number>): boolean {
  let prev_in_use = 1;
  while (p !== top()) {
    if (!(p < M.length) || !pinuse(p) === !!prev_in_use) return false;
    if (!SIMPLE_SYSALLOC && is_fencepost(p)) return true;
    const words = chunk_words(p);
    const next = chunk_plus_offset(p, words);
    if (words < MIN_CHUNK_WORDS || words % CHUNK_ALIGN_WORDS !== 0 || !(next < M.length))
      return false;
    if (IS_64BIT && M[p + 1] !== 0) return false;
    if (cinuse(p)) {
      prev_in_use = 1;
    } else {
      if (!prev_in_use || prev_words(next) !== words) return false;
      free.add(p);
      prev_in_use = 0;
    }
    p = next;
  }
  return !cinuse(p) && !!pinuse(p) && !!prev_in_use && chunk_words(p) === top_words(p, end);
}

function has_sound_small_bins(free: Set<number>): boolean {
  for (let i = small_index(MIN_CHUNK_WORDS); i < LARGEBIN; i += 1) {
    if (!is_sound_list(i, free)) return false;
  }
  return true;
}

/** Reads the list of a small bin, or with NO_TREE_BINS that of large chunks, which is circular. */
function is_sound_list(index: number, free: Set<number>): boolean {
  const bin = smallbin_at(index);
  const is_large = NO_TREE_BINS && index === LARGEBIN;
  const last = is_large ? bin : no_chunk();
  let prev = bin;
  let p = first_in_bin(index);
  while (p !== last) {
    if (!free.delete(p) || M[p + BK] !== prev) return false;
    if (Math.min(small_index(chunk_words(p)), LARGEBIN) !== index) return false;
    prev = p;
    p = M[p + FD] as Chunk;
  }
  if (!is_large && prev === bin) return true;
  return is_large ? M[bin + BK] === prev : ((M[gm() + SMALLMAP] >>> (-index & 31)) & 1) !== 0;
}

function has_sound_trees(free: Set<number>): boolean {
  for (let i = 31 - Math.clz32(MIN_LARGE_WORDS); i < 30; i += 1) {
    const link = treebin_at(tree_index(2 ** i));
    if (M[link] !== 0 && !((M[gm() + TREEMAP] >>> i) & 1)) return false;
    if (!is_sound_tree(link, 2 ** i, 2 ** i, free)) return false;
  }
  return true;
}

/** Reads the tree at `link`, whose sizes are at least `least` and less than `least + range` words. */
function is_sound_tree(link: number, least: number, range: number, free: Set<number>): boolean {
  const node = M[link];
  if (node === 0) return true;
  const words = chunk_words(node as Chunk);
  if (range < 1 || M[node + LINK] !== link || !(words >= least && words < least + range))
    return false;
  // A ring: the node, and the other chunks of its size.
  let prev = node;
  let p = node;
  do {
    if (!free.delete(p) || chunk_words(p as Chunk) !== words) return false;
    if (p !== node && (M[p + LINK] !== 0 || M[p + BK] !== prev)) return false;
    prev = p;
    p = M[p + FD];
  } while (p !== node);
  return (
    M[node + BK] === prev &&
    is_sound_tree(node + CHILD, least, range / 2, free) &&
    is_sound_tree(node + (CHILD + 1), least + range / 2, range / 2, free)
  );
}
