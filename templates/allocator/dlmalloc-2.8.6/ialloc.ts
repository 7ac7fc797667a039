import { M } from '../../memory/memory.ts';
import { HAVE_MMAP, IS_64BIT } from '../../options/options.ts';
import { set_size_t, size_t_array, size_t_at } from '../../memory/size_t_array.ts';
import type { Mem } from '../../options/types.ts';
import {
  INUSE_BITS,
  SIZE_T_WORDS,
  chunk2mem,
  chunk_plus_offset,
  chunk_words,
  mem2chunk,
  place_head,
} from '../../chunk/chunk.ts';
import { dlmalloc } from './malloc.ts';
import { set_direct_mmap } from './mmap_alloc.ts';
import { request2words } from '../../chunk/request.ts';
import { MAX_REQUEST, is_possible_request } from './request.ts';

/** Words of the chunk for an element. It is not inlined, because several places need it. */
export function chunk_for(bytes: number): number {
  return request2words(bytes);
}

/** Like dlmalloc(), but does not map a chunk on its own, because such a chunk cannot be split. */
function malloc_in_segment(bytes: number): Mem {
  set_direct_mmap(false);
  try {
    return dlmalloc(bytes);
  } finally {
    set_direct_mmap(true);
  }
}

/**
 * The sum of the words of the chunks for all `n` elements of `sizes`; Infinity if one is impossible.
 */
function sum_of_chunks(n: number, sizes: Mem): number {
  const array = size_t_array(sizes, n);
  let words = 0;
  for (let i = 0; i < n; i += 1) {
    if (IS_64BIT && array[2 * i + 1] !== 0) return Infinity;
    if (!is_possible_request(size_t_at(array, i))) return Infinity;
    words += chunk_for(size_t_at(array, i));
  }
  return words;
}

/**
 * Allocates n chunks, n > 0, as one chunk and splits it. The chunks are in the order of the elements,
 * and the last one gets the rest. If there is no array `chunks` for the pointers, another chunk after
 * them holds the array and gets the rest.
 *
 *     element_words > 0: each chunk has that length, and all bytes are zero
 *     otherwise:         the chunks have the sizes in the array at `sizes`
 *
 * @returns the array of pointers, or 0 if there is no room
 */
export function ialloc(n: number, element_words: number, sizes: Mem, chunks: Mem): Mem {
  const contents = element_words > 0 ? n * element_words : sum_of_chunks(n, sizes);
  const array_words = chunks === 0 ? chunk_for(n * SIZE_T_WORDS * 4) : 0;
  const bytes = (contents + array_words - SIZE_T_WORDS) * 4;
  if (bytes >= MAX_REQUEST) return 0;
  // Throws if the array is outside the memory, before anything is allocated.
  if (chunks !== 0) size_t_array(chunks, n);
  const mem = HAVE_MMAP ? malloc_in_segment(bytes) : dlmalloc(bytes);
  if (mem === 0) return 0;

  let p = mem2chunk(mem);
  let rest = chunk_words(p);
  if (element_words > 0) M.fill(0, p + SIZE_T_WORDS, p + rest - array_words);
  if (chunks === 0) {
    const array_chunk = chunk_plus_offset(p, contents);
    place_head(array_chunk, rest - contents, INUSE_BITS);
    chunks = chunk2mem(array_chunk);
    rest = contents;
  }
  const pointers = size_t_array(chunks, n);
  const all_sizes = element_words > 0 ? pointers : size_t_array(sizes, n);
  for (let i = 0; i < n; i += 1) {
    let words = rest;
    if (i < n - 1) words = element_words > 0 ? element_words : chunk_for(size_t_at(all_sizes, i));
    set_size_t(pointers, i, chunk2mem(p));
    place_head(p, words, INUSE_BITS);
    p = chunk_plus_offset(p, words);
    rest -= words;
  }
  return chunks;
}
