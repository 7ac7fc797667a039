import type { HeapSource } from '../heap.ts';
import { LeakChecks } from '../leak-checks.ts';
import { LeakCheckError } from '../leak-error.ts';
import { runLast } from './run-last.ts';

/** What node:test gives to hooks, as far as it is used. Node.js 20 lacks `filePath`. */
interface TestContext {
  readonly name: string;
  readonly fullName?: string;
  readonly filePath?: string;
  readonly error?: unknown;
  readonly signal: { readonly aborted: boolean };
  after(hook: () => void): void;
}

/** What is needed of `node:test`. */
export interface NodeTestHooks {
  readonly beforeEach: (hook: (context: object) => void) => void;
  readonly afterEach: (hook: (context: object) => void) => void;
}

/**
 * Checks for leaks around each test and subtest of a file or a suite in node:test. Call it before the other
 * hooks of the same level, so that it sees what they allocate. The check comes after all clean-up: hooks,
 * and what t.after() was given. A test that fails keeps its own message, the only one that node:test shows.
 * @param heap the variant, or a function that returns the heap
 * @throws {LeakCheckError} in Deno, which has node:test without the hooks that it takes
 */
export function nodeTestLeakChecks({ beforeEach }: NodeTestHooks, heap: HeapSource): LeakChecks {
  if ('Deno' in globalThis) {
    throw new LeakCheckError(
      'Deno runs no hooks of node:test around subtests, and no t.after() in suites, so that leaks there would stay unseen. Use Deno.test() and denoLeakChecks(Deno.test, heap), or run the tests in Node.js.',
    );
  }
  const checks = new LeakChecks(heap, nodeTestLeakChecks);
  beforeEach((context) => {
    const test = context as TestContext;
    const running = checks.running as readonly { key: TestContext; name: string }[];
    // When another hook fails, nothing else says that the test is over.
    for (const { key } of running) if (key.signal.aborted) checks.forget(key);
    checks.begin(test, nameOf(test), parentOf(test, running));
    const check = () => {
      const error = checks.end(test, {
        // node:test sets it from Node.js 20.12 on.
        hasFailed: test.error != null,
        file: test.filePath,
      });
      if (error) throw error;
    };
    // Hooks run in the order in which they were added. This one comes before those that the test adds, and
    // adds one that comes after them.
    test.after(() => runLast((hook) => test.after(hook), check));
  });
  return checks;
}

function nameOf({ fullName, name }: TestContext): string {
  return fullName ?? name;
}

/** The running test whose subtest this is: that of the longest name which this one's continues. */
function parentOf(
  test: TestContext,
  running: readonly { readonly key: TestContext; readonly name: string }[],
): TestContext | undefined {
  const name = nameOf(test);
  return running
    .filter((other) => name.startsWith(`${other.name} > `))
    .toSorted((a, b) => a.name.length - b.name.length)
    .at(-1)?.key;
}
