import type { Heap } from './replay.ts';

/** Bytes that an allocator of fixed size manages: as where the traces' addresses were recorded. */
export const HEAP_SIZE = 0x8000000;

/** First byte of the region of our variants, and of modules that are made for one address. */
export const HEAP_START = 32768;

export const KINDS = ['ours', 'wasm', 'tlsf', 'c', 'thi.ng', 'loop'] as const;
export type Kind = (typeof KINDS)[number];

/** An allocator, opened in the process that times it. Its heap is empty. */
export interface Contestant extends Heap {
  /** What every address is a multiple of. */
  readonly alignment: number;
  /** Makes the heap empty. `blocks` has what is still allocated. Not timed. */
  reset(blocks: Int32Array): void;
}

/** Opens an empty heap in memory that nothing has touched. Not timed. */
export type Open = () => Contestant;
