import type { TraceData } from './data.ts';
import type { Heap } from './heap.ts';

/** Where the heaps began when C's addresses were recorded. */
const START = 65536;

/** 2.6.6 divides addresses; this one leaves as much beyond 24, 48 and 100 as that of the recording. */
const LEGACY_START = 46 * 65536;

/** The addresses that a trace gives in fresh memory, less where the heap begins; -1 for NULL. */
export function offsetsOf(
  heap: Heap,
  trace: TraceData,
  isLegacy: boolean,
  isShared: boolean,
): number[] {
  const start = isLegacy ? LEGACY_START : START;
  const memory = memoryOf(start + trace.size, isShared);
  const state = heap.MALLOC_STATE_SIZE;
  heap.mem_malloc_init(memory, start - state, trace.size + state);
  const offsets: number[] = [];
  replay(heap, trace, (mem) => offsets.push(mem === 0 ? -1 : mem - start));
  return offsets;
}

export function memoryOf(bytes: number, isShared: boolean): ArrayBuffer | SharedArrayBuffer {
  return isShared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
}

/** Makes the calls of a trace; test/vectors/README.md says what they are. */
export function replay(
  heap: Heap,
  { words, blocks }: TraceData,
  returned: (mem: number) => void,
): void {
  const mems = new Float64Array(blocks);
  for (let i = 0; i < words.length; i += 4) {
    const code = words[i];
    const id = words[i + 1] ?? 0;
    const a = words[i + 2] ?? 0;
    const b = words[i + 3] ?? 0;
    if (code === 4) {
      heap.free(mems[id] ?? 0);
      mems[id] = 0;
      continue;
    }
    let mem: number;
    if (code === 0) mem = heap.malloc(a);
    else if (code === 1) mem = heap.calloc(a, b);
    else if (code === 2) mem = heap.memalign(a, b);
    else {
      mem = heap.realloc(mems[a] ?? 0, b);
      if (mem !== 0) mems[a] = 0;
    }
    mems[id] = mem;
    returned(mem);
  }
}

/** Rounds that are timed at the most, and milliseconds after which no other one begins. */
const MOST_ROUNDS = 50;
const LONG_ENOUGH = 1000;

/** Nanoseconds a call, without the beginning of a heap: those of the best round. */
export function nanosecondsOf(
  heap: Heap,
  traces: readonly TraceData[],
  isShared: boolean,
  now: () => number,
): number {
  const memory = memoryOf(START + Math.max(...traces.map(({ size }) => size)), isShared);
  const calls = traces.reduce((sum, { words }) => sum + words.length / 4, 0);
  const ignore = (): void => {};
  let best = Infinity;
  const end = now() + LONG_ENOUGH;
  for (let round = 0; round < MOST_ROUNDS && (round === 0 || now() < end); round += 1) {
    let milliseconds = 0;
    for (const trace of traces) {
      heap.mem_malloc_init(memory, START, trace.size);
      const start = now();
      replay(heap, trace, ignore);
      milliseconds += now() - start;
    }
    best = Math.min(best, milliseconds);
  }
  return (best * 1e6) / calls;
}
