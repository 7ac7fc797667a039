import type { Heap } from './replay.ts';

/** Bytes that an allocator of fixed size manages: as where the traces' addresses were recorded. */
export const HEAP_SIZE = 0x8000000;

export const KINDS = ['ours', 'tlsf', 'thi.ng', 'loop'] as const;
export type Kind = (typeof KINDS)[number];

/** An allocator, opened in the process that times it. */
export interface Contestant extends Heap {
  /** What every address is a multiple of. */
  readonly alignment: number;
  /** Makes the heap empty. `blocks` has what is still allocated. Not timed. */
  reset(blocks: Int32Array): void;
}
