import type { Allocator } from './allocator.ts';
import { replay, type TraceCall } from './trace.ts';

export interface GoldenRun {
  readonly memory: ArrayBuffer;
  /** Addresses less mem_malloc_start, -1 for NULL. */
  readonly offsets: readonly number[];
  /** Where the highest block ended that there was, from the start of the memory. */
  readonly reach: number;
}

/** More than a chunk's head, an alignment or a page need beyond a block. */
const MARGIN = 1 << 16;

/**
 * Whether two runs of one trace left the same bytes. To read what lies between the highest block and the end of
 * top would touch a hundred megabytes of pages that nobody wrote to, so only its first and last bytes are read.
 */
export function isSameMemory(a: GoldenRun, b: GoldenRun): boolean {
  const size = a.memory.byteLength;
  const low = Math.min(Math.max(a.reach, b.reach) + MARGIN, size);
  const high = Math.max(size - MARGIN, low);
  const parts = ({ memory }: GoldenRun) =>
    [Buffer.from(memory, 0, low), Buffer.from(memory, high)] as const;
  const [[lowA, highA], [lowB, highB]] = [parts(a), parts(b)];
  return size === b.memory.byteLength && lowA.equals(lowB) && highA.equals(highB);
}

function reachOf(calls: readonly TraceCall[], returned: readonly number[]): number {
  const made = calls.filter((line) => line.call !== 'free');
  return made.reduce((reach, line, i) => {
    const count = line.call === 'calloc' ? line.count : 1;
    const mem = returned[i] ?? 0;
    return mem === 0 ? reach : Math.max(reach, mem + count * line.size);
  }, 0);
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
  return {
    memory,
    offsets: returned.map((mem) => (mem === 0 ? -1 : mem - start)),
    reach: reachOf(calls, returned),
  };
}
