import { gm, set_gm } from '../../memory/gm.ts';
import { M, map_region, map_words, opened_buffer, set_mapped } from '../../memory/memory.ts';
import {
  INSECURE,
  NO_TREE_BINS,
  SIMPLE_SYSALLOC,
  SMALLCHUNKS_AS_FUNCS,
  SYS_MALLOC_ATTACH,
  SYS_MALLOC_CLEAR_ON_INIT,
  SYS_MALLOC_GROW,
  SYS_MALLOC_LOCK,
  TRUSTS_MEMORY,
} from '../../options/options.ts';
import { set_pool } from '../../memory/pool.ts';
import { HEADER_SIZE, begin_header, state_address } from '../../memory/header.ts';
import { check_shared } from '../../memory/lock.ts';
import type { Chunk, Memory } from '../../options/types.ts';
import { report_pool } from '../../host/valgrind.ts';
import { BK, CHUNK_ALIGN_WORDS, FD, MIN_CHUNK_WORDS } from '../../chunk/chunk.ts';
import { init_mparams } from './mparams.ts';
import { smallbin_at } from './smallbins.ts';
import {
  BINS_END,
  DV,
  FIRST_CHUNK,
  FOOTPRINT,
  KEEPS_MAX_FOOTPRINT,
  LARGEBIN,
  LEAST_ADDR,
  MAX_FOOTPRINT,
  SEGMENT,
  SEG_SIZE,
  STATE_SIZE,
  STATE_WORDS,
} from './malloc_state.ts';
import { BESIDE_TOP, first_top_words, place_top } from './top.ts';

/** Words of the smallest heap, including static data. */
const LEAST_WORDS = BESIDE_TOP + MIN_CHUNK_WORDS;

/** Empties every list. The static data is 0 already. @inline */
function init_bins(): void {
  if (!SIMPLE_SYSALLOC) M.fill(gm(), gm() + DV, gm() + BINS_END);
  if (NO_TREE_BINS) {
    M[gm() + (LARGEBIN + FD)] = M[gm() + (LARGEBIN + BK)] = smallbin_at(LARGEBIN);
  }
}

/** Starts a heap. @inline */
export function dlinit(memory: Memory, start: number, size: number): boolean {
  const end = start + size;
  const buffer = opened_buffer(memory);
  if (SYS_MALLOC_LOCK) check_shared(buffer);
  const state = state_address(start, CHUNK_ALIGN_WORDS * 4);
  const words = (end - state) / 4;
  // Unless the code is for size, chunk2mem() computes with 32 bits.
  const holds_heap =
    start >= 0 &&
    words >= LEAST_WORDS &&
    (SMALLCHUNKS_AS_FUNCS ? size : end) <= 2 ** 32 &&
    end <= buffer.byteLength;
  if (SIMPLE_SYSALLOC && TRUSTS_MEMORY) {
    // An array of -1 words, or one that starts before the buffer, throws a RangeError.
    map_region(buffer, state, holds_heap ? words : -1);
  } else {
    if (!((INSECURE || start % 1 === 0) && holds_heap)) {
      throw new RangeError(
        INSECURE
          ? 'the region cannot hold a heap'
          : `bytes ${start} to ${end} of ${buffer.byteLength} cannot hold a heap`,
      );
    }
    map_words(buffer, SIMPLE_SYSALLOC ? state : 0, end);
  }
  if (SYS_MALLOC_ATTACH) begin_header(buffer, state - HEADER_SIZE);
  if (!SIMPLE_SYSALLOC || SYS_MALLOC_GROW) set_mapped(memory);
  set_gm(state >>> 2);
  M.fill(0, gm(), SYS_MALLOC_CLEAR_ON_INIT ? M.length : gm() + STATE_WORDS);
  const base = start + (HEADER_SIZE + STATE_SIZE);
  set_pool(base, end);
  report_pool(start, size);
  init_mparams();
  init_bins();
  place_top((gm() + FIRST_CHUNK) as Chunk, first_top_words(words));
  if (!SIMPLE_SYSALLOC) {
    M[gm() + SEGMENT] = base;
    M[gm() + SEGMENT + SEG_SIZE] = end - base;
    M[gm() + LEAST_ADDR] = base;
    M[gm() + FOOTPRINT] = end - base;
  }
  if (KEEPS_MAX_FOOTPRINT) M[gm() + MAX_FOOTPRINT] = end - base;
  return true;
}
