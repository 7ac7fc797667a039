import { M } from './memory.ts';

/** First byte of the heap: the region's start and MALLOC_STATE_SIZE. */
export let mem_malloc_start = 0;
/** One past the last byte of the region. */
export let mem_malloc_end = 0;
/** Up to here the heap has the memory. */
export let mem_malloc_brk = 0;

/** @inline */
export function set_pool(start: number, end: number): void {
  mem_malloc_start = start;
  mem_malloc_end = end;
  mem_malloc_brk = end;
}

/** @inline */
export function set_break(end: number, brk: number): void {
  mem_malloc_end = end;
  mem_malloc_brk = brk;
}

/** What morecore returns when there is no more memory. */
export const MORECORE_FAILURE = -1;

/**
 * U-Boot's sbrk: moves mem_malloc_brk by `increment` bytes within the pool, which mem_malloc_init()
 * has handed out whole. Memory that is given back is cleared.
 * @returns the old break, or MORECORE_FAILURE
 */
export function sbrk(increment: number): number {
  const old = mem_malloc_brk;
  const brk = old + increment;
  if (brk < mem_malloc_start || brk >= mem_malloc_end) return MORECORE_FAILURE;
  if (increment < 0) M.fill(0, brk >> 2, old >> 2);
  mem_malloc_brk = brk;
  return old;
}
