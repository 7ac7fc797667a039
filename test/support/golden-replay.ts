import type { Allocator } from './allocator.ts';
import { replay, type TraceCall } from './trace.ts';

export interface GoldenRun {
  readonly memory: ArrayBuffer;
  /** Addresses less mem_malloc_start, -1 for NULL. */
  readonly offsets: readonly number[];
}

/**
 * Replays a trace in fresh memory.
 * @param size bytes of the heap
 * @param start where mem_malloc_start should be
 */
export function replayInFreshMemory(
  allocator: Allocator,
  calls: readonly TraceCall[],
  size: number,
  start: number,
): GoldenRun {
  const state = allocator.MALLOC_STATE_SIZE;
  const memory = new ArrayBuffer(start + size);
  allocator.mem_malloc_init(memory, start - state, size + state);
  const returned = replay(allocator, calls);
  return { memory, offsets: returned.map((mem) => (mem === 0 ? -1 : mem - start)) };
}
