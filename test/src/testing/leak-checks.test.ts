/*
 * Leak checks on real heaps, without a test runner; runners.test.ts is about these.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { PACKAGE_ROOT } from '../../../src/package-root.ts';
import {
  LeakCheckError,
  LeakChecks,
  LeakError,
  nodeTestLeakChecks,
  type LeakCheckedHeap,
} from '../../../src/testing/index.ts';
import type { Allocator } from '../../support/allocator.ts';
import { MCHECK, SANDBOX, buildOptions, type OptionChanges } from '../../support/build-options.ts';
import { debugHeap } from '../../support/debug-heap.ts';
import { withFrozenError } from '../../support/frozen-error.ts';
import { loadSpecialised, specialised } from '../../support/specialised.ts';
import { typeErrors } from '../../support/type-errors.ts';

const DEBUG = { ...SANDBOX, MALLOC_DEBUG: true } as const;
const WITH_CALLERS = { ...MCHECK, MCHECK_BACKTRACE: true } as const;

async function debugged(changes: OptionChanges = DEBUG): Promise<Allocator> {
  return (await debugHeap(loadSpecialised, buildOptions(64, changes))).heap;
}

/** What a variant has that was generated before malloc_watch() was there. */
function withoutWatch(heap: Allocator): LeakCheckedHeap {
  return {
    get mem_malloc_end() {
      return heap.mem_malloc_end;
    },
    malloc_leak_check_start: () => heap.malloc_leak_check_start(),
    malloc_leak_check_list: (snap: never) => heap.malloc_leak_check_list(snap),
  };
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

const sizes = (checks: LeakChecks) => checks.leaks().map(({ size }) => size);

describe.each([
  ['MALLOC_DEBUG', DEBUG],
  ['mcheck', WITH_CALLERS],
])('with %s', (_, changes) => {
  test('new blocks are leaks until they are freed or marked', async () => {
    const heap = await debugged(changes);
    heap.malloc(10);
    const checks = new LeakChecks(heap);
    checks.start();
    checks.check();
    const block = heap.malloc(100);
    const aligned = heap.memalign(256, 100);
    const error = thrown(() => checks.check()) as LeakError;
    expect(error).toBeInstanceOf(LeakError);
    expect(error.leaks.map(({ address, size, isAsked }) => [address, size, isAsked])).toEqual([
      [block, 100, true],
      [aligned, 100, true],
    ]);
    expect(error.message).toMatch(/^2 blocks leaked:\n {2}100 bytes at 0x[\da-f]+, allocated by\n/);
    heap.free(block);
    expect(checks.leaks()).toHaveLength(1);
    expect(checks.expect(aligned)).toBe(aligned);
    expect(checks.leaks()).toEqual([]);
    checks.check();
    // From here on it is older than the test, and another block at its address is not marked.
    checks.start();
    heap.free(aligned);
    heap.malloc(1);
    expect(sizes(checks)).toEqual([1]);
  });

  test('every call that allocates is known by the bytes that were asked for', async () => {
    const heap = await debugged({
      ...changes,
      MALLOC_INDEPENDENT_CALLS: true,
      MALLOC_BULK_FREE: true,
      MALLOC_POSIX_MEMALIGN: true,
      MALLOC_REALLOC_IN_PLACE: true,
    });
    const checks = new LeakChecks(heap);
    checks.start();
    const block = heap.malloc(10);
    heap.calloc(3, 7);
    heap.memalign(64, 11);
    heap.realloc(0, 12);
    heap.valloc(13);
    expect(sizes(checks)).toEqual([10, 21, 11, 12, 13]);
    expect(heap.realloc_in_place(block, 8)).toBe(block);
    expect(sizes(checks)[0]).toBe(8);
    const before = sizes(checks).length;
    const array = heap.independent_calloc(3, 24);
    expect(sizes(checks).slice(before)).toEqual([24, 24, 24, 24]);
    heap.bulk_free(array, 3);
    heap.free(array);
    expect(sizes(checks)).toHaveLength(before);
  });

  test('a block that realloc() resizes or moves stays the same block', async () => {
    const heap = await debugged(changes);
    const checks = new LeakChecks(heap);
    checks.start();
    let cache = heap.malloc(10);
    checks.expect(cache);
    heap.malloc(1);
    cache = heap.realloc(cache, 5000);
    expect(sizes(checks)).toEqual([1]);
    checks.start();
    cache = heap.realloc(cache, 20_000);
    heap.realloc(cache, 7);
    checks.check();
  });

  test('a new block in the place of an old one is a leak', async () => {
    const heap = await debugged(changes);
    const old = heap.malloc(100);
    const checks = new LeakChecks(heap);
    checks.start();
    heap.free(old);
    expect(heap.malloc(100)).toBe(old);
    expect(sizes(checks)).toEqual([100]);
  });

  test('the calls that led to a leak, without those of allocator and runner', async () => {
    const heap = await debugged(changes);
    const checks = new LeakChecks(heap);
    checks.start();
    function strdup(): number {
      const block = heap.malloc(10);
      return block;
    }
    strdup();
    const error = thrown(() => checks.check()) as LeakError;
    const calls = error.leaks[0]?.calls ?? [];
    expect(calls[0]).toMatchObject({
      function: 'strdup',
      file: expect.stringMatching(/leak-checks\.test\.ts$/),
    });
    expect(calls.every(({ file }) => !/node_modules|malloc\.js|^node:|^data:/.test(file))).toBe(
      true,
    );
    expect(error.message).toContain('    strdup (test/src/testing/leak-checks.test.ts:');
    // Runners show the code at the first line of the stack.
    expect(error.stack).toMatch(
      /with expect\(\).*\n {4}at strdup \(.*leak-checks\.test\.ts:\d+:\d+\)/,
    );
  });

  test('many leaks of one place are one entry, and many places are cut', async () => {
    const heap = await debugged(changes);
    const checks = new LeakChecks(heap);
    checks.start();
    for (let i = 0; i < 6; i += 1) heap.malloc(10);
    expect((thrown(() => checks.check()) as LeakError).message).toMatch(
      /^6 blocks leaked:\n {2}6 times 10 bytes, at (0x[\da-f]+, ){4}…, allocated by\n/,
    );
    for (let i = 11; i < 50; i += 1) heap.malloc(i);
    const { message } = thrown(() => checks.check()) as LeakError;
    expect(message).toContain('  … and in 20 other places\n');
  });

  test('a heap that the test makes, one that is made again, and another one', async () => {
    const heap = await loadSpecialised(buildOptions(64, changes));
    const checks = new LeakChecks(() => heap);
    checks.start();
    checks.check();
    heap.initr_malloc(new ArrayBuffer(65536), 0, 65536);
    const block = heap.malloc(10);
    expect(sizes(checks)).toEqual([10]);
    heap.free(block);
    checks.check();

    heap.malloc(20);
    checks.start();
    heap.initr_malloc(new ArrayBuffer(65536), 0, 65536);
    checks.check();
    heap.malloc(30);
    expect(sizes(checks)).toEqual([30]);

    let current: Allocator | undefined;
    const others = new LeakChecks(() => current);
    others.start();
    others.check();
    current = await debugged(changes);
    others.check();
    current.malloc(40);
    expect(others.leaks()).toHaveLength(1);
    others.start();
    current = others.watch(await debugged(changes));
    current.malloc(50);
    expect(sizes(others)).toEqual([50]);
  });

  test('a block that is older than the watch, but not than the test', async () => {
    let heap: Allocator | undefined;
    const checks = new LeakChecks(() => heap);
    checks.start();
    heap = await debugged(changes);
    const resized = heap.malloc(10);
    const marked = heap.malloc(20);
    const replaced = heap.malloc(30);
    checks.expect(marked);
    checks.expect(replaced);
    heap.free(replaced);
    expect(heap.malloc(30)).toBe(replaced);
    heap.realloc(resized, 5000);
    heap.realloc(marked, 6000);
    expect(sizes(checks).toSorted()).toEqual([30, 5000]);
  });
});

test('a block of mmap(), which is in no list of chunks, is a leak as well', async () => {
  const heap = await loadSpecialised(buildOptions(64, { ...DEBUG, HAVE_MMAP: true }));
  const own = 1 << 20;
  heap.mem_malloc_init(new ArrayBuffer(2 * own), 0, 65536);
  heap.set_mmap(
    () => own,
    () => 0,
  );
  const checks = new LeakChecks(heap);
  checks.start();
  const block = heap.malloc(500_000);
  expect(block).toBeGreaterThan(own);
  expect(checks.leaks()).toMatchObject([{ address: block, size: 500_000, chunk: undefined }]);
  heap.free(block);
  checks.check();
});

test('a heap that was not watched is asked what it has itself', async () => {
  const heap = await debugged(WITH_CALLERS);
  const made = await debugged(WITH_CALLERS);
  let current = heap;
  const checks = new LeakChecks(() => current);
  checks.start();
  current = made;
  const mem = made.malloc(10);
  const [leak] = checks.leaks();
  expect(leak).toMatchObject({ address: mem, size: 10, isAsked: true, calls: [] });
  expect((thrown(() => checks.check()) as LeakError).message).toMatch(
    /^1 block leaked:\n {2}10 bytes at 0x[\da-f]+, allocated by .*leak-checks\.test\.ts:\d+/,
  );
});

test('a variant that was generated before there was a watch', async () => {
  const heap = await debugged();
  const checks = new LeakChecks(withoutWatch(heap));
  checks.start();
  const mem = heap.malloc(10);
  expect(checks.leaks()).toMatchObject([{ address: mem, size: 32, isAsked: false }]);
  expect((thrown(() => checks.check()) as LeakError).message).toContain('at most 32 bytes at 0x');
  checks.expect(mem);
  checks.check();
});

test('NULL is not a block to mark', async () => {
  const checks = new LeakChecks(await debugged());
  expect(checks.expect(0)).toBe(0);
});

test('a program that has frozen Error', async () => {
  const heap = await debugged();
  const checks = new LeakChecks(heap);
  checks.start();
  withFrozenError(() => {
    heap.malloc(10);
    expect(() => checks.check()).toThrow('10 bytes');
  });
});

test('a program with an Error.prepareStackTrace() of its own', async () => {
  const heap = await debugged();
  const checks = new LeakChecks(heap);
  const { prepareStackTrace } = Error;
  const messages: string[] = [];
  try {
    for (const prepare of [
      (_: Error, calls: NodeJS.CallSite[]) => calls,
      () => undefined,
      () => {
        throw new Error('not now');
      },
    ]) {
      Error.prepareStackTrace = prepare;
      checks.start();
      heap.malloc(10);
      messages.push((thrown(() => checks.check()) as LeakError).message);
    }
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
  for (const message of messages) expect(message).toContain('10 bytes at 0x');
  expect(messages[0]).toMatch(/leak-checks\.test\.\w+:\d+:\d+/);
});

test('node:test of Deno is refused', async () => {
  const heap = await debugged();
  Object.assign(globalThis, { Deno: {} });
  try {
    const hooks = { beforeEach: () => {}, afterEach: () => {} };
    expect(() => nodeTestLeakChecks(hooks, heap)).toThrow(LeakCheckError);
  } finally {
    Reflect.deleteProperty(globalThis, 'Deno');
  }
});

test('a variant without MALLOC_DEBUG is refused', async () => {
  const { heap } = await debugHeap(loadSpecialised, buildOptions(64, {}));
  expect(() => new LeakChecks(heap).start()).toThrow(LeakCheckError);
  expect(() => new LeakChecks(heap).start()).toThrow(
    'Set CONFIG_MALLOC_DEBUG=y in its defconfig, without SYS_MALLOC_LEGACY,',
  );
});

describe('tests that overlap', () => {
  async function running() {
    const heap = await debugged();
    const checks = new LeakChecks(heap);
    return { heap, checks };
  }

  /** Sizes of the leaks that the end of a test reports, and the tests that may have leaked. */
  function ended(checks: LeakChecks, key: unknown, hasFailed = false) {
    const error = checks.end(key, { hasFailed });
    return error?.leaks.map(({ size }) => size);
  }

  test('are checked when the last one ends', async () => {
    const { heap, checks } = await running();
    checks.begin('a', 'first');
    heap.malloc(10);
    checks.begin('b', 'second');
    const block = heap.malloc(20);
    expect(ended(checks, 'a')).toBeUndefined();
    heap.free(block);
    const error = checks.end('b');
    expect(error?.leaks.map(({ size }) => size)).toEqual([10]);
    expect(error?.message).toContain(
      'These tests ran at the same time, and any of them may have leaked:\n  first\n  second\n',
    );
    checks.begin('c', 'third');
    expect(ended(checks, 'c')).toBeUndefined();
  });

  test('a subtest is checked by itself, and what it leaks is reported once', async () => {
    const { heap, checks } = await running();
    checks.begin('outer', 'outer');
    heap.malloc(10);
    checks.begin('inner', 'inner', 'outer');
    heap.malloc(20);
    expect(ended(checks, 'inner')).toEqual([20]);
    checks.begin('other', 'other', 'outer');
    expect(ended(checks, 'other')).toBeUndefined();
    expect(ended(checks, 'outer')).toEqual([10]);
  });

  test('subtests of tests that overlap are checked with these', async () => {
    const { heap, checks } = await running();
    checks.begin('a', 'a');
    checks.begin('b', 'b');
    checks.begin('a1', 'a > 1', 'a');
    const block = heap.malloc(10);
    checks.begin('b1', 'b > 1', 'b');
    expect(ended(checks, 'a1')).toBeUndefined();
    expect(ended(checks, 'b1')).toBeUndefined();
    expect(ended(checks, 'a')).toBeUndefined();
    heap.free(block);
    heap.malloc(20);
    expect(ended(checks, 'b')).toEqual([20]);
  });

  test('a test that begins beside a subtest', async () => {
    const { heap, checks } = await running();
    checks.begin('a', 'a');
    checks.begin('a1', 'a > 1', 'a');
    checks.begin('b', 'b');
    const block = heap.malloc(10);
    expect(ended(checks, 'a1')).toBeUndefined();
    heap.free(block);
    expect(ended(checks, 'a')).toBeUndefined();
    expect(ended(checks, 'b')).toBeUndefined();
  });

  test('what a test that failed has left is nobody’s', async () => {
    const { heap, checks } = await running();
    checks.begin('a', 'a');
    checks.begin('a1', 'a > 1', 'a');
    heap.malloc(10);
    expect(ended(checks, 'a1', true)).toBeUndefined();
    expect(ended(checks, 'a')).toBeUndefined();
    checks.begin('b', 'b');
    checks.begin('c', 'c');
    heap.malloc(20);
    expect(ended(checks, 'b', true)).toBeUndefined();
    expect(ended(checks, 'c')).toBeUndefined();
  });

  test('a test that never ends does not keep others from being checked', async () => {
    const { heap, checks } = await running();
    checks.begin('a', 'a');
    checks.forget('a');
    expect(checks.running).toEqual([]);
    checks.begin('b', 'b');
    heap.malloc(10);
    expect(ended(checks, 'b')).toEqual([10]);
    expect(ended(checks, 'b')).toBeUndefined();
  });
});

test('the declarations of a variant fit, those of one without MALLOC_DEBUG do not', () => {
  const folder = join(PACKAGE_ROOT, 'src/testing');
  const modules = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => [`/src/testing/${path}`, readFileSync(join(folder, path), 'utf8')] as const);
  const errors = typeErrors({
    ...Object.fromEntries(modules),
    '/generator/error.ts': readFileSync(join(PACKAGE_ROOT, 'generator/error.ts'), 'utf8'),
    '/debug/malloc.d.ts': specialised(buildOptions(64, WITH_CALLERS)).declarations,
    '/plain/malloc.d.ts': specialised(buildOptions(64, {})).declarations,
    '/program.ts': `
      import * as debug from './debug/malloc.js';
      import * as plain from './plain/malloc.js';
      import { LeakChecks } from './src/testing/index.ts';
      export const fits: LeakChecks[] = [new LeakChecks(debug), new LeakChecks(() => debug)];
      export const doesNot: LeakChecks = new LeakChecks(plain);`,
  });
  // The modules themselves may use more than the libraries of this check have.
  const inProgram = errors.filter((error) => error.startsWith('program.ts'));
  expect(inProgram).toHaveLength(1);
  expect(inProgram[0]).toMatch(/^program\.ts:6: /);
});
