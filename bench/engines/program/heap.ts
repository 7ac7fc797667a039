/** The calls of a variant that the program makes. */
export interface Heap {
  readonly MALLOC_STATE_SIZE: number;
  mem_malloc_init(memory: unknown, start: number, size: number): void;
  malloc(bytes: number): number;
  calloc(n: number, size: number): number;
  memalign(alignment: number, bytes: number): number;
  realloc(mem: number, bytes: number): number;
  free(mem: number): void;
}

export interface CheckedHeap extends Heap {
  malloc_leak_check_start(): object;
  malloc_leak_check_list(snapshot: object): readonly { readonly caller: string }[];
}

export interface SharedHeap extends Heap {
  mem_malloc_attach(memory: unknown, start: number): void;
}
