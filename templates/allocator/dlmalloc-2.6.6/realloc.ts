import {
  MIN_CHUNK_WORDS,
  PINUSE_BIT,
  SIZE_T_WORDS,
  chunk2mem,
  chunk_plus_offset,
  chunk_words,
  mem2chunk,
  next_chunk,
  pinuse,
  place_head,
  prev_words,
  set_head,
  set_pinuse,
} from '../../chunk/chunk.ts';
import { request2words } from '../../chunk/request.ts';
import { M } from '../../memory/memory.ts';
import type { Mem } from '../../options/types.ts';
import { unlink_chunk } from './bins.ts';
import { free_chunk } from './free.ts';
import { legacy_malloc } from './malloc.ts';
import { set_top, top } from './malloc_state.ts';
import { is_possible_request } from './request.ts';
import { shrink } from './split.ts';

/**
 * A block that must grow takes the free chunk after it. If that is too small, it also takes the free
 * chunk before it. Otherwise it moves elsewhere.
 */
export function legacy_realloc(oldmem: Mem, bytes: number): Mem {
  if (!is_possible_request(bytes)) return 0;
  if (!oldmem) return legacy_malloc(bytes);
  const words = request2words(bytes);
  let p = mem2chunk(oldmem);
  let size = chunk_words(p);
  if (size < words) {
    const next = next_chunk(p);
    const at_top = next === top();
    const after = at_top || !pinuse(next_chunk(next)) ? chunk_words(next) : 0;
    // A chunk of top must remain.
    const missing = words - size + (at_top ? MIN_CHUNK_WORDS : 0);
    const lead = after >= missing || pinuse(p) ? 0 : prev_words(p);
    const trail = lead + after >= missing ? after : 0;
    const start = p + SIZE_T_WORDS;
    if (lead + size + trail >= words) {
      if (trail && !at_top) unlink_chunk(next);
      size += lead + trail;
      if (lead) {
        p = chunk_plus_offset(p, -lead);
        unlink_chunk(p);
        M.copyWithin(p + SIZE_T_WORDS, start, next);
      }
      if (trail && at_top) {
        const r = chunk_plus_offset(p, words);
        place_head(r, size - words, PINUSE_BIT);
        set_top(r);
        size = words;
      }
    } else {
      const mem = legacy_malloc(bytes);
      if (!mem) return 0;
      const q = mem2chunk(mem);
      if (q !== next) {
        M.copyWithin(q + SIZE_T_WORDS, start, next);
        free_chunk(p);
        return mem;
      }
      // Top was extended, and the new block is right after the old one.
      size += chunk_words(q);
    }
    set_head(p, size, pinuse(p));
    set_pinuse(next_chunk(p));
  }
  shrink(p, words);
  return chunk2mem(p);
}
