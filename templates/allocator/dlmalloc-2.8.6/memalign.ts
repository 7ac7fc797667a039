import {
  HAVE_MMAP,
  IS_64BIT,
  MALLOC_DEBUG,
  MAY_RELEASE,
  NO_REALLOC_IN_PLACE,
  SIMPLE_MEMALIGN,
} from '../../options/options.ts';
import type { Chunk, Mem, Words } from '../../options/types.ts';
import {
  CHUNK_ALIGN_WORDS,
  MIN_CHUNK_WORDS,
  SIZE_T_WORDS,
  chunk2mem,
  chunk_words,
  mem2chunk,
  next_chunk,
} from '../../chunk/chunk.ts';
import { dispose_chunk } from './dispose.ts';
import { dlfree, free_part } from './free.ts';
import { dlmalloc } from './malloc.ts';
import { is_chunk, top } from './malloc_state.ts';
import { align_mmapped, is_mmapped } from './mmapped.ts';
import { try_realloc_chunk } from './realloc.ts';
import { MAX_REQUEST, any_request2words, size_t2words } from './request.ts';
import { cut_free } from './split.ts';
import { grow_into_top } from './top.ts';
import { request2words } from '../../chunk/request.ts';
import { size_t } from '../../memory/size_t.ts';

/** Bytes from `mem` to the next multiple of `align`, a power of two; `align` at a multiple. @inline */
function padding(mem: Mem, align: number): number {
  return align - ((mem & (align - 1)) >>> 0);
}

/** Whether no block lies at a multiple of `align`, which 32 bits cannot tell. @inline */
function has_no_block(align: number): boolean {
  return IS_64BIT && align > 2 ** 32;
}

/**
 * Words of the chunk for `bytes`. In 32 bits without SIMPLE_MEMALIGN it must be a possible request for a
 * meaningful result.
 * @inline
 */
function memalign_words(bytes: number): Words {
  if (SIMPLE_MEMALIGN) return any_request2words(bytes);
  return IS_64BIT ? size_t2words(bytes) : request2words(bytes);
}

/** Grows the chunk p to `words` in place, up to all of top; returns false if it cannot. */
function take_rest(p: Chunk, words: Words): boolean {
  if (!NO_REALLOC_IN_PLACE) return try_realloc_chunk(p, words, 0);
  const rest = chunk_words(p) + chunk_words(top()) - words;
  if (next_chunk(p) !== top() || rest < 0) return false;
  grow_into_top(p, words, rest);
  return true;
}

export function dlmemalign(alignment: number, bytes: number): Mem {
  alignment = size_t(alignment);
  if (alignment <= CHUNK_ALIGN_WORDS * 4) return dlmalloc(bytes);
  if (!SIMPLE_MEMALIGN) bytes = size_t(bytes);
  const words = memalign_words(bytes);
  // The next power of two; it is no smaller than a chunk.
  let align = CHUNK_ALIGN_WORDS * 4;
  while (alignment > align && !has_no_block(align)) align *= 2;
  // In 64 bits the largest request of C is beyond any alignment.
  if (!SIMPLE_MEMALIGN && !IS_64BIT && bytes >= MAX_REQUEST - align) return 0;
  let mem = dlmalloc(words * 4 + (align + (MIN_CHUNK_WORDS - SIZE_T_WORDS) * 4));
  if (!SIMPLE_MEMALIGN && !mem) {
    // There is no room for the padding. A block of the plain size may happen to be aligned.
    mem = dlmalloc(bytes);
    if (!mem || !(mem & (align - 1))) return mem;
    dlfree(mem);
    // It was not. Try again with the padding that this place needs.
    const extra = padding(mem, align);
    mem = dlmalloc(bytes + extra);
    // dlfree() would count it as a call of free().
    if (MALLOC_DEBUG && !mem) return 0;
    if (!mem || padding(mem, align) > extra) {
      dlfree(mem);
      return 0;
    }
  }
  if (SIMPLE_MEMALIGN && !mem) return mem;

  let p = mem2chunk(mem);
  const mmapped = HAVE_MMAP && is_mmapped(p);
  let lead = (-mem & (align - 1)) >> 2;
  if (lead) {
    // The rest before the block must be a chunk.
    if (MIN_CHUNK_WORDS > lead) lead += align / 4;
    const least = lead + words;
    if (!SIMPLE_MEMALIGN && chunk_words(p) < least + (mmapped ? SIZE_T_WORDS : 0)) {
      // The padding has no room for a chunk before the block. C returns a block that is too short; here
      // the chunk after it must give the rest.
      if (mmapped || !take_rest(p, least)) {
        dlfree(mem);
        return 0;
      }
    }
    if (mmapped) return chunk2mem(align_mmapped(p, lead));
    p = cut_free(p, lead, MIN_CHUNK_WORDS);
  }
  if (mmapped) return mem;
  // As in C, a rest of the minimum size stays with the block.
  const rest = cut_free(p, words, MIN_CHUNK_WORDS + 1);
  if (lead) {
    // dlfree() would count it as a call of free().
    if (MAY_RELEASE || MALLOC_DEBUG) dispose_chunk(mem2chunk(mem));
    else dlfree(mem);
  }
  if (is_chunk(rest)) free_part(rest);
  return chunk2mem(p);
}
