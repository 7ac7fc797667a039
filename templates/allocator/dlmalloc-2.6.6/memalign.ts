import {
  CHUNK_ALIGN_WORDS,
  MIN_CHUNK_WORDS,
  chunk2mem,
  chunk_words,
  mem2chunk,
} from '../../chunk/chunk.ts';
import { request2words } from '../../chunk/request.ts';
import { size_t } from '../../memory/size_t.ts';
import type { Mem } from '../../options/types.ts';
import { free_chunk, legacy_free } from './free.ts';
import { legacy_malloc } from './malloc.ts';
import { is_possible_request } from './request.ts';
import { shrink, split } from './split.ts';

const MINSIZE = MIN_CHUNK_WORDS * 4;

export function legacy_memalign(alignment: number, bytes: number): Mem {
  alignment = size_t(alignment);
  if (alignment <= CHUNK_ALIGN_WORDS * 4) return legacy_malloc(bytes);
  if (!is_possible_request(bytes)) return 0;
  const align = alignment < MINSIZE ? MINSIZE : alignment;

  const words = request2words(bytes);
  let mem = legacy_malloc(words * 4 + align + MINSIZE);
  if (!mem) {
    // There is no room for the padding. A block of the plain size may happen to be aligned.
    mem = legacy_malloc(bytes);
    if (!(mem % align)) return mem;
    legacy_free(mem);
    // It was not. Try again with the padding that this place needs.
    const extra = align - (mem % align);
    mem = legacy_malloc(bytes + extra);
    if (mem && align - (mem % align) > extra) {
      legacy_free(mem);
      mem = 0;
    }
    if (!mem) return 0;
  }

  let p = mem2chunk(mem);
  if (mem % align) {
    let lead = (align - 1 - (((mem + align - 1) & (align - 1)) >>> 0)) >>> 2;
    // The rest before the block must be a chunk.
    if (lead < MIN_CHUNK_WORDS) lead += align >>> 2;
    if (chunk_words(p) - lead < words) {
      // With this padding there is no room for a chunk before the block. C returns a block that is too
      // short.
      free_chunk(p);
      return 0;
    }
    const q = split(p, lead);
    free_chunk(p);
    p = q;
  }
  shrink(p, words);
  return chunk2mem(p);
}
