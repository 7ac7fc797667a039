import { M } from '../../memory/memory.ts';
import { sbrk } from '../../memory/sbrk.ts';
import { remap } from '../../memory/remap.ts';

/**
 * Asks the system for memory. A positive increment returns the first byte of so many new ones, 0 the
 * end of what was given last, a negative one gives memory back; -1 is failure.
 */
export type Morecore = (increment: number) => number;

let morecore: Morecore = sbrk;

/** Lets the heap go on, when it is full, in memory that `f` hands over; null is sbrk() again. */
export function set_morecore(f: Morecore | null): void {
  morecore = f ?? sbrk;
}

/** Asks for memory; the function may have let it grow, so that M has to be opened anew. */
export function call_morecore(increment: number): number {
  const base = morecore(increment);
  if (M.length === 0) remap();
  return base;
}
