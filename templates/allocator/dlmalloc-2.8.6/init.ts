import { gm, set_gm } from '../../memory/gm.ts';
import {
  M,
  buffer_with_region,
  is_end,
  is_start,
  map_region,
  map_words,
  opened_buffer,
  set_mapped,
} from '../../memory/memory.ts';
import {
  INSECURE,
  NO_TREE_BINS,
  SHORT_ERRORS,
  SIMPLE_SYSALLOC,
  SMALLCHUNKS_AS_FUNCS,
  SYS_MALLOC_ATTACH,
  SYS_MALLOC_CLEAR_ON_INIT,
  SYS_MALLOC_GROW,
  SYS_MALLOC_LOCK,
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
  const state = state_address(start, CHUNK_ALIGN_WORDS * 4);
  const words = (end - state) / 4;
  // Unless the code is for size, chunk2mem() computes with 32 bits.
  const holds_heap = words >= LEAST_WORDS && (SMALLCHUNKS_AS_FUNCS ? size : end) <= 2 ** 32;
  const buffer = SHORT_ERRORS
    ? buffer_with_region(memory, start, holds_heap ? size : -1)
    : opened_buffer(memory);
  if (SYS_MALLOC_LOCK) check_shared(buffer);
  if (
    !SHORT_ERRORS &&
    !(is_start(start) && is_end(end) && holds_heap && end <= buffer.byteLength)
  ) {
    throw new RangeError(
      INSECURE
        ? 'the region cannot hold a heap'
        : `bytes ${start} to ${end} of ${buffer.byteLength} cannot hold a heap`,
    );
  }
  if (SIMPLE_SYSALLOC) map_region(buffer, state, words);
  else map_words(buffer, 0, end);
  if (SYS_MALLOC_ATTACH) begin_header(buffer, state - HEADER_SIZE);
  if (!SIMPLE_SYSALLOC || SYS_MALLOC_GROW) set_mapped(memory);
  set_gm(state >>> 2);
  if (SIMPLE_SYSALLOC && SYS_MALLOC_CLEAR_ON_INIT) M.fill(0);
  else M.fill(0, gm(), SYS_MALLOC_CLEAR_ON_INIT ? M.length : gm() + STATE_WORDS);
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
