import type { Allocator } from './allocator.ts';
import { BinReader } from './heap-bins.ts';
import { HeapError } from './heap-error.ts';
import type { HeapLayout } from './heap-layout.ts';

const PINUSE = 1;
const CINUSE = 2;

export interface HeapChunk {
  /** Index of the head's word. */
  readonly head: number;
  /** Address of the block, were it in use. */
  readonly mem: number;
  /** Bytes. */
  readonly size: number;
  /** A record chunk holds what the heap knows of an older segment. */
  readonly state: 'used' | 'free' | 'top' | 'record';
}

/** What the walker needs to know of a heap; all else it reads in the memory. */
export interface HeapView {
  /**
   * The words that links count in: from the static data on, or, where the heap may go on elsewhere,
   * the whole memory.
   */
  readonly words: Int32Array;
  /** Address of the first of them. */
  readonly origin: number;
  readonly layout: HeapLayout;
  /** First byte of the static data. */
  readonly start: number;
  /** Up to here the heap has the memory, where it has no segments. */
  readonly end: number;
}

export function heapView(
  allocator: Pick<Allocator, 'MALLOC_STATE_SIZE' | 'mem_malloc_start' | 'mem_malloc_brk'>,
  buffer: ArrayBufferLike,
  layout: HeapLayout,
): HeapView {
  if (allocator.MALLOC_STATE_SIZE !== (layout.header + layout.state.words) * 4) {
    throw new HeapError(`static data of ${String(allocator.MALLOC_STATE_SIZE)} bytes`);
  }
  const start = allocator.mem_malloc_start - allocator.MALLOC_STATE_SIZE;
  const state = alignUp(start, layout) + layout.header * 4;
  const origin = layout.state.segment === undefined ? state : 0;
  return {
    words: new Int32Array(buffer, origin, (buffer.byteLength - origin) >>> 2),
    origin,
    layout,
    start,
    end: allocator.mem_malloc_brk,
  };
}

/**
 * Reads the heap from end to end, without the allocator's help, and checks all invariants: heads,
 * feet, use bits, bins, trees, bitmaps, designated victim, top.
 * @returns the chunks in the order of their segments, which is that of their addresses while there is one
 * @throws HeapError for the first invariant that does not hold
 */
export function checkHeap(view: HeapView): readonly HeapChunk[] {
  const { words, layout } = view;
  const all = segments(view);
  const records = new Set(all.map(({ record }) => record - layout.sizeT));
  const chunks = all
    .flatMap(({ base, end }) => readSegment(view, base, end))
    .map((chunk) => (records.has(chunk.head) ? asRecord(chunk) : chunk));
  const top = words[gm(view) + layout.state.top] ?? 0;
  if (chunks.filter(({ state }) => state === 'top').length !== 1) {
    throw new HeapError(`top at word ${String(top)} is not a chunk`);
  }
  const free = new Map(
    chunks.filter(({ state }) => state === 'free').map(({ head, size }) => [head, size / 4]),
  );
  new BinReader(words, layout, gm(view), free).check();
  return chunks;
}

/** The word in which the static data start. */
export function gm(view: HeapView): number {
  return wordAt(view, alignUp(view.start, view.layout)) + view.layout.header;
}

/** Static data are aligned as chunks are. */
function alignUp(address: number, { align }: HeapLayout): number {
  return Math.ceil(address / (align * 4)) * align * 4;
}

/** The word at an address, which must be a multiple of 4. */
export function wordAt(view: HeapView, address: number): number {
  return (address - view.origin) / 4;
}

function asRecord(chunk: HeapChunk): HeapChunk {
  if (chunk.state !== 'used') throw new HeapError("a segment's record is not in use");
  return { ...chunk, state: 'record' };
}

export interface Segment {
  readonly base: number;
  readonly end: number;
  /** The record's first word; 0 where nothing is kept. */
  readonly record: number;
  /** It came from mmap(). */
  readonly mapped: boolean;
}

/** Newest first. */
export function segments(view: HeapView): readonly Segment[] {
  const { words, layout } = view;
  if (layout.state.segment === undefined) {
    const bytes = (layout.header + layout.state.words) * 4;
    return [{ base: view.start + bytes, end: view.end, record: 0, mapped: false }];
  }
  const found = [];
  for (
    let record = gm(view) + layout.state.segment;
    record !== 0;
    record = word(words, record + 2)
  ) {
    const base = word(words, record) >>> 0;
    const mapped = layout.state.releaseChecks !== undefined && word(words, record + 3) !== 0;
    found.push({ base, end: base + (word(words, record + 1) >>> 0), record, mapped });
    if (found.length > 100) throw new HeapError('the list of segments has no end');
  }
  return found;
}

function readSegment(view: HeapView, base: number, end: number): readonly HeapChunk[] {
  const { words, layout, origin } = view;
  const { sizeT, align } = layout;
  const top = word(words, gm(view) + layout.state.top);
  const fencepost = (sizeT * 4) | PINUSE | CINUSE;
  const chunks: HeapChunk[] = [];
  let p = wordAt(view, Math.ceil(base / 4 / align) * align * 4) + sizeT;
  const last = wordAt(view, end);
  let previousFree = false;
  for (;;) {
    const at = `the chunk at 0x${(origin + p * 4).toString(16)}`;
    if (p >= last) throw new HeapError(`${at} lies past the end of its segment`);
    const head = word(words, p);
    // Top may end where no chunk can.
    const size = (head & (p === top ? ~3 : ~7)) >>> 0;
    const free = (head & CINUSE) === 0;
    if (sizeT === 2 && words[p + 1] !== 0) throw new HeapError(`${at}: upper half of its head`);
    if (((head & PINUSE) === 0) !== previousFree) {
      throw new HeapError(`${at}: PINUSE_BIT and the chunk before disagree`);
    }
    if (head === fencepost && layout.state.segment !== undefined && chunks.length > 0) break;
    if (free && previousFree) throw new HeapError(`${at} and the one before are both free`);
    const state = p === top ? 'top' : free ? 'free' : 'used';
    if (state === 'top') {
      if (!free) throw new HeapError('top is in use');
      // As in C, memalign() may take all of it.
      chunks.push({ head: p, mem: origin + (p + sizeT) * 4, size, state });
      checkTopFoot(view, p + size / 4, end);
      break;
    }
    if ((head & 4) !== 0) throw new HeapError(`${at} has an unknown bit in its head`);
    if (size % (align * 4) !== 0) throw new HeapError(`${at}: size ${String(size)} is not aligned`);
    if (size < layout.minChunk * 4) throw new HeapError(`${at} is smaller than a chunk`);
    const next = p + size / 4;
    if (next >= last) throw new HeapError(`${at} reaches past the end of its segment`);
    if (free) {
      if (word(words, next - sizeT) >>> 0 !== size)
        throw new HeapError(`${at}: foot and size disagree`);
      if (sizeT === 2 && words[next - 1] !== 0)
        throw new HeapError(`${at}: upper half of its foot`);
    }
    chunks.push({ head: p, mem: origin + (p + sizeT) * 4, size, state });
    previousFree = free;
    p = next;
  }
  return chunks;
}

/** Top and its foot must fill the segment, except for a part of a word. */
function checkTopFoot({ words, layout, origin }: HeapView, p: number, end: number): void {
  const { sizeT, topFoot } = layout;
  // With NO_TREE_BINS links of top may lie there. Otherwise the head of a top that memalign() took whole, and
  // with 64 bits the upper half of a top of one word.
  if (layout.state.trees !== undefined && ((words[p] ?? 0) & ~PINUSE) !== 0) {
    if (words[p] !== topFoot * 4) throw new HeapError('the foot of top has another size');
    if (sizeT === 2 && words[p + 1] !== 0) throw new HeapError('the foot of top: upper half');
  }
  const rest = end - origin - (p - sizeT + topFoot) * 4;
  if (rest < 0 || rest >= 4) {
    throw new HeapError(`top ends ${String(rest)} bytes before the end of the heap`);
  }
}

function word(words: Int32Array, index: number): number {
  const value = words[index];
  if (value === undefined) throw new HeapError(`word ${String(index)} lies outside the memory`);
  return value;
}
