import { sizesAt, wordsAt, type HeapMemory } from './pointer-array.ts';
import type { Recorder } from './recorder.ts';
import { TraceError } from './trace-error.ts';

/** A function of a variant; what its arguments mean, the call of that name knows. */
export type HeapFunction = (...args: number[]) => number;

/** What a call is recorded with. */
export interface RecordedHeap {
  readonly recorder: Recorder;
  /** Where the heap lives, as far as it is known. */
  memory: HeapMemory | undefined;
  /** The functions of the variant that may allocate or tell of blocks. */
  readonly original: Readonly<Record<string, HeapFunction | undefined>>;
}

/** Makes a call of the variant, and writes it down. */
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

/** A new heap, at whose start there are no blocks. */
const init: RecordedCall = (heap, call, args) => {
  const result: unknown = call(...args);
  heap.memory = args[0] as unknown as HeapMemory;
  heap.recorder.freeAll();
  return result;
};

/** How the functions are recorded that allocate and free. The others are passed on as they are. */
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

  /** Where it fails nothing has happened, and another heap might have moved the block. */
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
    // 22 is EINVAL: then nothing was asked of the heap.
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
    // The array of addresses may be the array of sizes.
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
    // What was freed is 0 now, however long a pointer is.
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

/** A block that a call allocated for itself: of the size that fills its chunk, which any variant rounds up to. */
function recordFilled({ recorder, original }: RecordedHeap, array: number): void {
  recorder.malloc(array, original['malloc_usable_size']?.(array) ?? 0);
}

function memoryOf({ memory }: RecordedHeap, name: string): HeapMemory {
  if (memory !== undefined) return memory;
  throw new TraceError(
    `${name}() cannot be recorded, because its arrays lie in a memory that record() does not know. Call record() before the heap is made, or give it { memory }.`,
  );
}
