/*
 * The heap of dlmalloc 2.6.6, read without the allocator's help. Where things lie is written down a
 * second time from the comments of the templates.
 */
import type { Allocator } from './allocator.ts';
import type { Bits } from './build-options.ts';
import { HeapError } from './heap-error.ts';

const PREV_INUSE = 1;
const TOP = 1;
const LAST_REMAINDER = 2;
const LAST_BIN = 252;
const LARGE = 128;

export interface LegacyChunk {
  /** Index of the head's word, counted from the static data. */
  readonly head: number;
  /** Address of the block, were it in use. */
  readonly mem: number;
  readonly words: number;
  readonly state: 'used' | 'free' | 'top' | 'fencepost';
}

export interface LegacyView {
  readonly words: Int32Array;
  /** Address of the first of them: the first of the static data. */
  readonly origin: number;
  /** Words of a size_t. */
  readonly sizeT: 1 | 2;
  /** Where each region's heap begins, and where its chunks may end. */
  readonly regions: readonly (readonly [number, number])[];
}

/** A heap of one region, from the allocator's own bounds. */
export function legacyView(allocator: Allocator, buffer: ArrayBufferLike, bits: Bits): LegacyView {
  const { mem_malloc_start: start, mem_malloc_brk: brk, MALLOC_STATE_SIZE: state } = allocator;
  // Before it lies the header of a heap that can be opened again.
  const header = state - (bits === 64 ? 260 : 258) * 4;
  const origin = Math.ceil((start - state) / 4) * 4 + header;
  return {
    words: new Int32Array(buffer, origin, (buffer.byteLength - origin) >>> 2),
    origin,
    sizeT: bits === 64 ? 2 : 1,
    regions: [[start, brk]],
  };
}

/**
 * Reads the heap from end to end and checks what must hold between two calls: heads, feet, use bits,
 * fenceposts, bins and their order.
 * @returns the chunks by address; none before the first allocation
 * @throws HeapError for the first thing that does not hold
 */
export function checkLegacyHeap(view: LegacyView): readonly LegacyChunk[] {
  const top = word(view, TOP);
  if (word(view, LAST_REMAINDER) !== 0) throw new HeapError('the chunk of size 0 has a size');
  const chunks: LegacyChunk[] = [];
  if (top !== LAST_REMAINDER) {
    for (const [start, end] of view.regions) {
      readRegion(view, start, end, chunks);
      if (chunks.at(-1)?.state === 'top') break;
    }
    if (chunks.at(-1)?.head !== top) throw new HeapError('top is not the last chunk');
  }
  checkBins(view, chunks);
  return chunks;
}

function readRegion(view: LegacyView, start: number, end: number, chunks: LegacyChunk[]): void {
  const { origin, sizeT } = view;
  const align = sizeT * 8;
  const top = word(view, TOP);
  let p = (Math.ceil(start / align) * align - origin) / 4 + sizeT;
  let previousFree = false;
  for (;;) {
    const at = `the chunk at word ${String(p)}`;
    const head = word(view, p);
    const words = head >>> 2;
    if ((head & 2) !== 0) throw new HeapError(`${at} has an unknown bit in its head`);
    if (sizeT === 2 && word(view, p + 1) !== 0)
      throw new HeapError(`${at}: upper half of its head`);
    if (((head & PREV_INUSE) === 0) !== previousFree)
      throw new HeapError(`${at}: PREV_INUSE and the chunk before disagree`);
    const mem = origin + (p + sizeT) * 4;
    if (p === top) {
      chunks.push({ head: p, mem, words, state: 'top' });
      if (words < 4 * sizeT) throw new HeapError('top is smaller than a chunk');
      if (previousFree) throw new HeapError('a free chunk borders top');
      const last = origin + (p + words - sizeT) * 4;
      if (last % 4096 !== 0) throw new HeapError('top does not end with a page');
      if (last > end) throw new HeapError('top reaches beyond what sbrk() gave');
      return;
    }
    if (words === sizeT) {
      const second = word(view, p + sizeT);
      if (second !== ((sizeT << 2) | PREV_INUSE)) throw new HeapError(`${at} is one fencepost`);
      chunks.push({ head: p, mem, words: 2 * words, state: 'fencepost' });
      return;
    }
    if (words < 4 * sizeT) throw new HeapError(`${at} is smaller than a chunk`);
    const next = p + words;
    const free = (word(view, next) & PREV_INUSE) === 0;
    if (free) {
      if (previousFree) throw new HeapError(`${at} and the one before are both free`);
      if (word(view, next - sizeT) >>> 2 !== words)
        throw new HeapError(`${at}: foot and size disagree`);
      if (sizeT === 2 && word(view, next - 1) !== 0)
        throw new HeapError(`${at}: upper half of its foot`);
    }
    chunks.push({ head: p, mem, words, state: free ? 'free' : 'used' });
    previousFree = free;
    p = next;
  }
}

/** All free chunks but top are in the bin of their size, or are the last remainder, once. */
function checkBins(view: LegacyView, chunks: readonly LegacyChunk[]): void {
  const free = new Map(
    chunks.filter(({ state }) => state === 'free').map(({ head, words }) => [head, words]),
  );
  const binblocks = word(view, LAST_BIN + view.sizeT + 2);
  for (let bin = LAST_REMAINDER; bin <= LAST_BIN; bin += 2) {
    let previous = bin;
    let size = Infinity;
    for (let p = word(view, bin + view.sizeT); p !== bin; p = word(view, p + view.sizeT)) {
      const words = free.get(p);
      const at = `the chunk at word ${String(p)} of bin ${String(bin / 2)}`;
      if (words === undefined) throw new HeapError(`${at} is not free, or in two bins`);
      free.delete(p);
      if (word(view, p + view.sizeT + 1) !== previous)
        throw new HeapError(`${at}: its link back is wrong`);
      if (bin === LAST_REMAINDER) {
        if (previous !== bin) throw new HeapError('there are two last remainders');
      } else {
        if (binOf(words * 4) !== bin / 2) throw new HeapError(`${at} has another size`);
        if (words >= LARGE && words > size) throw new HeapError(`${at} is out of order`);
        if (((binblocks >>> (bin >> 3)) & 1) === 0)
          throw new HeapError(`${at}: BINBLOCKS says that there is none`);
      }
      size = words;
      previous = p;
    }
    if (word(view, bin + view.sizeT + 1) !== previous)
      throw new HeapError(`the link back of bin ${String(bin / 2)} is wrong`);
  }
  if (free.size > 0)
    throw new HeapError(`the chunk at word ${String([...free.keys()][0])} is in no bin`);
}

/** dlmalloc's bins: by eighths of a unit that grows eightfold, from bounds that grow fourfold. */
function binOf(bytes: number): number {
  const first = [0, 56, 91, 110, 119, 124];
  const bounds = [512, 2560, 10_752, 43_520, 174_592, 698_880];
  const series = bounds.findIndex((bound) => bytes < bound);
  return series < 0 ? 126 : (first[series] ?? 0) + Math.floor(bytes / 8 ** (series + 1));
}

function word({ words }: LegacyView, index: number): number {
  const value = words[index];
  if (value === undefined) throw new HeapError(`word ${String(index)} lies outside the memory`);
  return value;
}
