/** What a variant exports, as its users see it. Not every variant has all of it. */
export interface Allocator {
  readonly MALLOC_STATE_SIZE: number;
  readonly mem_malloc_start: number;
  readonly mem_malloc_end: number;
  readonly mem_malloc_brk: number;
  mem_malloc_init(memory: Memory, start: number, size: number): void;
  initr_malloc(memory: Memory, start: number, size?: number): void;
  mem_malloc_attach(memory: Memory, start: number): void;
  malloc(bytes: number): number;
  free(mem: number): void;
  realloc(mem: number, bytes: number): number;
  calloc(count: number, bytes: number): number;
  memalign(alignment: number, bytes: number): number;
  malloc_usable_size(mem: number): number;
  mallinfo(): Mallinfo;
  malloc_stats(): void;
  mallopt(parameter: number, value: number): number;
  malloc_trim(pad: number): number;
  malloc_footprint(): number;
  malloc_max_footprint(): number;
  malloc_footprint_limit(): number;
  malloc_set_footprint_limit(bytes: number): number;
  set_mmap(
    mmap: ((length: number) => number) | null,
    munmap: ((address: number, length: number) => number) | null,
  ): void;
  set_morecore(morecore: ((increment: number) => number) | null): void;
  posix_memalign(pp: number, alignment: number, bytes: number): number;
  valloc(bytes: number): number;
  pvalloc(bytes: number): number;
  realloc_in_place(mem: number, bytes: number): number;
  independent_calloc(count: number, bytes: number, chunks?: number): number;
  independent_comalloc(count: number, sizes: number, chunks?: number): number;
  bulk_free(array: number, count: number): number;
  malloc_inspect_all<T>(
    handler: (start: number, end: number, used_bytes: number, arg: T) => void,
    arg: T,
  ): void;
  set_lock_owner(owner: number): void;
  malloc_lock_break(owner: number): number;
  malloc_enable_testing(max_allocs: number): void;
  malloc_disable_testing(): void;
  set_valgrind(checker: Valgrind | null): void;
  readonly gd: { flags: number; malloc_base: number; malloc_limit: number; malloc_ptr: number };
  readonly GD_FLG_FULL_MALLOC_INIT: number;
  initf_malloc(memory: Memory, base: number): void;
  malloc_simple(bytes: number): number;
  memalign_simple(alignment: number, bytes: number): number;
  calloc_simple(count: number, bytes: number): number;
  malloc_simple_info(): void;
  malloc_get_info(): MallocInfo;
  malloc_dump(print?: Print): void;
  malloc_dump_to_file(path: string): number;
  malloc_largest_free(): number;
  malloc_leak_check_start(): MallocLeakSnap;
  malloc_leak_check_list(snap: MallocLeakSnap): readonly MallocLeak[];
  malloc_leak_check_mem(leak: MallocLeak): number;
  malloc_watch(watch: MallocWatcher | null): void;
  malloc_leak_check_count(snap: MallocLeakSnap): number;
  malloc_leak_check_end(snap: MallocLeakSnap, print?: Print): number;
  mcheck(func?: McheckAbort | null): number;
  mcheck_pedantic(func?: McheckAbort | null): number;
  mcheck_check_all(): void;
  mprobe(mem: number): number;
  mcheck_set_disabled(disabled: boolean): void;
  malloc_mcheck_count(): number;
  readonly MLOG_ALLOC: number;
  readonly MLOG_FREE: number;
  readonly MLOG_REALLOC: number;
  readonly MLOG_MEMALIGN: number;
  readonly MCHECK_DISABLED: number;
  readonly MCHECK_OK: number;
  readonly MCHECK_FREE: number;
  readonly MCHECK_HEAD: number;
  readonly MCHECK_TAIL: number;
  set_source_mapper(map: ((frame: StackFrame) => StackFrame | null) | null): void;
  malloc_backtrace_skip(skip: boolean): void;
  malloc_log_start(): void;
  malloc_log_stop(): void;
  malloc_log_dump(print?: Print): void;
  malloc_log_to_file(path: string): number;
  malloc_log_info(): MlogInfo | null;
  malloc_log_entry(index: number): MlogEntry | null;
  spl_relocate_stack_gd(memory: Memory): number;
  board_init_r(memory: Memory, start?: number): void;
  readonly bd: { bi_boot_params: number };
  initr_malloc_bootparams(): number;
}

/** What set_valgrind() takes. */
export interface Valgrind {
  malloclike_block(addr: number, size: number, redzone: number, is_zeroed: boolean): void;
  freelike_block(addr: number, redzone: number): void;
  resizeinplace_block(addr: number, old_size: number, new_size: number, redzone: number): void;
  make_mem_defined(addr: number, size: number): void;
  make_mem_undefined(addr: number, size: number): void;
  make_mem_noaccess?(addr: number, size: number): void;
  before_realloc?(addr: number): void;
  copy_block?(to: number, from: number): void;
}

export type Print = (line: string) => void;
export type McheckAbort = (status: number, mem: number) => void;

export interface StackFrame {
  readonly function: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface MallocInfo {
  readonly total_bytes: number;
  readonly in_use_bytes: number;
  readonly malloc_count: number;
  readonly free_count: number;
  readonly realloc_count: number;
}

export interface MallocLeakSnap {
  readonly count: number;
}

export interface MallocWatcher {
  allocated(mem: number, bytes: number, oldmem: number): void;
  freed(mem: number): void;
  started(): void;
}

export interface MallocLeak {
  readonly address: number;
  readonly size: number;
  readonly caller: string;
}

export interface MlogInfo {
  readonly entry_count: number;
  readonly max_entries: number;
  readonly total_count: number;
}

export interface MlogEntry {
  readonly type: number;
  readonly ptr: number;
  readonly size: number;
  readonly old_size: number;
  readonly caller: string;
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
