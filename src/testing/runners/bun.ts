import type { HeapSource } from '../heap.ts';
import { LeakChecks } from '../leak-checks.ts';
import { runLast } from './run-last.ts';

/** What is needed of `bun:test`. */
export interface BunHooks {
  readonly beforeEach: (hook: () => void) => void;
  readonly afterEach: (hook: () => void | Promise<void>) => void;
  /** bun:test has it from Bun 1.3.2 on. Without it the check comes before afterEach() hooks that are added later. */
  readonly onTestFinished?: (hook: () => void | Promise<void>) => void;
}

/** `main` is the file of the test that runs, which may differ from the one that made the checks. */
interface WithBun {
  readonly Bun?: { readonly main: string };
}

interface RunningTest {
  readonly isConcurrent: boolean;
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
  let running: readonly RunningTest[] = [];

  /** A promise that is rejected has no place, where Bun would show code of this package. */
  async function check(): Promise<void> {
    const [test, ...others] = running;
    running = others;
    const error = test && checks.end(test, { file: (globalThis as WithBun).Bun?.main });
    if (error) throw withNamesInStack(error);
  }

  beforeEach(() => {
    const test = { isConcurrent: isConcurrent(onTestFinished) };
    // Only concurrent tests overlap. Where an afterEach() hook failed, nothing else says that the test is over.
    const others = running.filter((other) => test.isConcurrent && other.isConcurrent);
    for (const over of running) if (!others.includes(over)) checks.forget(over);
    running = [...others, test];
    checks.begin(test, `test ${running.length}`);
  });
  afterEach(() => {
    // Hooks run in the order in which they were added: this one after those of the test.
    if (onTestFinished === undefined || isConcurrent(onTestFinished)) return check();
    runLast(onTestFinished, check);
    return undefined;
  });
  return checks;
}

/** Bun reads only calls that have a name, and then shows the code of the first one. */
function withNamesInStack(error: Error): Error {
  error.stack = error.stack?.replaceAll(/^( {4}at )([^(\n]+)$/gm, '$1<anonymous> ($2)') ?? '';
  return error;
}

/** Whether the test that runs now may overlap with others. Bun refuses onTestFinished() in such a test. */
function isConcurrent(onTestFinished: BunHooks['onTestFinished']): boolean {
  try {
    onTestFinished?.(() => undefined);
    return onTestFinished === undefined;
  } catch (error) {
    if (error instanceof Error && /concurrent/.test(error.message)) return true;
    throw error;
  }
}
