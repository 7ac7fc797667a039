import { SIMPLE_SYSALLOC, SYS_MALLOC_GROW, SYS_MALLOC_LOCK } from '../options/options.ts';
import type { Memory } from '../options/types.ts';
import { set_gm } from './gm.ts';
import {
  HEADER_SIZE,
  MAPPED,
  START,
  header_at,
  is_heap,
  set_header,
  state_address,
} from './header.ts';
import { check_shared } from './lock.ts';
import { is_start, map_words, opened_buffer, set_mapped } from './memory.ts';
import { set_pool } from './pool.ts';
import { read_pool } from './saved_pool.ts';

/**
 * Opens the memory of the heap at byte `start`, as its header describes it.
 * @param state_align alignment of the static data, in bytes
 * @param fixed_bits bits of `start` that must be the same in a copy of the heap
 * @inline
 */
export function attach_memory(
  memory: Memory,
  start: number,
  magic: number,
  state_size: number,
  state_align: number,
  fixed_bits: number,
): void {
  const buffer = opened_buffer(memory);
  if (SYS_MALLOC_LOCK) check_shared(buffer);
  const state = state_address(start, state_align);
  if (!(is_start(start) && state <= buffer.byteLength)) no_heap(start);
  const words = header_at(buffer, state - HEADER_SIZE);
  const moved = (words[START] ^ start) & fixed_bits;
  const origin = SIMPLE_SYSALLOC ? state : 0;
  const end = origin + (words[MAPPED] >>> 0);
  if (!is_heap(words, magic) || moved !== 0 || end > buffer.byteLength) no_heap(start);

  set_header(words);
  map_words(buffer, origin, end);
  if (!SIMPLE_SYSALLOC || SYS_MALLOC_GROW) set_mapped(memory);
  set_gm(state >>> 2);
  set_pool(start + (HEADER_SIZE + state_size), 0);
  read_pool();
}

function no_heap(start: number): never {
  throw new RangeError(`no heap that this allocator can open starts at byte ${start}`);
}
