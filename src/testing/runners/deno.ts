import type { HeapSource } from '../heap.ts';
import { LeakCheckError } from '../leak-error.ts';
import { LeakChecks } from '../leak-checks.ts';

/** What is needed of `Deno.test`. */
export interface DenoHooks {
  readonly beforeEach: (hook: () => void) => void;
  readonly afterEach: (hook: () => void) => void;
}

/**
 * Checks for leaks around each Deno.test() of a file. Call it before the other hooks, so that it sees what
 * they allocate and its check comes after theirs. What a step leaks counts as a leak of its test. A test
 * that fails and leaks shows both messages.
 * @param heap the variant, or a function that returns the heap
 * @throws {LeakCheckError} if this Deno has no hooks: they came with version 2.5
 */
export function denoLeakChecks(test: DenoHooks, heap: HeapSource): LeakChecks {
  if (typeof test.beforeEach !== 'function') {
    throw new LeakCheckError(
      'This version of Deno has no Deno.test.beforeEach(). Use Deno 2.5 or later, or call start() and check() of new LeakChecks(heap) in the tests.',
    );
  }
  const checks = new LeakChecks(heap, denoLeakChecks);
  let current: object | undefined;
  test.beforeEach(() => {
    // Deno runs one test at a time: one that is still running had a hook that failed.
    if (current) checks.forget(current);
    current = {};
    checks.begin(current, 'the test');
  });
  test.afterEach(() => {
    const error = current && checks.end(current);
    current = undefined;
    if (error) throw withoutMessageInStack(error);
  });
  return checks;
}

/** Deno prints the message, and then the stack without its first line. */
function withoutMessageInStack(error: Error): Error {
  const { stack = '', name, message } = error;
  error.stack = stack.replace(`${name}: ${message}`, name);
  return error;
}
