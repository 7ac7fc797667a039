/*
 * Large free chunks: a binary trie for each power of two finds the best fit in O(log n). Below the
 * root, a trie branches by the bits of the size after the leading one, the highest first. A node may
 * have any size whose bits match the path to it. Chunks of one size form a circular list (FD, BK), the
 * oldest first; the oldest is the node.
 *
 *     p + FD, BK     list of the chunks of this size
 *     p + CHILD      the two subtrees
 *     p + LINK       the word that points to p: a bin, or a child of its parent; 0 for a chunk of the list that is not
 *                    the node
 *
 * So a root needs no special case. The tries of dlmalloc have another shape: they split each power of
 * two in half and store a parent and an index. Which chunk is the best fit, and the oldest of its size,
 * does not depend on the shape.
 */
import { gm } from '../../memory/gm.ts';
import { M } from '../../memory/memory.ts';
import { INSECURE } from '../../options/options.ts';
import type { Chunk, Limit, Link, Words } from '../../options/types.ts';
import { check_free_chunk, corruption_error } from './checks.ts';
import { BK, FD, chunk_words } from '../../chunk/chunk.ts';
import { TREEBINS, TREEMAP } from './malloc_state.ts';
import { MIN_LARGE_WORDS } from './request.ts';

export const CHILD = FD + 2;
export const LINK = FD + 4;

/** The node at a link, or 0. @inline INSECURE */
function node_at(link: Link): Link {
  return INSECURE ? M[link] : checked_node_at(link);
}

/** A node is visited by its own link only, so no walk goes in a circle. @inline */
function checked_node_at(link: Link): Link {
  const t: Link = M[link];
  if (t !== 0 && M[t + LINK] !== link) corruption_error(t as Chunk);
  return t;
}

/** The index of the tree of a size: the number of zeros before its leading bit. @inline */
export function tree_index(words: Words): number {
  return Math.clz32(words);
}

/** @inline */
export function treebin_at(index: number): Link {
  return gm() + TREEBINS + index;
}

/** The bits of a size after the leading one, the next one being the highest of the number. @inline */
function path_bits(words: Words, index: number): number {
  return (words << index) << 1;
}

export function insert_large_chunk(p: Chunk, words: Words): void {
  const index = tree_index(words);
  let link: Link = treebin_at(index);
  // Shifts are modulo 32: this is the leading bit of the size.
  M[gm() + TREEMAP] |= 1 << ~index;
  let bits = path_bits(words, index);
  let t: Link;
  while ((t = node_at(link))) {
    if (chunk_words(t as Chunk) === words) {
      const last: Link = M[t + BK];
      if (!INSECURE && M[last + FD] !== t) corruption_error(t as Chunk);
      M[last + FD] = M[t + BK] = p;
      M[p + FD] = t;
      M[p + BK] = last;
      M[p + LINK] = 0;
      return;
    }
    link = t + CHILD + (bits >>> 31);
    bits <<= 1;
  }
  M[link] = M[p + FD] = M[p + BK] = p;
  M[p + LINK] = link;
  M[p + CHILD] = M[p + (CHILD + 1)] = 0;
}

/**
 * Removes p, which is in no list any more, from its tree. `heir` was the next chunk of its size, or p
 * itself if there is none.
 */
export function unlink_from_tree(p: Chunk, heir: Link): void {
  const link: Link = M[p + LINK];
  if (heir === p) {
    // The size of any leaf below p matches the path to p.
    let child: Link;
    while ((child = node_at(heir + (CHILD + 1)) || node_at(heir + CHILD))) heir = child;
    if (!INSECURE && M[M[heir + LINK]] !== heir) corruption_error(heir as Chunk);
    M[M[heir + LINK]] = 0;
    if (heir === p) return;
  }
  if (link) {
    if (!INSECURE && M[link] !== p && M[link] !== heir) corruption_error(p);
    M[link] = heir;
    M[heir + LINK] = link;
    adopt(heir + CHILD, node_at(p + CHILD));
    adopt(heir + (CHILD + 1), node_at(p + (CHILD + 1)));
  }
}

function adopt(link: Link, child: Link): void {
  M[link] = child;
  if (child) M[child + LINK] = link;
}

/**
 * The smallest chunk of at least `words` whose rest has less than `limit` words; the oldest of that
 * size. 0 if there is none.
 * @inline !SMALLCHUNKS_AS_FUNCS
 */
export function best_fit_in_trees(words: Words, limit: Limit): Chunk {
  const least = Math.max(words, MIN_LARGE_WORDS);
  let index = tree_index(least);
  let bits = path_bits(least, index);
  let best: Link = 0;
  // The last subtree of larger sizes that the path passed.
  let larger: Link = 0;
  let t: Link = node_at(treebin_at(index));
  let trem: number;
  while (t) {
    trem = (chunk_words(t as Chunk) - least) >>> 0;
    if (trem < limit) {
      best = t;
      limit = trem;
      if (!trem) break;
    }
    const right: Link = node_at(t + (CHILD + 1));
    t = node_at(t + CHILD + (bits >>> 31));
    if (right && right !== t) larger = right;
    bits <<= 1;
  }
  if (!larger && !best) {
    // Try larger trees, and clear the bits of empty ones, also of this one.
    let map = M[gm() + TREEMAP] & ((M[treebin_at(index)] ? -2 : -1) << ~index);
    while (map) {
      index = tree_index(map & -map);
      larger = node_at(treebin_at(index));
      if (larger) break;
      map &= map - 1;
      M[gm() + TREEMAP] ^= 1 << ~index;
    }
  }
  for (t = larger; t; t = node_at(t + CHILD) || node_at(t + (CHILD + 1))) {
    trem = (chunk_words(t as Chunk) - least) >>> 0;
    if (trem < limit) {
      best = t;
      limit = trem;
    }
  }
  return checked(best);
}

/** @inline */
function checked(p: Link): Chunk {
  if (!INSECURE && p !== 0) check_free_chunk(p as Chunk);
  return p as Chunk;
}
