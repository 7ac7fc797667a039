import type { HeapSource } from '../heap.ts';
import { LeakChecks } from '../leak-checks.ts';

/** What is needed of mocha's globals, or of `mocha`. */
export interface MochaHooks {
  readonly beforeEach: (hook: (this: MochaContext) => void) => void;
  readonly afterEach: (hook: (this: MochaContext) => void) => void;
}

/** What mocha gives to hooks, as far as it is used. */
export interface MochaContext {
  readonly currentTest?: MochaTest | undefined;
  /** The hook that runs. */
  readonly test?: object | undefined;
}

export interface MochaTest {
  readonly state?: string | undefined;
  fullTitle(): string;
}

/** Parts that the types of mocha do not show. */
interface TestInside extends MochaTest {
  readonly file?: string;
  readonly parent?: SuiteInside;
}

interface SuiteInside {
  readonly parent?: SuiteInside;
  afterEach(hook: (this: MochaContext) => void): void;
  getHooks(name: 'afterEach'): { readonly fn: unknown }[];
}

/**
 * Checks for leaks around each test of a file or a describe() in mocha. Call it before the other hooks of
 * the same level, so that it sees what they allocate. The check comes after all other hooks. A test that
 * fails is not checked.
 * @param heap the variant, or a function that returns the heap
 */
export function mochaLeakChecks({ beforeEach }: MochaHooks, heap: HeapSource): LeakChecks {
  const checks = new LeakChecks(heap, mochaLeakChecks);

  function check(this: MochaContext): void {
    const { currentTest, test: hook } = this as { currentTest?: TestInside; test?: unknown };
    if (currentTest === undefined) return;
    const error = checks.end(currentTest, {
      // A test that will be tried again has no state, nor has one whose beforeEach() hook failed.
      hasFailed: currentTest.state !== 'passed',
      file: currentTest.file,
    });
    // A hook that throws would end the whole suite. This fails the test alone.
    if (error) (hook as { error(error: Error): void }).error(error);
  }

  beforeEach(function begin(this: MochaContext) {
    const test = this.currentTest as TestInside | undefined;
    if (test === undefined) return;
    // Mocha runs one test at a time: one that is still running had a hook that failed.
    for (const { key } of checks.running) checks.forget(key);
    checks.begin(test, test.fullTitle());
    runLast(test, check);
  });
  return checks;
}

/** Makes a hook the last one of the outermost suite, whose hooks run after those of all others. */
function runLast(test: TestInside, hook: (this: MochaContext) => void): void {
  let root = test.parent;
  while (root?.parent !== undefined) root = root.parent;
  if (root === undefined) return;
  const hooks = root.getHooks('afterEach');
  const index = hooks.findIndex(({ fn }) => fn === hook);
  if (index < 0) root.afterEach(hook);
  else hooks.push(...hooks.splice(index, 1));
}
