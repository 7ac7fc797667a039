import type { HeapSource } from '../heap.ts';
import { LeakChecks } from '../leak-checks.ts';

/** What is needed of `@jest/globals`, or of jest's globals. */
export interface JestHooks {
  readonly beforeEach: (hook: () => void) => void;
  readonly afterEach: (hook: () => void) => void;
}

/** A test of jest-circus, jest's runner. */
interface CircusTest {
  readonly name: string;
  readonly parent: CircusBlock;
  readonly errors: unknown[];
}

interface CircusBlock {
  readonly name: string;
  readonly parent?: CircusBlock;
  readonly hooks: readonly { readonly fn: unknown }[];
}

interface CircusEvent {
  readonly name: string;
  readonly test?: CircusTest;
}

/** What expect() of jest knows about the test that runs. */
const MATCHERS = Symbol.for('$$jest-matchers-object');

interface Matchers {
  readonly state?: { readonly testPath?: string };
}

/** The functions that jest-circus calls with each event. The test environment's handleTestEvent() is one. */
const EVENT_HANDLERS = Symbol.for('EVENT_HANDLERS');

/**
 * Checks for leaks around each test of a file or a describe() in jest. It may be called before or after the
 * other hooks of the same level: the checks include all of them. A test that fails and leaks shows both,
 * its own message first.
 * @param heap the variant, or a function that returns the heap
 */
export function jestLeakChecks({ beforeEach, afterEach }: JestHooks, heap: HeapSource): LeakChecks {
  const checks = new LeakChecks(heap, jestLeakChecks);
  const handlers = (globalThis as { [EVENT_HANDLERS]?: unknown })[EVENT_HANDLERS];
  if (Array.isArray(handlers)) {
    // It does nothing, but shows which describe() the checks belong to.
    const marker = () => undefined;
    beforeEach(marker);
    handlers.push((event: CircusEvent) => checkEvent(checks, marker, event));
  } else {
    // Another runner than jest-circus. A hook with a parameter would have to call it.
    beforeEach(() => checks.start());
    afterEach(() => checks.check());
  }
  return checks;
}

/** jest-circus runs no hooks around concurrent tests, but reports them. */
function checkEvent(checks: LeakChecks, marker: unknown, { name, test }: CircusEvent): void {
  if (test === undefined || !hasHook(test.parent, marker)) return;
  try {
    if (name === 'test_started') checks.begin(test, fullName(test));
    // Now the hooks have run, which may have made a heap.
    if (name === 'test_fn_start') checks.watchHeap();
    if (name === 'test_done') {
      const error = checks.end(test, { file: testFile() });
      if (error) test.errors.push(error);
    }
  } catch (error) {
    test.errors.push(error);
  }
}

/** The file of the test, which may differ from the one that made the checks. */
function testFile(): string | undefined {
  return (globalThis as { [MATCHERS]?: Matchers })[MATCHERS]?.state?.testPath;
}

function hasHook(block: CircusBlock | undefined, hook: unknown): boolean {
  if (block === undefined) return false;
  return block.hooks.some(({ fn }) => fn === hook) || hasHook(block.parent, hook);
}

function fullName(test: CircusTest): string {
  const names: string[] = [test.name];
  // The outermost block is the file.
  for (let block = test.parent; block.parent !== undefined; block = block.parent) {
    names.unshift(block.name);
  }
  return names.join(' > ');
}
