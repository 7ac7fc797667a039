import { gm } from '../../memory/gm.ts';
import { M } from '../../memory/memory.ts';
import { SIMPLE_SYSALLOC, SYS_MALLOC_GROW } from '../../options/options.ts';
import { mem_malloc_brk, mem_malloc_end, mem_malloc_start } from '../../memory/pool.ts';
import { lock, unlock } from '../../memory/lock.ts';
import { size_t } from '../../memory/size_t.ts';
import { FOOTPRINT, FOOTPRINT_LIMIT, KEEPS_MAX_FOOTPRINT, MAX_FOOTPRINT } from './malloc_state.ts';
import { granularity, granularity_align } from './mparams.ts';

/** Bytes that the heap has from the system. */
export function footprint(): number {
  return SIMPLE_SYSALLOC ? mem_malloc_brk - mem_malloc_start : M[gm() + FOOTPRINT] >>> 0;
}

/** The most bytes that the heap has had from the system. */
export function max_footprint(): number {
  if (KEEPS_MAX_FOOTPRINT) return M[gm() + MAX_FOOTPRINT] >>> 0;
  return SYS_MALLOC_GROW ? footprint() : mem_malloc_end - mem_malloc_start;
}

/** May the heap have so many bytes more? */
export function within_footprint_limit(bytes: number): boolean {
  const limit = M[gm() + FOOTPRINT_LIMIT] >>> 0;
  return limit === 0 || footprint() + bytes <= limit;
}

/** The heap got so many bytes more, or gave some back. @inline SIMPLE_SYSALLOC */
export function add_footprint(bytes: number): void {
  if (!SIMPLE_SYSALLOC) M[gm() + FOOTPRINT] += bytes;
  if (KEEPS_MAX_FOOTPRINT && footprint() > max_footprint()) M[gm() + MAX_FOOTPRINT] = footprint();
}

/** Bytes that the heap has from the system, the chunks' overhead and what is free included. */
export function malloc_footprint(): number {
  lock();
  try {
    return footprint();
  } finally {
    unlock();
  }
}

/** The most bytes that malloc_footprint() has been since mem_malloc_init(). */
export function malloc_max_footprint(): number {
  lock();
  try {
    return max_footprint();
  } finally {
    unlock();
  }
}

/** How many bytes malloc_footprint() may become; the largest size_t where there is no limit. */
export function malloc_footprint_limit(): number {
  lock();
  try {
    return M[gm() + FOOTPRINT_LIMIT] >>> 0 || size_t(-1);
  } finally {
    unlock();
  }
}

/**
 * Sets how many bytes malloc_footprint() may become: where the heap would need more, malloc() returns
 * 0. The heap gives nothing back for it.
 * @param bytes counts in whole units of the granularity, at least one; the largest size_t is no limit
 * @returns the limit in bytes; 0 is none
 */
export function malloc_set_footprint_limit(bytes: number): number {
  lock();
  try {
    const limit = granularity_align(size_t(bytes)) || granularity();
    M[gm() + FOOTPRINT_LIMIT] = limit < 2 ** 32 ? limit : 0;
    return M[gm() + FOOTPRINT_LIMIT] >>> 0;
  } finally {
    unlock();
  }
}
