import { BK, FD } from '../../chunk/chunk.ts';
import {
  M,
  block_0,
  is_end,
  is_start,
  map_words,
  opened_buffer,
  set_mapped,
} from '../../memory/memory.ts';
import { SIZE_T_SIZE } from '../../memory/size_t.ts';
import {
  INSECURE,
  SYS_MALLOC_ATTACH,
  SYS_MALLOC_CLEAR_ON_INIT,
  SYS_MALLOC_DEFAULT_TO_INIT,
  SYS_MALLOC_GROW,
  SYS_MALLOC_LOCK,
} from '../../options/options.ts';
import { mem_malloc_end, set_unused_pool } from '../../memory/pool.ts';
import { HEADER_SIZE, begin_header, state_address } from '../../memory/header.ts';
import { check_shared } from '../../memory/lock.ts';
import type { Memory } from '../../options/types.ts';
import { report_pool } from '../../host/valgrind.ts';
import {
  LAST_BIN,
  LAST_REMAINDER,
  NO_CHUNK,
  STATE_ALIGN,
  STATE_SIZE,
  STATE_WORDS,
  TRIM_THRESHOLD,
  set_top,
} from './malloc_state.ts';

/** The memory of the heap. */
let heap_memory: Memory;

/** From this size in bytes on, free() trims top. */
const DEFAULT_TRIM_THRESHOLD = 128 * 1024;

/** Empties every bin, forgets top, and sets the parameters. @inline */
function malloc_init(): void {
  for (let bin: number = LAST_REMAINDER; bin <= LAST_BIN; bin += 2) {
    M[bin + FD] = M[bin + BK] = bin;
  }
  set_top(NO_CHUNK);
  M[TRIM_THRESHOLD] = DEFAULT_TRIM_THRESHOLD;
}

/** Starts a heap, or continues the old one. @inline */
export function legacy_init(memory: Memory, start: number, size: number): boolean {
  const base = start + (HEADER_SIZE + STATE_SIZE);
  const end = start + size;
  const buffer = opened_buffer(memory);
  if (SYS_MALLOC_LOCK) check_shared(buffer);
  const is_region = INSECURE ? start >= 0 : is_start(start) && is_end(end);
  if (!(is_region && base <= end && size <= 2 ** 32 && end <= buffer.byteLength)) {
    throw new RangeError('the region cannot hold a heap');
  }
  // The old heap can continue only after its end, in the same memory.
  const afresh = SYS_MALLOC_DEFAULT_TO_INIT || memory !== heap_memory || start < mem_malloc_end;
  const state = afresh ? state_address(start, STATE_ALIGN) : block_0 - SIZE_T_SIZE;
  if (!SYS_MALLOC_DEFAULT_TO_INIT) {
    heap_memory = memory;
    if (SYS_MALLOC_CLEAR_ON_INIT) new Uint8Array(buffer, start, size).fill(0);
  }
  set_unused_pool(base, end);
  report_pool(start, size);
  if (SYS_MALLOC_ATTACH) begin_header(buffer, state - HEADER_SIZE);
  if (SYS_MALLOC_GROW) set_mapped(memory);
  map_words(buffer, state, end);
  if (afresh) {
    if (SYS_MALLOC_DEFAULT_TO_INIT || !SYS_MALLOC_CLEAR_ON_INIT) {
      if (SYS_MALLOC_CLEAR_ON_INIT) M.fill(0);
      else M.fill(0, 0, STATE_WORDS);
    }
    malloc_init();
  }
  return afresh;
}
