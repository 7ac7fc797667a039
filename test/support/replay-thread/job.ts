import type { BuildOptions } from '../../../generator/options/index.ts';

/** What is replayed: the templates with these options, a variant, or both. */
export interface ReplayJob {
  /** The options for the templates; null leaves them out. */
  readonly templates: BuildOptions | null;
  /** The module of a variant; null leaves it out. */
  readonly variant: string | null;
  readonly trace: string;
  /** The text of the trace; null if this thread had it before. */
  readonly text: string | null;
  /** Bytes of the heap. */
  readonly size: number;
  /** Where mem_malloc_start should be. */
  readonly start: number;
}

export interface ReplayResult {
  /** Addresses less mem_malloc_start, -1 for NULL. */
  readonly templates: readonly number[];
  readonly variant: readonly number[];
  /** Whether both left the same memory, byte for byte. */
  readonly isSameMemory: boolean;
}
