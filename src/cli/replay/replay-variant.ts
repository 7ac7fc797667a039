import type { BuildOptions } from '../../../generator/options/index.ts';
import { replay, type Heap, type Trace } from '../../trace/index.ts';
import type { OpenHeap, ReplayedHeap } from './instantiate.ts';

/** The result of a trace on one variant. */
export interface ReplayResult {
  /** The most bytes that were allocated at once, as requested. */
  readonly peakLive: number;
  /**
   * Bytes from the start of the heap, after static data, to the end of the block that reached furthest:
   * about the smallest heap in which the trace runs as it did.
   */
  readonly peakHeap: number;
  /** The part of `peakHeap` that is not `peakLive`: overhead and gaps. 0 for an unused heap. */
  readonly waste: number;
  /**
   * The largest malloc() that succeeds after the last call; null if the heap would grow for it.
   */
  readonly largestFree: number | null;
  /** Calls that returned 0, and calls of realloc() that a simple malloc panics in. */
  readonly failures: number;
  /** Milliseconds for all calls: the median of several runs. */
  readonly time: number;
}

/** Runs the trace once to look at the heap, then to take the time. */
export function replayOn(trace: Trace, open: OpenHeap, options: BuildOptions): ReplayResult {
  const isSimple = options.enabled.SYS_MALLOC_SIMPLE;
  const seen = observeOn(trace, open, options);
  return {
    ...seen,
    time: median(times(() => callable(open(), isSimple), trace)),
  };
}

/** Runs the trace once and looks at the heap, without taking the time. */
export function observeOn(
  trace: Trace,
  open: OpenHeap,
  options: BuildOptions,
): Omit<ReplayResult, 'time'> {
  return observe(trace, open(), options);
}

/** Bytes that mcheck adds after a block: up to 7 of padding, then two words of 64 bits. */
const MCHECK_TAIL = 16;

function observe(
  trace: Trace,
  heap: ReplayedHeap,
  { enabled }: BuildOptions,
): Omit<ReplayResult, 'time'> {
  const isSimple = enabled.SYS_MALLOC_SIMPLE;
  const hasMcheck = enabled.MCHECK_HEAP_PROTECTION;
  const endOf = (mem: number): number => {
    const end = mem + heap.malloc_usable_size(mem);
    return hasMcheck ? Math.ceil(end / 8) * 8 + MCHECK_TAIL : end;
  };
  const sizes = new Map<number, number>();
  let live = 0;
  let peakLive = 0;
  let end = 0;
  let failures = 0;
  const drop = (mem: number): void => {
    live -= sizes.get(mem) ?? 0;
    sizes.delete(mem);
  };
  replay(trace, callable(heap, isSimple), {
    allocated(mem, bytes, old) {
      if (mem === 0) {
        failures += 1;
        return;
      }
      drop(old);
      sizes.set(mem, bytes);
      live += bytes;
      peakLive = Math.max(peakLive, live);
      if (!isSimple) end = Math.max(end, endOf(mem));
    },
    freed: drop,
  });
  const peakHeap = isSimple ? heap.gd.malloc_ptr : Math.max(0, end - heap.mem_malloc_start);
  return {
    peakLive,
    peakHeap,
    waste: peakHeap === 0 ? 0 : 1 - peakLive / peakHeap,
    largestFree: enabled.SYS_MALLOC_GROW ? null : largestFree(heap, isSimple),
    failures,
  };
}

/** The calls of a variant. realloc() of a simple malloc, which panics, returns 0 instead. */
function callable(heap: ReplayedHeap, isSimple: boolean): Heap {
  const { malloc, free, realloc, calloc, memalign } = heap;
  return { malloc, free, realloc: isSimple ? () => 0 : realloc, calloc, memalign };
}

/** Found by trying; a block that is allocated is freed at once. */
function largestFree(heap: ReplayedHeap, isSimple: boolean): number {
  if (isSimple) return heap.gd.malloc_limit - heap.gd.malloc_ptr;
  let good = 0;
  let bad = 2 ** 32;
  while (bad - good > 1) {
    const size = Math.floor((good + bad) / 2);
    const mem = heap.malloc(size);
    if (mem === 0) {
      bad = size;
    } else {
      heap.free(mem);
      good = size;
    }
  }
  return good;
}

/** Runs until there are this many times… */
const MOST_RUNS = 9;
/** …or this many milliseconds have passed. */
const LONGEST = 150;

function times(open: () => Heap, trace: Trace): readonly number[] {
  const all: number[] = [];
  let sum = 0;
  while (all.length < MOST_RUNS && sum < LONGEST) {
    const heap = open();
    const start = performance.now();
    replay(trace, heap);
    const time = performance.now() - start;
    all.push(time);
    sum += time;
  }
  return all;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
