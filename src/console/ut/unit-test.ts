import type { Heap, Print } from '../heap.ts';

/** A test of the `ut` command. */
export interface UnitTest {
  readonly name: string;
  /** The source file, as the report shows it. */
  readonly file: string;
  run(uts: UnitTestState): void;
}

/** A suite: tests that one name runs. */
export interface UnitTestSuite {
  readonly name: string;
  readonly tests: readonly UnitTest[];
}

/** Thrown when a check fails. */
export class UnitTestFailure extends Error {}

/** Thrown when the configuration lacks something that a test needs. */
export class UnitTestSkip extends Error {}

/** The tests of a file. Their names are the keys of the object, because minifiers rename functions. */
export function unitTests(
  file: string,
  tests: Readonly<Record<string, UnitTest['run']>>,
): readonly UnitTest[] {
  return Object.entries(tests).map(([name, run]) => ({ name, file, run }));
}

/** The state of a test, with its checks. The first check that fails ends the test. */
export class UnitTestState {
  readonly heap: Heap;
  readonly memory: ArrayBufferLike;
  readonly print: Print;
  readonly #held = new Set<number>();

  constructor(heap: Heap, memory: ArrayBufferLike, print: Print) {
    this.heap = heap;
    this.memory = memory;
    this.print = print;
  }

  /** @throws {UnitTestFailure} unless both are the same */
  ut_asserteq(expected: unknown, actual: unknown): void {
    if (expected !== actual) {
      throw new UnitTestFailure(`Expected ${String(expected)}, got ${String(actual)}`);
    }
  }

  /** @throws {UnitTestFailure} unless `condition` holds */
  ut_assert(condition: boolean, what: string): void {
    if (!condition) throw new UnitTestFailure(`${what} is false`);
  }

  /**
   * Returns `what`, without which the test cannot run.
   * @throws {UnitTestSkip} if it is undefined
   */
  need<T>(what: T | undefined, name: string): T {
    if (what === undefined) throw new UnitTestSkip(name);
    return what;
  }

  /**
   * The number of bytes in use minus `last`. A test passes 0 first, and then what the first call
   * returned: the result is 0 if the test freed everything.
   */
  ut_check_delta(last: number): number {
    const inUse = this.heap.malloc_get_info?.().in_use_bytes;
    return (inUse ?? this.need(this.heap.mallinfo, 'mallinfo')().uordblks) - last;
  }

  /**
   * Records the new block `mem`, which free() or the end of the test frees.
   * @throws {UnitTestFailure} if it is NULL, because the heap was full
   */
  block(mem: number): number {
    if (mem === 0) throw new UnitTestFailure('Out of memory');
    this.#held.add(mem);
    return mem;
  }

  /** Records that realloc() returned `mem` for the block `old`. If it returned NULL, the old block stays. */
  resized(old: number, mem: number): number {
    if (mem !== 0) this.#held.delete(old);
    return this.block(mem);
  }

  free(mem: number): void {
    this.#held.delete(mem);
    this.heap.free(mem);
  }

  /** Frees all blocks of the test. */
  freeAll(): void {
    for (const mem of this.#held) this.heap.free(mem);
    this.#held.clear();
  }

  bytes(mem: number, length: number): Uint8Array {
    return new Uint8Array(this.memory, mem, length);
  }
}
