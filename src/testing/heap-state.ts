import type { HeapSource, LeakCheckedHeap, LeakSnapshot, UsedChunk } from './heap.ts';
import { watchHeap, type HeapWatch } from './heap-watch.ts';
import { leakOfBlock, leakOfChunk, type Leak } from './leak.ts';
import { LeakCheckError } from './leak-error.ts';

/** The blocks of a heap at one time. */
export interface HeapState {
  /** undefined where there was no heap. */
  readonly heap: LeakCheckedHeap | undefined;
  readonly snapshot: LeakSnapshot | undefined;
  readonly watch: HeapWatch | undefined;
  readonly lastId: number;
  readonly heaps: number;
}

const NO_BLOCKS = { addr: new Set<number>(), count: 0 };

function heapOf(source: HeapSource): LeakCheckedHeap | undefined {
  return typeof source === 'function' ? source() : source;
}

/**
 * Notes which blocks there are.
 * @throws {LeakCheckError} if the variant lacks MALLOC_DEBUG
 */
export function heapState(source: HeapSource): HeapState {
  const heap = heapOf(source);
  if (heap === undefined)
    return { heap, snapshot: undefined, watch: undefined, lastId: 0, heaps: 0 };
  if (typeof heap.malloc_leak_check_start !== 'function') {
    throw new LeakCheckError(
      'This variant cannot list its blocks. Set CONFIG_MALLOC_DEBUG=y in its defconfig, without SYS_MALLOC_LEGACY, and generate it again.',
    );
  }
  const watch = watchHeap(heap);
  return {
    heap,
    snapshot: heap.mem_malloc_end === 0 ? undefined : heap.malloc_leak_check_start(),
    watch,
    lastId: watch?.lastId ?? 0,
    heaps: watch?.heaps ?? 0,
  };
}

/** Lists the blocks that are there now and were not there before, in the order of their allocation. */
export function blocksSince(before: HeapState, source: HeapSource): readonly Leak[] {
  const heap = heapOf(source);
  if (heap === undefined || heap.mem_malloc_end === 0) return [];
  const watch = watchHeap(heap);
  const isSame = isSameHeap(before, heap, watch);
  const snapshot = isSame ? (before.snapshot ?? NO_BLOCKS) : NO_BLOCKS;
  const used = new Chunks(heap.malloc_leak_check_list(NO_BLOCKS as never));
  const known = (watch?.requested ?? []).filter(({ mem }) => used.at(mem) || !isInPool(heap, mem));
  const watched = known
    .filter(({ id }) => !isSame || id > before.lastId)
    .toSorted((a, b) => a.id - b.id);
  const chunksOfKnown = new Set(known.map(({ mem }) => used.at(mem)?.address));
  const others = heap
    .malloc_leak_check_list(snapshot as never)
    .filter(({ address }) => !chunksOfKnown.has(address));
  return [
    ...watched.map((block) => leakOfBlock(block, used.at(block.mem))),
    ...others.map((chunk) => {
      const leak = leakOfChunk(heap, chunk);
      return { ...leak, id: watch?.at(leak.address)?.id ?? 0 };
    }),
  ];
}

/** Two objects are one heap if they share functions: a program may wrap them in objects of its own. */
function isSameHeap(
  before: HeapState,
  heap: LeakCheckedHeap,
  watch: HeapWatch | undefined,
): boolean {
  return (
    before.heap?.malloc_leak_check_list === heap.malloc_leak_check_list &&
    (watch === undefined || before.watch === undefined || watch.heaps === before.heaps)
  );
}

/** Chunks by address. */
class Chunks {
  readonly #sorted: readonly UsedChunk[];

  constructor(chunks: readonly UsedChunk[]) {
    this.#sorted = chunks.toSorted((a, b) => a.address - b.address);
  }

  /** The chunk that holds a block. */
  at(mem: number): UsedChunk | undefined {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sorted[middle]?.address ?? 0) <= mem) low = middle + 1;
      else high = middle;
    }
    const chunk = this.#sorted[low - 1];
    return chunk !== undefined && mem < chunk.address + chunk.size ? chunk : undefined;
  }
}

/** A block outside of the pool may have memory of its own, which the list of chunks lacks. */
function isInPool({ mem_malloc_start: start, mem_malloc_end: end }: LeakCheckedHeap, mem: number) {
  return start !== undefined && mem >= start && mem < end;
}

/** The number of the allocation of the block at `mem`; 0 if nothing watches its heap. */
export function idOfBlock(source: HeapSource, mem: number): number {
  const heap = heapOf(source);
  return (heap && watchHeap(heap)?.idOf(mem)) ?? 0;
}
