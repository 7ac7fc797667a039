import { M, buffer_of, check_memory, map_words, set_mapped } from '../memory.ts';
import {
  INSECURE,
  MCHECK,
  SIMPLE_SYSALLOC,
  SYS_MALLOC_ATTACH,
  SYS_MALLOC_CLEAR_ON_INIT,
  SYS_MALLOC_GROW,
  SYS_MALLOC_LOCK,
} from '../options.ts';
import { set_pool } from '../pool.ts';
import { HEADER_SIZE, begin_header, complete_header } from '../shared/header.ts';
import { check_shared } from '../shared/lock.ts';
import { save_pool } from '../shared/pool.ts';
import { MALLOC_STATE_SIZE } from '../state_size.ts';
import type { Memory } from '../types.ts';
import { report_pool } from '../valgrind.ts';
import { BK, CHUNK_ALIGN_WORDS, FD, MIN_CHUNK_WORDS } from './chunk.ts';
import { init_mparams } from './mparams.ts';
import { smallbin_at } from './smallbins.ts';
import {
  FOOTPRINT,
  KEEPS_MAX_FOOTPRINT,
  LAST_BIN,
  LEAST_ADDR,
  MAX_FOOTPRINT,
  SEGMENT,
  SEG_SIZE,
  STATE_WORDS,
  forget_dv,
  gm,
  set_gm,
} from './malloc_state.ts';
import { first_chunk_from, holds_chunk, init_top } from './top.ts';
import { forget_blocks } from '../mcheck/registry.ts';

/** Empties every ring. @inline */
function init_bins(): void {
  for (let words = MIN_CHUNK_WORDS; words <= LAST_BIN; words += CHUNK_ALIGN_WORDS) {
    const bin = smallbin_at(words);
    M[bin + FD] = bin;
    M[bin + BK] = bin;
  }
}

export function mem_malloc_init(memory: Memory, start: number, size: number): void {
  if (!INSECURE) check_memory(memory);
  const base = start + MALLOC_STATE_SIZE;
  const end = start + size;
  const buffer = buffer_of(memory);
  if (SYS_MALLOC_LOCK) check_shared(buffer);
  if (!(start >= 0 && holds_chunk(base, end) && size < 2 ** 32 && end <= buffer.byteLength)) {
    throw new RangeError(
      INSECURE
        ? 'the region cannot hold a heap'
        : `bytes ${start} to ${end} of ${buffer.byteLength} cannot hold a heap`,
    );
  }
  const state = start + ((-start & 3) + HEADER_SIZE);
  if (SYS_MALLOC_ATTACH) begin_header(buffer, state - HEADER_SIZE);
  if (!SIMPLE_SYSALLOC || SYS_MALLOC_GROW) set_mapped(memory);
  map_words(buffer, SIMPLE_SYSALLOC ? state : 0, end);
  set_gm(state >>> 2);
  M.fill(0, gm(), SYS_MALLOC_CLEAR_ON_INIT ? M.length : gm() + STATE_WORDS);
  set_pool(base, end);
  report_pool(start, size);
  if (MCHECK) forget_blocks();
  init_mparams();
  init_bins();
  forget_dv();
  init_top(first_chunk_from(base), end);
  if (!SIMPLE_SYSALLOC) {
    M[gm() + SEGMENT] = base;
    M[gm() + SEGMENT + SEG_SIZE] = end - base;
    M[gm() + LEAST_ADDR] = base;
    M[gm() + FOOTPRINT] = end - base;
  }
  if (KEEPS_MAX_FOOTPRINT) M[gm() + MAX_FOOTPRINT] = end - base;
  if (SYS_MALLOC_ATTACH) {
    save_pool();
    complete_header(start);
  }
}
