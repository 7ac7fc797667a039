import { LeakCheckError, LeakError } from './leak-error.ts';

/** A chunk that is in use, and was not when the test began. */
export interface Leak {
  /** Where the chunk's block starts; with mcheck the user's block starts behind a header. */
  readonly address: number;
  /** Bytes of the chunk, overhead included. */
  readonly size: number;
  /** Its backtrace, where the variant has MCHECK_BACKTRACE; else ''. */
  readonly caller: string;
}

export interface LeakSnapshot {
  readonly count: number;
}

/** What a variant needs to have: MALLOC_DEBUG. */
export interface LeakCheckedHeap {
  /** 0 until there is a heap. */
  readonly mem_malloc_end: number;
  malloc_leak_check_start(): LeakSnapshot;
  // Each variant has a snapshot type of its own, and takes its own alone.
  malloc_leak_check_list(snap: never): readonly Leak[];
}

/**
 * Compares the blocks of a heap before and after a test. Every chunk of the heap is looked at, so
 * nothing is missed or guessed; one that is freed and allocated again in the same place is none more.
 */
export class LeakChecks {
  readonly #heap: () => LeakCheckedHeap;
  readonly #expected: number[] = [];
  #snapshot: LeakSnapshot | undefined;

  /** @param heap the variant, or what gives it, where it is made anew for each test */
  constructor(heap: LeakCheckedHeap | (() => LeakCheckedHeap)) {
    this.#heap = typeof heap === 'function' ? heap : () => heap;
  }

  /**
   * Notes which blocks there are.
   * @throws {LeakCheckError} if the variant has no MALLOC_DEBUG
   */
  start(): void {
    const heap = this.#heap();
    if (typeof heap.malloc_leak_check_start !== 'function') {
      throw new LeakCheckError(
        'This variant cannot list its blocks: set CONFIG_MALLOC_DEBUG=y in its defconfig, and CONFIG_MCHECK_HEAP_PROTECTION=y for backtraces.',
      );
    }
    this.#expected.length = 0;
    // Before there is a heap there are no blocks.
    this.#snapshot = heap.mem_malloc_end === 0 ? undefined : heap.malloc_leak_check_start();
  }

  /** Marks a block that is to outlive the test. Gives it back: `cache = leaks.expect(malloc(10))`. */
  expect(mem: number): number {
    if (mem !== 0) this.#expected.push(mem);
    return mem;
  }

  /** The blocks that are new since start(), but for those that were marked. */
  leaks(): readonly Leak[] {
    const heap = this.#heap();
    if (heap.mem_malloc_end === 0) return [];
    const snapshot = this.#snapshot ?? { addr: new Set<number>(), count: 0 };
    return heap
      .malloc_leak_check_list(snapshot as never)
      .filter(
        ({ address, size }) =>
          !this.#expected.some((mem) => mem >= address && mem < address + size),
      );
  }

  /** @throws {LeakError} if there are leaks */
  check(): void {
    const leaks = this.leaks();
    if (leaks.length > 0) throw new LeakError(leaks);
  }
}
