import type { SourceMapper } from './source-lines.ts';

/** A line of output, without its end. */
export type Print = (line: string) => void;

/** What the console uses of a variant. What its configuration leaves out is undefined. */
export interface Heap {
  readonly MALLOC_STATE_SIZE: number;
  readonly mem_malloc_start: number;
  readonly mem_malloc_end: number;
  initr_malloc(memory: ArrayBufferLike, start: number): void;
  malloc(bytes: number): number;
  free(mem: number): void;
  realloc(mem: number, bytes: number): number;
  calloc(count: number, bytes: number): number;
  memalign(alignment: number, bytes: number): number;
  malloc_usable_size(mem: number): number;
  mallinfo?(): { readonly uordblks: number; readonly fordblks: number; readonly arena: number };
  malloc_get_info?(): {
    readonly total_bytes: number;
    readonly in_use_bytes: number;
    readonly malloc_count: number;
    readonly free_count: number;
    readonly realloc_count: number;
  };
  malloc_largest_free?(): number;
  malloc_dump?(print: Print): void;
  malloc_dump_to_file?(path: string): number;
  malloc_leak_check_start?(): LeakSnapshot;
  malloc_leak_check_list?(snapshot: LeakSnapshot): readonly Leak[];
  malloc_leak_check_count?(snapshot: LeakSnapshot): number;
  malloc_leak_check_end?(snapshot: LeakSnapshot, print: Print): number;
  malloc_log_start?(): void;
  malloc_log_stop?(): void;
  malloc_log_dump?(print: Print): void;
  malloc_log_info?(): { readonly entry_count: number; readonly total_count: number } | null;
  malloc_enable_testing?(allocations: number): void;
  malloc_disable_testing?(): void;
  mcheck?(abort: ((status: number, mem: number) => void) | null): number;
  mcheck_check_all?(): void;
  malloc_mcheck_count?(): number;
  set_source_mapper?(map: SourceMapper | null): void;
  mprobe?(mem: number): number;
}

export interface LeakSnapshot {
  readonly count: number;
}

export interface Leak {
  readonly address: number;
  readonly size: number;
  readonly caller: string;
}
