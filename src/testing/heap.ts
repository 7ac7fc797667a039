/** What a variant has to export for leak checks, which it does with MALLOC_DEBUG. */
export interface LeakCheckedHeap {
  /** 0 until a heap was made. */
  readonly mem_malloc_end: number;
  readonly mem_malloc_start?: number;
  malloc_leak_check_start(): LeakSnapshot;
  // Each variant has a type of its own for snapshots, and takes no other.
  malloc_leak_check_list(snap: never): readonly UsedChunk[];
  /** The user's block in a chunk, which starts after the header that mcheck puts before it. */
  malloc_leak_check_mem?(leak: UsedChunk): number;
  /** With mcheck the bytes that the user asked for, otherwise the bytes that a block has room for. */
  malloc_usable_size?(mem: number): number;
  /** Reports each block that is allocated or freed from then on. */
  malloc_watch?(watch: HeapWatcher | null): void;
}

/** The chunks that were in use at one time. */
export interface LeakSnapshot {
  readonly count: number;
}

/** A chunk in use. */
export interface UsedChunk {
  readonly address: number;
  /** Bytes of the chunk, including its overhead. */
  readonly size: number;
  /** The backtrace that mcheck keeps with the block, or ''. */
  readonly caller: string;
}

export interface HeapWatcher {
  allocated(mem: number, bytes: number, oldmem: number): void;
  freed(mem: number): void;
  started(): void;
}

/** A heap, or a function that returns it: where tests make a heap of their own, it is another one each time. */
export type HeapSource = LeakCheckedHeap | (() => LeakCheckedHeap | undefined);
