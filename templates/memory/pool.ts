import { FIXED_POOL, SYS_MALLOC_ATTACH } from '../options/options.ts';
import { set_new_extent } from './extent.ts';

/** First byte of the heap: the region's start and MALLOC_STATE_SIZE. */
export let mem_malloc_start = 0;
/** One past the last byte of the region. */
export let mem_malloc_end = 0;
/** One past the last byte that the heap has taken of the region. */
export let mem_malloc_brk = 0;

/** @inline */
export function set_pool(start: number, end: number): void {
  mem_malloc_start = start;
  mem_malloc_brk = mem_malloc_end = end;
}

/** Sets a pool of which the heap has taken nothing yet. @inline */
export function set_unused_pool(start: number, end: number): void {
  mem_malloc_brk = mem_malloc_start = start;
  mem_malloc_end = end;
}

/** @inline */
export function set_break(end: number, brk: number): void {
  mem_malloc_end = end;
  set_brk(brk);
}

/** @inline */
export function set_brk(brk: number): void {
  mem_malloc_brk = brk;
  if (SYS_MALLOC_ATTACH && !FIXED_POOL) set_new_extent(true);
}
