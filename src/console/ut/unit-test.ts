import type { Heap, Print } from '../heap.ts';

/** A test of the `ut` command. */
export interface UnitTest {
  readonly name: string;
  /** Where it is, as the report shows it. */
  readonly file: string;
  run(uts: UnitTestState): void;
}

/** Tests that run by one name. */
export interface UnitTestSuite {
  readonly name: string;
  readonly tests: readonly UnitTest[];
}

/** A check of a test failed. */
export class UnitTestFailure extends Error {}

/** A test needs something that the configuration leaves out. */
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
   * What the test cannot do without.
   * @throws {UnitTestSkip} if it is not there
   */
  need<T>(what: T | undefined, name: string): T {
    if (what === undefined) throw new UnitTestSkip(name);
    return what;
  }

  /**
   * Bytes of the heap in use, less `last`: 0 at first, then what the first call returned, to see
   * whether a test gave back all that it took.
   */
  ut_check_delta(last: number): number {
    const inUse = this.heap.malloc_get_info?.().in_use_bytes;
    return (inUse ?? this.need(this.heap.mallinfo, 'mallinfo')().uordblks) - last;
  }

  /**
   * A block that the test has until free() takes it, or the test ends, however it does.
   * @throws {UnitTestFailure} if there was no room
   */
  block(mem: number): number {
    if (mem === 0) throw new UnitTestFailure('Out of memory');
    this.#held.add(mem);
    return mem;
  }

  /** A block that may have moved; where there was no room, the old one stays. */
  resized(old: number, mem: number): number {
    if (mem !== 0) this.#held.delete(old);
    return this.block(mem);
  }

  free(mem: number): void {
    this.#held.delete(mem);
    this.heap.free(mem);
  }

  /** Frees what the test still has. */
  freeAll(): void {
    for (const mem of this.#held) this.heap.free(mem);
    this.#held.clear();
  }

  bytes(mem: number, length: number): Uint8Array {
    return new Uint8Array(this.memory, mem, length);
  }
}
