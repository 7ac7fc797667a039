import { SIMPLE_MEMALIGN } from '../options.ts';
import type { Mem } from '../types.ts';
import {
  CHUNK_ALIGN_WORDS,
  CINUSE_BIT,
  INUSE_BITS,
  MIN_CHUNK_WORDS,
  SIZE_T_WORDS,
  chunk2mem,
  chunk_plus_offset,
  chunk_words,
  mem2chunk,
  pinuse,
  place_head,
  set_head,
} from './chunk.ts';
import { dispose_chunk, dlfree } from './free.ts';
import { dlmalloc } from './malloc.ts';
import { MAX_REQUEST, request2words } from './request.ts';
import { split_inuse } from './split.ts';
import { size_t } from '../size_t.ts';

export function dlmemalign(alignment: number, bytes: number): Mem {
  alignment = size_t(alignment);
  if (alignment <= CHUNK_ALIGN_WORDS * 4) return dlmalloc(bytes);
  // A power of two, and no smaller than a chunk.
  let align = MIN_CHUNK_WORDS * 4;
  while (align < alignment) align *= 2;
  bytes = size_t(bytes);
  if (bytes >= MAX_REQUEST - align) return 0 as Mem;

  const words = request2words(bytes);
  let mem = dlmalloc((words + MIN_CHUNK_WORDS - SIZE_T_WORDS) * 4 + align);
  if (!SIMPLE_MEMALIGN && mem === 0) {
    // No room to align anywhere: the plain size may happen to be aligned.
    mem = dlmalloc(bytes);
    if (mem === 0 || (mem & (align - 1)) === 0) return mem;
    dlfree(mem);
    // It was not: ask for the padding that this place needs.
    const extra = align - (mem & (align - 1));
    mem = dlmalloc(bytes + extra);
    if (mem !== 0 && align - (mem & (align - 1)) > extra) {
      dlfree(mem);
      return 0 as Mem;
    }
  }
  if (mem === 0) return mem;

  let p = mem2chunk(mem);
  if ((mem & (align - 1)) !== 0) {
    const before = p;
    p = mem2chunk(((mem + align - 1) & -align) as Mem);
    // What stays before must be a chunk.
    if (p - before < MIN_CHUNK_WORDS) p = chunk_plus_offset(p, align >> 2);
    const rest = chunk_words(before) - (p - before);
    if (!SIMPLE_MEMALIGN && rest < words) {
      // Padding alone left no room for a chunk before. C hands the block out too short here.
      dlfree(mem);
      return 0 as Mem;
    }
    place_head(p, rest, INUSE_BITS);
    set_head(before, p - before, CINUSE_BIT | pinuse(before));
    dispose_chunk(before);
  }
  if (chunk_words(p) - words > MIN_CHUNK_WORDS) split_inuse(p, words);
  return chunk2mem(p);
}
