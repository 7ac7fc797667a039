import type { Machine } from '../machine.ts';
import { UnitTestFailure, UnitTestSkip, UnitTestState, type UnitTest } from './unit-test.ts';

/** The flags of `ut`. */
export interface RunOptions {
  /** Report the blocks that each test leaves in the heap. */
  readonly leakCheck: boolean;
  /** Print a line with the result of each test. */
  readonly results: boolean;
}

/**
 * Runs tests in order.
 * @returns the number of failures; leaks and skipped tests do not count
 */
export function runTests(
  tests: readonly UnitTest[],
  { leakCheck, results }: RunOptions,
  machine: Machine,
): number {
  const { heap, print } = machine;
  let failures = 0;
  let skipped = 0;
  for (const test of tests) {
    const title = `${test.name}: ${test.file}`;
    print(`Test: ${title}`);
    const snapshot = leakCheck ? heap.malloc_leak_check_start?.() : undefined;
    const { result, message } = runTest(test, machine);
    if (result === 'FAIL') failures += 1;
    if (result === 'SKIP') skipped += 1;
    if (message !== undefined) print(`${test.file}: ${test.name}: ${message}`);
    if (snapshot !== undefined) {
      const leaks = heap.malloc_leak_check_list?.(snapshot) ?? [];
      if (leaks.length > 0) print(`Leak: ${leaks.length} allocs`);
      for (const { address, size, caller } of leaks) {
        print(`  ${address.toString(16)} ${size.toString(16).padStart(3)} ${caller}`.trimEnd());
      }
    }
    if (results) print(`Result: ${result}: ${title}`);
  }
  const skips = skipped === 0 ? '' : `, skipped: ${skipped}`;
  print(`Tests run: ${tests.length}${skips}, failures: ${failures}`);
  return failures;
}

interface Outcome {
  readonly result: 'PASS' | 'FAIL' | 'SKIP';
  readonly message?: string;
}

function runTest(test: UnitTest, { heap, memory, print }: Machine): Outcome {
  const uts = new UnitTestState(heap, memory, print);
  try {
    test.run(uts);
    return { result: 'PASS' };
  } catch (error) {
    if (error instanceof UnitTestSkip)
      return { result: 'SKIP', message: `needs ${error.message}()` };
    if (error instanceof UnitTestFailure) return { result: 'FAIL', message: error.message };
    // A heap that finds itself corrupt throws.
    return { result: 'FAIL', message: String(error) };
  } finally {
    uts.freeAll();
  }
}
