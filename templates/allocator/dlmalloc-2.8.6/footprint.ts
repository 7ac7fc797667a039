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

/** The maximum number of bytes that the heap has had from the system. */
export function max_footprint(): number {
  if (KEEPS_MAX_FOOTPRINT) return M[gm() + MAX_FOOTPRINT] >>> 0;
  return SYS_MALLOC_GROW ? footprint() : mem_malloc_end - mem_malloc_start;
}

/** Whether the heap may get this number of bytes. */
export function within_footprint_limit(bytes: number): boolean {
  const limit = M[gm() + FOOTPRINT_LIMIT] >>> 0;
  return limit === 0 || footprint() + bytes <= limit;
}

/**
 * Notes that the heap got this number of bytes, or released some if negative.
 * @inline SIMPLE_SYSALLOC
 */
export function add_footprint(bytes: number): void {
  if (!SIMPLE_SYSALLOC) M[gm() + FOOTPRINT] += bytes;
  if (KEEPS_MAX_FOOTPRINT && footprint() > max_footprint()) M[gm() + MAX_FOOTPRINT] = footprint();
}

/** Bytes that the heap has from the system, including free chunks and overhead. */
export function malloc_footprint(): number {
  lock();
  try {
    return footprint();
  } finally {
    unlock();
  }
}

/** The maximum of malloc_footprint() since mem_malloc_init(). */
export function malloc_max_footprint(): number {
  lock();
  try {
    return max_footprint();
  } finally {
    unlock();
  }
}

/** The limit of malloc_footprint() in bytes; the largest size_t if there is none. */
export function malloc_footprint_limit(): number {
  lock();
  try {
    return M[gm() + FOOTPRINT_LIMIT] >>> 0 || size_t(-1);
  } finally {
    unlock();
  }
}

/**
 * Sets the limit of malloc_footprint(). If the heap would need more, malloc() returns 0. The heap
 * releases no memory to satisfy the limit.
 * @param bytes is rounded up to whole units of the granularity, at least one; the largest size_t
 *   removes the limit
 * @returns the limit in bytes; 0 if there is none
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
