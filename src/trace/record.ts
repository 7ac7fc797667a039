import type { HeapMemory } from './pointer-array.ts';
import { RECORDED_CALLS, type HeapFunction, type RecordedHeap } from './recorded-calls.ts';
import { Recorder } from './recorder.ts';
import type { Heap } from './replay.ts';
import { TraceError } from './trace-error.ts';

export interface RecordOptions {
  /** Gets each line, without its end, after the call. Without this function the recording keeps the text. */
  readonly write?: (line: string) => void;
  /**
   * The memory that the heap is in. It is needed only if the heap was made before the recording, and only
   * for posix_memalign(), independent_calloc(), independent_comalloc() and bulk_free().
   */
  readonly memory?: HeapMemory;
}

export interface Recording<Malloc> {
  /** The same exports as the variant's. The program must call these. */
  readonly malloc: Malloc;
  /** The trace so far; '' if `write` gets the lines. */
  text(): string;
}

/**
 * Wraps a variant, which is a module or what createMalloc() returned, and records the calls of the wrapper
 * as a trace. Blocks are numbered from 1. Calls that return 0 are recorded; calls that throw, and calls on
 * blocks from before the recording, are not. When a new heap is made, the blocks of the old one are
 * recorded as freed.
 *
 * In backtraces of mcheck the wrapper appears between the program and the allocator.
 * @throws {TraceError} if `malloc` is not a variant
 */
export function record<Malloc extends Heap>(
  malloc: Malloc,
  { write, memory }: RecordOptions = {},
): Recording<Malloc> {
  const original = malloc as unknown as RecordedHeap['original'];
  if (typeof original['malloc'] !== 'function') {
    throw new TraceError(
      'createMalloc' in malloc
        ? 'record() needs a heap: pass what createMalloc() returned.'
        : 'record() needs a variant: pass the module, or what createMalloc() returned.',
    );
  }
  const lines: string[] = [];
  const recorder = new Recorder(write ?? ((line) => lines.push(line)));
  const heap: RecordedHeap = { recorder, memory, original };
  const wrapper = {};
  for (const name of Object.keys(original)) {
    const value = Object.hasOwn(RECORDED_CALLS, name) ? wrapped(heap, name) : undefined;
    // The others may change their values, as mem_malloc_start does.
    const descriptor = value === undefined ? { get: () => original[name] } : { value };
    Object.defineProperty(wrapper, name, { ...descriptor, enumerable: true });
  }
  return {
    malloc: wrapper as Malloc,
    text: () => lines.map((line) => `${line}\n`).join(''),
  };
}

function wrapped(heap: RecordedHeap, name: string): HeapFunction {
  const recorded = RECORDED_CALLS[name];
  const call = heap.original[name] as HeapFunction;
  const wrapper = { [name]: (...args: number[]) => recorded?.(heap, call, args, name) as number };
  return wrapper[name] as HeapFunction;
}
