import { LeakChecks, type LeakCheckedHeap } from './leak-checks.ts';

type Heap = LeakCheckedHeap | (() => LeakCheckedHeap);

/** What is needed of `@jest/globals`, or of jest's globals. */
export interface JestHooks {
  readonly beforeEach: (hook: () => void) => void;
  readonly afterEach: (hook: () => void) => void;
}

/**
 * Checks for leaks around each test of a file or a describe() in jest. Call it after the other hooks of
 * the same level: jest runs hooks in their order. A test that fails and leaks tells both, its own message
 * first.
 * @param heap the variant, or what gives it
 */
export function jestLeakChecks({ beforeEach, afterEach }: JestHooks, heap: Heap): LeakChecks {
  const checks = new LeakChecks(heap);
  // A hook with a parameter would have to call it.
  beforeEach(() => checks.start());
  afterEach(() => checks.check());
  return checks;
}

/** What is needed of `vitest`. */
export interface VitestHooks {
  readonly beforeEach: (hook: () => void) => void;
  readonly afterEach: (
    hook: (context: {
      readonly task: { readonly result?: { readonly state: string } | undefined };
    }) => void,
  ) => void;
}

/**
 * The same in vitest, which runs the hooks after a test in the reverse order: call it before the other
 * hooks of the same level. A test that fails is not checked: its own message is the only one.
 * @param heap the variant, or what gives it
 */
export function vitestLeakChecks({ beforeEach, afterEach }: VitestHooks, heap: Heap): LeakChecks {
  const checks = new LeakChecks(heap);
  beforeEach(() => checks.start());
  // vitest reads from the parameter which fixtures a hook uses: it has to be written like this.
  afterEach(({ task }) => {
    if (task.result?.state !== 'fail') checks.check();
  });
  return checks;
}

/** What is needed of `node:test`. */
export interface NodeTestHooks {
  readonly beforeEach: (hook: () => void) => void;
  readonly afterEach: (hook: (context: object) => void) => void;
}

/**
 * The same in node:test. Call it after the other hooks of the same level: node:test runs hooks in their
 * order. A test that fails keeps its own message, the only one that node:test shows.
 * @param heap the variant, or what gives it
 */
export function nodeTestLeakChecks(
  { beforeEach, afterEach }: NodeTestHooks,
  heap: Heap,
): LeakChecks {
  const checks = new LeakChecks(heap);
  beforeEach(() => checks.start());
  afterEach((context) => {
    // Node.js tells the error from 20.12 on.
    if ((context as { readonly error?: unknown }).error == null) checks.check();
  });
  return checks;
}
