import { sbrk } from '../../memory/sbrk.ts';
import { remap_if_detached } from '../../memory/remap.ts';

/**
 * Gets memory from the system. A positive increment returns the address of that number of new bytes; 0
 * returns the end of the memory that was given last; a negative increment releases memory. -1 means
 * failure.
 */
export type Morecore = (increment: number) => number;

let morecore: Morecore = sbrk;

/** Sets the function from which a full heap gets more memory. Null sets sbrk() again. */
export function set_morecore(f: Morecore | null): void {
  morecore = f ?? sbrk;
}

/** Gets memory. The function may let the memory grow, so that M must be made again. */
export function call_morecore(increment: number): number {
  const base = morecore(increment);
  remap_if_detached();
  return base;
}
