import type { Mem, Memory } from '../options/types.ts';
import type { Mallinfo } from './mallinfo.ts';

/**
 * What every version of the full malloc has. Each version is a table of these in a file of its own, and
 * version.ts chooses one.
 */
export interface AllocatorVersion {
  /** Bytes of static data at the start of the region. */
  readonly state_size: number;
  /** Alignment of the static data, in bytes. */
  readonly state_align: number;
  /** The upper half of the first word in the header of a heap that can be opened again. */
  readonly heap_magic: number;
  /** Whether there are parameters for mallopt(). */
  readonly has_mallopt: boolean;
  /** Whether malloc_trim() can release memory. */
  readonly has_trim: boolean;
  /** Whether there is malloc_footprint(). */
  readonly has_footprint: boolean;
  /** Whether realloc() may move a block to a place that overlaps with the old one. */
  readonly moves_over_itself: boolean;

  /**
   * Makes a heap of a region of the memory.
   * @returns whether the heap is new; false if the old heap continues in this region
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
