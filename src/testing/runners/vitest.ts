import type { HeapSource } from '../heap.ts';
import { LeakChecks } from '../leak-checks.ts';

/** What vitest gives to hooks, as far as it is used. */
export interface VitestContext {
  readonly task: VitestTask;
  readonly onTestFinished: (handler: () => void) => void;
}

export interface VitestTask {
  readonly name: string;
  readonly result?: { readonly state: string } | undefined;
}

/** Parts of a task that the types of vitest do not show. */
interface TaskInside extends VitestTask {
  readonly file?: { readonly filepath?: string };
  readonly suite?: TaskInside | undefined;
  readonly onFinished?: unknown[];
  /** Whether it is one of test.fails(), which passes if it has an error. */
  readonly fails?: boolean;
}

/** What is needed of `vitest`. */
export interface VitestHooks {
  readonly beforeEach: (hook: (context: VitestContext) => void) => void;
  readonly afterEach: (hook: (context: VitestContext) => void) => void;
  /** vitest has it from 4.1 on. Without it the check is blind to what other aroundEach() hooks allocate. */
  readonly aroundEach?: (
    hook: (runTest: () => Promise<void>, context: VitestContext) => Promise<void>,
  ) => void;
}

/**
 * Checks for leaks around each test of a file or a describe() in vitest. Call it before the other hooks of
 * the same level, so that it sees what they allocate. The check comes after all clean-up: hooks, functions
 * that beforeEach() hooks returned, fixtures of the test, onTestFinished(). A test that fails is not checked.
 * @param heap the variant, or a function that returns the heap
 */
export function vitestLeakChecks(
  { beforeEach, aroundEach }: VitestHooks,
  heap: HeapSource,
): LeakChecks {
  const checks = new LeakChecks(heap, vitestLeakChecks);

  function check(task: TaskInside): void {
    const error = checks.end(task, {
      hasFailed: task.result?.state === 'fail',
      file: task.file?.filepath,
    });
    // A leak is not the error that test.fails() waits for. Without one it fails anyway.
    if (error && task.fails !== true) throw error;
  }

  if (aroundEach) {
    aroundEach(async (runTest, { task }) => {
      checks.begin(task, fullName(task));
      try {
        await runTest();
      } catch (error) {
        checks.forget(task);
        throw error;
      }
      check(task);
    });
    return checks;
  }
  // vitest reads the names of fixtures from the parameters, and takes no others.
  beforeEach(({ task, onTestFinished }) => {
    const { onFinished: before } = task as TaskInside;
    checks.begin(task, fullName(task));
    onTestFinished(() => check(task));
    // The last handlers run first, and this one must run last.
    const { onFinished = before } = task as TaskInside;
    if (Array.isArray(onFinished) && onFinished.length > 1) onFinished.unshift(onFinished.pop());
  });
  return checks;
}

function fullName(task: TaskInside): string {
  return task.suite ? `${fullName(task.suite)} > ${task.name}` : task.name;
}
