import { HAVE_MMAP, SIMPLE_MEMALIGN } from '../options.ts';
import type { Mem } from '../types.ts';
import {
  CHUNK_ALIGN_WORDS,
  MIN_CHUNK_WORDS,
  SIZE_T_WORDS,
  chunk2mem,
  chunk_words,
  mem2chunk,
} from './chunk.ts';
import { dispose_chunk, dlfree } from './free.ts';
import { dlmalloc } from './malloc.ts';
import { align_mmapped, is_mmapped } from './mmapped.ts';
import { free_chunk } from './release.ts';
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
  if (bytes >= MAX_REQUEST - align) return 0;

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
      return 0;
    }
  }
  if (mem === 0) return mem;

  let p = mem2chunk(mem);
  const mmapped = HAVE_MMAP && is_mmapped(p);
  let lead = (-mem & (align - 1)) >> 2;
  if (lead !== 0) {
    // What stays before must be a chunk.
    if (lead < MIN_CHUNK_WORDS) lead += align >> 2;
    if (!SIMPLE_MEMALIGN && chunk_words(p) - lead < words + (mmapped ? SIZE_T_WORDS : 0)) {
      // Padding alone left no room for a chunk before. C hands the block out too short here.
      free_chunk(p);
      return 0;
    }
    if (mmapped) return chunk2mem(align_mmapped(p, lead));
    const before = p;
    p = split_inuse(p, lead);
    dispose_chunk(before);
  }
  if (!mmapped && chunk_words(p) - words > MIN_CHUNK_WORDS) dispose_chunk(split_inuse(p, words));
  return chunk2mem(p);
}
