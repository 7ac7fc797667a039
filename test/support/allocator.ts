/** What a variant exports, as its users see it. Not every variant has all of it. */
export interface Allocator {
  readonly MALLOC_STATE_SIZE: number;
  readonly mem_malloc_start: number;
  readonly mem_malloc_end: number;
  readonly mem_malloc_brk: number;
  mem_malloc_init(memory: Memory, start: number, size: number): void;
  initr_malloc(memory: Memory, start: number, size?: number): void;
  malloc(bytes: number): number;
  free(mem: number): void;
  realloc(mem: number, bytes: number): number;
  calloc(count: number, bytes: number): number;
  memalign(alignment: number, bytes: number): number;
  malloc_usable_size(mem: number): number;
  mallinfo(): Mallinfo;
  malloc_stats(): void;
  mallopt(parameter: number, value: number): number;
  set_morecore(morecore: ((increment: number) => number) | null): void;
  readonly gd: { flags: number; malloc_base: number; malloc_limit: number; malloc_ptr: number };
  readonly GD_FLG_FULL_MALLOC_INIT: number;
  initf_malloc(memory: Memory, base: number): void;
  malloc_simple(bytes: number): number;
  memalign_simple(alignment: number, bytes: number): number;
  calloc_simple(count: number, bytes: number): number;
  malloc_simple_info(): void;
}

/** What a heap can live in; a WebAssembly.Memory is one with a buffer. */
export type Memory = ArrayBuffer | SharedArrayBuffer | { readonly buffer: ArrayBuffer };

export interface Mallinfo {
  readonly arena: number;
  readonly ordblks: number;
  readonly smblks: number;
  readonly hblks: number;
  readonly hblkhd: number;
  readonly usmblks: number;
  readonly fsmblks: number;
  readonly uordblks: number;
  readonly fordblks: number;
  readonly keepcost: number;
}
