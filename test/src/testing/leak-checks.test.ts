/*
 * Leak checks on real heaps, and the hooks of vitest as it calls them. Those of jest and node:test run in
 * the example.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { PACKAGE_ROOT } from '../../../src/package-root.ts';
import {
  jestLeakChecks,
  LeakChecks,
  LeakError,
  nodeTestLeakChecks,
  vitestLeakChecks,
} from '../../../src/testing/index.ts';
import { LeakCheckError } from '../../../src/testing/leak-error.ts';
import type { Allocator } from '../../support/allocator.ts';
import { MCHECK, SANDBOX, buildOptions } from '../../support/build-options.ts';
import { debugHeap } from '../../support/debug-heap.ts';
import { loadSpecialised, specialised } from '../../support/specialised.ts';
import { typeErrors } from '../../support/type-errors.ts';

const DEBUG = { ...SANDBOX, MALLOC_DEBUG: true } as const;

async function debugged(changes: object = DEBUG): Promise<Allocator> {
  return (await debugHeap(loadSpecialised, buildOptions(64, changes))).heap;
}

/** What a function throws, or undefined. */
function thrown(work: () => void): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe.each([
  ['MALLOC_DEBUG', DEBUG],
  ['mcheck', { ...MCHECK, MCHECK_BACKTRACE: true }],
])('with %s', (name, changes) => {
  test('blocks that are new are told, until they are freed or marked', async () => {
    const heap = await debugged(changes);
    heap.malloc(10);
    const checks = new LeakChecks(heap);
    checks.start();
    checks.check();
    const block = heap.malloc(100);
    const aligned = heap.memalign(256, 100);
    const error = thrown(() => checks.check()) as LeakError;
    expect(error).toBeInstanceOf(LeakError);
    expect(error.leaks).toHaveLength(2);
    expect(error.message).toMatch(/^2 blocks leaked:\n {2}0x[\da-f]+ {2}\d+ bytes/);
    expect(error.leaks[0]?.caller !== '').toBe(name === 'mcheck');
    heap.free(block);
    expect(checks.leaks()).toHaveLength(1);
    expect(checks.expect(aligned)).toBe(aligned);
    expect(checks.leaks()).toEqual([]);
    checks.check();
    // It is one of those from before the next test, and what is marked there is another.
    checks.start();
    heap.free(aligned);
    heap.malloc(1);
    expect(checks.leaks()).toHaveLength(1);
  });
});

test('a heap that is made by the test, and one that is given anew', async () => {
  const heap = await loadSpecialised(buildOptions(64, DEBUG));
  const checks = new LeakChecks(() => heap);
  checks.start();
  checks.check();
  heap.initr_malloc(new ArrayBuffer(65536), 0, 65536);
  const block = heap.malloc(10);
  expect(() => checks.check()).toThrow('1 block leaked:');
  heap.free(block);
  checks.check();
});

test('NULL is no block to mark', async () => {
  const checks = new LeakChecks(await debugged());
  expect(checks.expect(0)).toBe(0);
});

test('a variant without MALLOC_DEBUG is refused', async () => {
  const { heap } = await debugHeap(loadSpecialised, buildOptions(64, {}));
  expect(() => new LeakChecks(heap).start()).toThrow(LeakCheckError);
  expect(() => new LeakChecks(heap).start()).toThrow('set CONFIG_MALLOC_DEBUG=y');
});

/** Takes the hooks, and runs a test as a runner does. */
class Runner<Context> {
  readonly before: (() => void)[] = [];
  readonly after: ((context: Context) => void)[] = [];
  readonly beforeEach = (hook: () => void) => void this.before.push(hook);
  readonly afterEach = (hook: (context: Context) => void) => void this.after.push(hook);

  run(body: () => void, context: Context): void {
    for (const hook of this.before) hook();
    body();
    for (const hook of this.after) hook(context);
  }
}

test('vitest: a test that leaks fails, one that has failed is left alone', async () => {
  const heap = await debugged();
  const runner = new Runner<{ task: { result?: { state: string } } }>();
  const leaks = vitestLeakChecks(runner, heap);
  const leak = () => void heap.malloc(10);
  expect(() => runner.run(leak, { task: { result: { state: 'run' } } })).toThrow(LeakError);
  expect(() => runner.run(leak, { task: {} })).toThrow(LeakError);
  runner.run(leak, { task: { result: { state: 'fail' } } });
  runner.run(() => void leaks.expect(heap.malloc(10)), { task: { result: { state: 'run' } } });
  // Vitest looks here for the names of fixtures.
  expect(String(runner.after[0])).toMatch(/^\(\{ ?task ?\}\)/);
  expect(runner.before[0]).toHaveLength(0);
});

test('jest: no hook has a parameter, which would be done()', async () => {
  const heap = await debugged();
  const runner = new Runner<void>();
  jestLeakChecks(runner, heap);
  expect([runner.before[0]?.length, runner.after[0]?.length]).toEqual([0, 0]);
  expect(() => runner.run(() => void heap.malloc(10))).toThrow(LeakError);
});

test('node:test: a test that leaks fails, one that has failed is left alone', async () => {
  const heap = await debugged();
  const runner = new Runner<object>();
  nodeTestLeakChecks(runner, heap);
  const leak = () => void heap.malloc(10);
  expect(() => runner.run(leak, { error: null })).toThrow(LeakError);
  expect(() => runner.run(leak, {})).toThrow(LeakError);
  runner.run(leak, { error: new Error('of its own') });
});

test('the declarations of a variant fit, those of one without MALLOC_DEBUG do not', () => {
  const source = (path: string) => readFileSync(join(PACKAGE_ROOT, path), 'utf8');
  const modules = ['index', 'hooks', 'leak-checks', 'leak-error'].map((name) => [
    `/src/testing/${name}.ts`,
    source(`src/testing/${name}.ts`),
  ]);
  const errors = typeErrors({
    ...(Object.fromEntries(modules) as Record<string, string>),
    '/generator/error.ts': source('generator/error.ts'),
    '/debug/malloc.d.ts': specialised(buildOptions(64, DEBUG)).declarations,
    '/plain/malloc.d.ts': specialised(buildOptions(64, {})).declarations,
    '/program.ts': `
      import * as debug from './debug/malloc.js';
      import * as plain from './plain/malloc.js';
      import { LeakChecks } from './src/testing/index.ts';
      export const fits = [new LeakChecks(debug), new LeakChecks(() => debug)];
      export const doesNot = new LeakChecks(plain);`,
  });
  expect(errors).toHaveLength(1);
  expect(errors[0]).toMatch(/^program\.ts:6: /);
});
