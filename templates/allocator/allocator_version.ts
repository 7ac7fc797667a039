import type { Mem, Memory } from '../options/types.ts';
import type { Mallinfo } from './mallinfo.ts';

/**
 * What every version of the full malloc has. A version is a table of these, in a file of its own, and
 * version.ts chooses one.
 */
export interface AllocatorVersion {
  /** Bytes of static data that it keeps at the start of the region. */
  readonly state_size: number;
  /** Alignment of these, in bytes. */
  readonly state_align: number;
  /** What the header of a heap that can be opened again says of the version: its upper half. */
  readonly heap_magic: number;
  /** Whether mallopt() can set anything. */
  readonly has_mallopt: boolean;
  /** Whether malloc_trim() can give memory back. */
  readonly has_trim: boolean;
  /** Whether it counts the bytes that it has from the system. */
  readonly has_footprint: boolean;
  /** Whether realloc() may move a block to a place that overlaps with the old one. */
  readonly moves_over_itself: boolean;

  /**
   * Manages a region of the memory.
   * @returns whether the heap is new: false if it goes on in this region
   */
  init(memory: Memory, start: number, size: number): boolean;
  malloc(bytes: number): Mem;
  free(mem: Mem): void;
  realloc(oldmem: Mem, bytes: number): Mem;
  calloc(n_elements: number, elem_size: number): Mem;
  memalign(alignment: number, bytes: number): Mem;
  /** Bytes that the block can hold. */
  usable_size(mem: Mem): number;
  mallinfo(): Mallinfo;
  print_stats(): void;
  mallopt(param_number: number, value: number): number;
  trim(pad: number): number;
}
