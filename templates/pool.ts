/** First byte of the heap: the region's start and MALLOC_STATE_SIZE. */
export let mem_malloc_start = 0;
/** One past the last byte of the region. */
export let mem_malloc_end = 0;
/** Where sbrk() would continue: up to here the heap has the memory. */
export let mem_malloc_brk = 0;

export function set_pool(start: number, end: number): void {
  mem_malloc_start = start;
  mem_malloc_end = end;
  mem_malloc_brk = end;
}
