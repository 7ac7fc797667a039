import { CallStack, type Callable } from './call-stack.ts';
import type { HeapSource, LeakCheckedHeap } from './heap.ts';
import { watchHeap } from './heap-watch.ts';
import type { Leak } from './leak.ts';
import { LeakError } from './leak-error.ts';
import { RunningTests } from './running-tests.ts';

/** Stands for the test of start() and check(). */
const ONLY_TEST = Symbol('test');

/**
 * Compares the blocks of a heap before and after a test. It looks at every chunk of the heap, so it
 * misses nothing and guesses nothing.
 *
 * The functions for test runners, such as jestLeakChecks(), call begin() and end(). Where no runner is
 * involved, start() and check() are simpler.
 */
export class LeakChecks {
  readonly #tests: RunningTests;
  readonly #file: string | undefined;

  /**
   * @param heap the variant, what createMalloc() returned, or a function that returns one of these
   * @param caller the function that the test's file calls; its own constructor without it
   */
  constructor(heap: HeapSource, caller: Callable = LeakChecks as unknown as Callable) {
    this.#tests = new RunningTests(heap);
    this.#file = CallStack.capture(caller).frames[0]?.file;
  }

  /**
   * Begins the only test that runs, and ends the one before without a check.
   * @throws {LeakCheckError} if the variant has no MALLOC_DEBUG
   */
  start(): void {
    this.begin(ONLY_TEST, 'the test');
  }

  /** @throws {LeakError} if blocks that were allocated since start() are still there */
  check(): void {
    const leaks = this.leaks();
    if (leaks.length > 0) throw new LeakError(leaks, { file: this.#file });
  }

  /**
   * Marks a block that must outlive the test.
   * @returns the block, so that it can be used as in `cache = leaks.expect(malloc(10))`
   */
  expect(mem: number): number {
    if (mem !== 0) this.#tests.settle(mem);
    return mem;
  }

  /** The blocks that the running test has allocated and not freed so far, without those that were marked. */
  leaks(): readonly Leak[] {
    return this.#tests.leaks();
  }

  /**
   * Watches a heap that the test itself made, so that a leak is reported with its place in the program.
   * @returns the heap
   */
  watch<Heap extends LeakCheckedHeap>(heap: Heap): Heap {
    watchHeap(heap);
    return heap;
  }

  /** Watches the heap that there is now, if it was made after the test began. */
  watchHeap(): void {
    this.#tests.watchHeap();
  }

  /** The tests that have begun and not ended, by their keys. */
  get running(): readonly { readonly key: unknown; readonly name: string }[] {
    return this.#tests.running;
  }

  /**
   * Begins a test. Any number of tests may run at the same time.
   * @param key tells the test from others
   * @param parent the key of the test whose subtest this one is
   * @throws {LeakCheckError} if the variant has no MALLOC_DEBUG
   */
  begin(key: unknown, name: string, parent?: unknown): void {
    this.#tests.begin(key, name, parent);
  }

  /**
   * Ends a test.
   * @param options.hasFailed whether the test failed by itself: then what it left behind is not reported
   * @param options.file the test's file, if it is not the one that made the checks
   * @returns what it left behind. Tests that run at the same time are checked when the last of them ends.
   */
  end(
    key: unknown,
    {
      hasFailed = false,
      file,
    }: { readonly hasFailed?: boolean; readonly file?: string | undefined } = {},
  ): LeakError | undefined {
    const { leaks, tests } = this.#tests.end(key, hasFailed);
    return leaks.length === 0
      ? undefined
      : new LeakError(leaks, { tests, file: file ?? this.#file });
  }

  /** Forgets a test that has begun and will not end, as when another hook failed. */
  forget(key: unknown): void {
    this.#tests.forget(key);
  }
}
