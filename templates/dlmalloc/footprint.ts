import { M } from '../memory.ts';
import { SIMPLE_SYSALLOC } from '../options.ts';
import { mem_malloc_end, mem_malloc_start } from '../pool.ts';
import { FOOTPRINT, MAX_FOOTPRINT, gm } from './malloc_state.ts';

/** Bytes that the heap has from the system. */
export function footprint(): number {
  return SIMPLE_SYSALLOC ? mem_malloc_end - mem_malloc_start : M[gm() + FOOTPRINT] >>> 0;
}

/** The most bytes that the heap has had from the system. */
export function max_footprint(): number {
  return SIMPLE_SYSALLOC ? mem_malloc_end - mem_malloc_start : M[gm() + MAX_FOOTPRINT] >>> 0;
}
