import type { HeapSource } from '../heap.ts';
import { LeakChecks } from '../leak-checks.ts';

/** What is needed of `bun:test`. */
export interface BunHooks {
  readonly beforeEach: (hook: () => void) => void;
  readonly afterEach: (hook: () => void) => void;
  /** bun:test has it from Bun 1.3 on. Without it the check comes before afterEach() hooks that are added later. */
  readonly onTestFinished?: (hook: () => void) => void;
}

/**
 * Checks for leaks around each test of a file or a describe() in bun:test. Call it before the other hooks of
 * the same level, so that it sees what they allocate. The check comes after all other hooks and
 * onTestFinished(); around concurrent tests, which cannot use that, it comes after the hooks that were added
 * before. A test that fails and leaks shows both messages.
 * @param heap the variant, or a function that returns the heap
 */
export function bunLeakChecks(
  { beforeEach, afterEach, onTestFinished }: BunHooks,
  heap: HeapSource,
): LeakChecks {
  const checks = new LeakChecks(heap, bunLeakChecks);
  /** Tests that run now. Bun does not say which test a hook belongs to; all that counts is how many there are. */
  const running: object[] = [];

  function check(): void {
    const test = running.shift();
    const error = test && checks.end(test);
    if (error) throw error;
  }

  beforeEach(() => {
    const test = {};
    running.push(test);
    checks.begin(test, `test ${running.length}`);
  });
  afterEach(() => {
    try {
      if (onTestFinished === undefined) check();
      // Hooks run in the order in which they were added: this one after those of the test.
      else onTestFinished(check);
    } catch (error) {
      if (!(error instanceof Error && /concurrent/.test(error.message))) throw error;
      check();
    }
  });
  return checks;
}
