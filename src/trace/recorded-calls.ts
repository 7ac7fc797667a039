import { sizesAt, wordsAt, type HeapMemory } from './pointer-array.ts';
import type { Recorder } from './recorder.ts';
import { TraceError } from './trace-error.ts';

/** A function of a variant. The recorded call of the same name knows what its arguments mean. */
export type HeapFunction = (...args: number[]) => number;

/** What the recording of a call needs. */
export interface RecordedHeap {
  readonly recorder: Recorder;
  /** The memory that the heap is in, if it is known. */
  memory: HeapMemory | undefined;
  /** The functions of the variant. */
  readonly original: Readonly<Record<string, HeapFunction | undefined>>;
}

/** Makes a call of the variant, and records it. */
type RecordedCall = (
  heap: RecordedHeap,
  call: HeapFunction,
  args: readonly number[],
  name: string,
) => unknown;

const PAGE_SIZE = 4096;

const malloc: RecordedCall = ({ recorder }, call, [bytes = Number.NaN]) => {
  const mem = call(bytes);
  recorder.malloc(mem, bytes);
  return mem;
};

const calloc: RecordedCall = ({ recorder }, call, [n = Number.NaN, bytes = Number.NaN]) => {
  const mem = call(n, bytes);
  recorder.calloc(mem, n, bytes);
  return mem;
};

const memalign: RecordedCall = ({ recorder }, call, [align = Number.NaN, bytes = Number.NaN]) => {
  const mem = call(align, bytes);
  recorder.memalign(mem, align, bytes);
  return mem;
};

/** A new heap, which has no blocks. */
const init: RecordedCall = (heap, call, args) => {
  const result: unknown = call(...args);
  heap.memory = args[0] as unknown as HeapMemory;
  heap.recorder.freeAll();
  return result;
};

/** The functions that allocate or free, and how each is recorded. All others are passed on unchanged. */
export const RECORDED_CALLS: Readonly<Record<string, RecordedCall>> = {
  malloc,
  calloc,
  memalign,
  malloc_simple: malloc,
  calloc_simple: calloc,
  memalign_simple: memalign,

  free({ recorder }, call, [mem = 0]) {
    call(mem);
    recorder.free(mem);
  },

  realloc({ recorder }, call, [old = 0, bytes = Number.NaN]) {
    const mem = call(old, bytes);
    recorder.realloc(mem, old, bytes);
    return mem;
  },

  /** A failed call changes nothing. On another heap, realloc() might move the block, so it is not recorded. */
  realloc_in_place({ recorder }, call, [old = 0, bytes = Number.NaN]) {
    const mem = call(old, bytes);
    if (mem !== 0) recorder.realloc(mem, old, bytes);
    return mem;
  },

  valloc({ recorder }, call, [bytes = Number.NaN]) {
    const mem = call(bytes);
    recorder.memalign(mem, PAGE_SIZE, bytes);
    return mem;
  },

  pvalloc({ recorder }, call, [bytes = Number.NaN]) {
    const mem = call(bytes);
    recorder.memalign(mem, PAGE_SIZE, Math.ceil(bytes / PAGE_SIZE) * PAGE_SIZE);
    return mem;
  },

  posix_memalign(heap, call, [pp = 0, alignment = Number.NaN, bytes = Number.NaN], name) {
    const memory = memoryOf(heap, name);
    const error = call(pp, alignment, bytes);
    // The third result is EINVAL (22), where the heap was not asked for anything.
    if (error === 0) heap.recorder.memalign(wordsAt(memory, pp, 1)[0] ?? 0, alignment, bytes);
    else if (error === ENOMEM) heap.recorder.memalign(0, alignment, bytes);
    return error;
  },

  independent_calloc(heap, call, [count = 0, bytes = 0, chunks = 0], name) {
    const memory = memoryOf(heap, name);
    const array = call(count, bytes, chunks);
    if (array === 0) {
      heap.recorder.calloc(0, count, bytes);
      return 0;
    }
    for (const mem of sizesAt(memory, array, count >>> 0)) heap.recorder.calloc(mem, 1, bytes);
    if (chunks === 0) recordFilled(heap, array);
    return array;
  },

  independent_comalloc(heap, call, [count = 0, sizes = 0, chunks = 0], name) {
    const memory = memoryOf(heap, name);
    // The array of addresses may take the place of the array of sizes.
    const words = wordsAt(memory, sizes, 2 * (count >>> 0));
    const array = call(count, sizes, chunks);
    if (array === 0) {
      heap.recorder.malloc(0, Number.NaN);
      return 0;
    }
    const blocks = wordsAt(memory, array, 2 * (count >>> 0));
    const stride = count > 1 && blocks[1] === 0 ? 2 : 1;
    for (let i = 0; i < count >>> 0; i += 1) {
      heap.recorder.malloc(blocks[i * stride] ?? 0, words[i * stride] ?? 0);
    }
    if (chunks === 0) recordFilled(heap, array);
    return array;
  },

  bulk_free(heap, call, [array = 0, count = 0], name) {
    const memory = memoryOf(heap, name);
    const before = wordsAt(memory, array, 2 * (count >>> 0));
    const result = call(array, count);
    const after = wordsAt(memory, array, before.length);
    // The words of freed blocks are 0 now, in both layouts.
    before.forEach((word, i) => {
      if (word !== 0 && after[i] === 0) heap.recorder.free(word);
    });
    return result;
  },

  initr_malloc_bootparams(heap, call) {
    const error = call();
    const bd = heap.original['bd'] as unknown as { readonly bi_boot_params: number };
    if (error === 0) recordFilled(heap, bd.bi_boot_params);
    return error;
  },

  initf_malloc: init,
  mem_malloc_init: init,
  initr_malloc: init,
  board_init_r: init,
};

const ENOMEM = 12;

/** Records a block that a call allocated for itself, with the size that fills its chunk: every variant rounds up to it. */
function recordFilled({ recorder, original }: RecordedHeap, array: number): void {
  recorder.malloc(array, original['malloc_usable_size']?.(array) ?? 0);
}

function memoryOf({ memory }: RecordedHeap, name: string): HeapMemory {
  if (memory !== undefined) return memory;
  throw new TraceError(
    `${name}() cannot be recorded, because record() does not know the memory that its arrays are in. Call record() before the heap is made, or pass it { memory }.`,
  );
}
