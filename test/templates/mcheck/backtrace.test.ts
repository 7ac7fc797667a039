/*
 * Who allocated a block: in its header, in dumps and in the log.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { transformSync } from 'esbuild';
import { MCHECK, buildOptions } from '../../support/build-options.ts';
import { LOADERS, debugHeap } from '../../support/debug-heap.ts';
import { specialised } from '../../support/specialised.ts';

const BACKTRACE = { ...MCHECK, MCHECK_BACKTRACE: true, MALLOC_POSIX_MEMALIGN: true };
const options = buildOptions(64, BACKTRACE);

describe.each(LOADERS)('%s', (_, load) => {
  test("of each call the user's functions, newest first", async () => {
    const { heap } = await debugHeap(load, options);
    const callers = () =>
      heap.malloc_leak_check_list(nothing).map(({ caller }) => caller.replaceAll(/\d+/g, 'N'));
    const nothing = heap.malloc_leak_check_start();
    let mem = 0;
    const inner = (call: () => number) => call();
    function outer(call: () => number) {
      mem = inner(call);
    }
    const calls = {
      a: () => heap.malloc(1),
      b: () => heap.calloc(1, 1),
      c: () => heap.memalign(64, 1),
      d: () => heap.realloc(heap.malloc(1), 2),
      e: () => heap.valloc(1),
      f: () => heap.realloc(0, 1),
    };
    for (const [name, call] of Object.entries(calls)) {
      outer(call);
      expect(callers()).toEqual([
        expect.stringContaining(`${name}:N <-inner:N <-outer:N <-backtrace.test.`),
      ]);
      heap.free(mem);
    }
  });

  test('is cut to the length of the header, and may hold any character', async () => {
    const { heap, bytes } = await debugHeap(load, options);
    const snapshot = heap.malloc_leak_check_start();
    function größe_und_eine_sehr_lange_erklärung_dazu_dazu() {
      return heap.malloc(1);
    }
    const mem = größe_und_eine_sehr_lange_erklärung_dazu_dazu();
    const [leak] = heap.malloc_leak_check_list(snapshot);
    expect(leak?.caller).toMatch(/^gr\?\?e_und_eine_sehr_lange_erkl\?rung_dazu_dazu:\d$/);
    expect(leak?.caller).toHaveLength(47);
    expect(bytes[mem - 1]).toBe(0);
    expect(heap.mprobe(mem)).toBe(heap.MCHECK_OK);
    // A header that was overwritten cannot spoil a terminal.
    bytes.fill(7, mem - 48, mem);
    expect(heap.malloc_leak_check_list(snapshot)[0]?.caller).toBe('?'.repeat(48));
  });

  test('leaves Error as it was, and malloc() may be called while it is taken', async () => {
    const { heap } = await debugHeap(load, options);
    const source = Error as { prepareStackTrace?: unknown };
    const before = source.prepareStackTrace;
    const { stackTraceLimit } = Error;
    const snapshot = heap.malloc_leak_check_start();
    heap.set_source_mapper((frame) => {
      heap.free(heap.malloc(100));
      return {
        ...frame,
        file: 'x.ts',
        function: `${frame.function}_mapped`,
        line: frame.line + 1000,
      };
    });
    function mapped() {
      return heap.malloc(1);
    }
    const mem = mapped();
    expect(heap.malloc_leak_check_list(snapshot)[0]?.caller).toMatch(/^mapped_mapped:1\d\d\d <-/);
    heap.free(mem);
    heap.set_source_mapper(() => {
      throw new Error('the mapper failed');
    });
    expect(mapped).toThrow('the mapper failed');
    heap.set_source_mapper(() => null);
    mapped();
    expect(heap.malloc_leak_check_list(snapshot)[0]?.caller).toMatch(/^mapped:\d+ <-/);
    expect(source.prepareStackTrace).toBe(before);
    expect(Error.stackTraceLimit).toBe(stackTraceLimit);
  });

  test('a stack that was seen before has its text without being read again', async () => {
    const { heap } = await debugHeap(load, options);
    let mapped = 0;
    heap.set_source_mapper((frame) => {
      mapped += 1;
      return frame;
    });
    const snapshot = heap.malloc_leak_check_start();
    const allocate = () => heap.malloc(1);
    for (let i = 0; i < 100; i += 1) allocate();
    const callers = heap.malloc_leak_check_list(snapshot).map(({ caller }) => caller);
    expect(callers).toHaveLength(100);
    expect(new Set(callers).size).toBe(1);
    // Once, and again each time that the text needed one call more.
    expect(mapped).toBeLessThan(50);
  });

  test('one position has as many texts as its function has names', async () => {
    const { heap } = await debugHeap(load, options);
    const snapshot = heap.malloc_leak_check_start();
    const named = (name: string) => ({ [name]: () => heap.malloc(1) })[name]?.();
    for (let i = 0; i < 2; i += 1) {
      for (const name of ['left', 'right']) named(name);
      for (const space of [' ', '\n'])
        // oxlint-disable-next-line no-new-func -- code without a file
        new Function('malloc', `return function f() {${space}return malloc(1); }`)(heap.malloc)();
    }
    const names = heap
      .malloc_leak_check_list(snapshot)
      .map(({ caller }) => caller.replace(/^(left|right):.*|^(f:\d).*/, '$1$2'));
    const once = ['left', 'right', 'f:3', 'f:4'];
    expect(names).toEqual([...once, ...once]);
  });

  test('stacks that differ only in calls far away have different texts in the log', async () => {
    const { heap } = await debugHeap(load, buildOptions(64, { ...BACKTRACE, MCHECK_LOG: true }));
    const a_long_name_fills_the_header = (): number => heap.malloc(1);
    const another_one_does_the_rest = (): number => a_long_name_fills_the_header() + 0;
    const near = (): number => another_one_does_the_rest() + 0;
    const from_left = () => near();
    const from_right = () => near();
    const run = () => {
      const left = from_left() + 0;
      const right = from_right() + 0;
      return [left, right];
    };
    run();
    heap.malloc_log_start();
    run();
    heap.malloc_log_stop();
    run();
    const callers = [0, 1].map((index) => heap.malloc_log_entry(index)?.caller);
    expect(callers).toEqual([
      expect.stringContaining('<-from_left'),
      expect.stringContaining('<-from_right'),
    ]);
  });

  test('malloc_backtrace_skip leaves callers empty', async () => {
    const { heap } = await debugHeap(load, options);
    const snapshot = heap.malloc_leak_check_start();
    heap.malloc_backtrace_skip(true);
    heap.malloc(1);
    heap.malloc_backtrace_skip(false);
    heap.malloc(1);
    const callers = heap.malloc_leak_check_list(snapshot).map(({ caller }) => caller);
    expect(callers).toEqual(['', expect.stringMatching(/^backtrace\.test\.ts:\d+/)]);
  });

  test('without MCHECK_BACKTRACE the field is there, and empty', async () => {
    const { heap, bytes } = await debugHeap(load, buildOptions(64, MCHECK));
    const mem = heap.malloc(1);
    expect(mem).toBe(0x10000 + 16 + 80);
    expect(bytes.subarray(mem - 48, mem).every((byte) => byte === 0)).toBe(true);
  });
});

test.each([
  ['the lines of the program', []],
  ["the TypeScript source's lines with --enable-source-maps", ['--enable-source-maps']],
])('in Node.js: %s', (_, flags) => {
  const dir = mkdtempSync(join(tmpdir(), 'mallocgen-backtrace-'));
  try {
    writeFileSync(join(dir, 'malloc.mjs'), specialised(options).javascript);
    const source = `import { initr_malloc, malloc, malloc_dump } from './malloc.mjs';

interface Size {
  readonly bytes: number;
}

type Nothing = never;

function allocate({ bytes }: Size): number {
  return malloc(bytes);
}

initr_malloc(new ArrayBuffer(65536), 0, 65536);
allocate({ bytes: 10 });

class Base {
  make() {
    return malloc(1);
  }
}
class First extends Base {}
class Second extends Base {}
for (let i = 0; i < 2; i += 1) {
  for (const Made of [First, Second]) new Made().make();
}
malloc_dump();

const fails = () => malloc(1);
Error.prepareStackTrace = () => {
  throw new Error('no stacks today');
};
fails();
const lists = () => malloc(1);
Error.prepareStackTrace = (_: unknown, sites: unknown) => sites;
lists();
Error.prepareStackTrace = undefined;
malloc_dump();
Object.freeze(Error);
console.log(malloc(1) > 0 ? 'frozen, and allocated' : 'no memory');
`;
    const { code } = transformSync(source, {
      loader: 'ts',
      sourcemap: 'inline',
      sourcefile: 'program.ts',
    });
    writeFileSync(join(dir, 'program.mjs'), code);
    writeFileSync(join(dir, 'program.ts'), source);
    const output = execFileSync(process.execPath, [...flags, join(dir, 'program.mjs')]).toString();
    const expected =
      flags.length > 0 ? 'allocate:10 <-program.ts:14' : 'allocate:3 <-program.mjs:6';
    expect(output).toContain(`used  ${expected}\n`);
    expect(output).toMatch(/used {2}fails:\d+ <-program\./);
    expect(output).toMatch(/used {2}lists:\d+ <-program\./);
    expect(output).toContain('frozen, and allocated');
    // The position of a call is not enough: a method has a name in each class that inherits it.
    const names = Array.from(output.matchAll(/used {2}(\w+)\.make:/g), ([, name]) => name);
    const twice = ['First', 'Second', 'First', 'Second'];
    expect(names).toEqual([...twice, ...twice]);
  } finally {
    rmSync(dir, { recursive: true });
  }
});

test('in an engine that counts frames before it leaves any out, as Bun 1.3.11', () => {
  const dir = mkdtempSync(join(tmpdir(), 'mallocgen-backtrace-'));
  try {
    writeFileSync(join(dir, 'malloc.mjs'), specialised(options).javascript);
    const program = `import { initr_malloc, malloc, calloc, memalign, malloc_dump } from './malloc.mjs';

const { captureStackTrace } = Error;
Error.captureStackTrace = function capture(holder, above) {
  const prepare = Error.prepareStackTrace;
  Error.prepareStackTrace = (_, sites) => sites;
  const inner = {};
  captureStackTrace(inner, capture);
  const sites = inner.stack;
  Error.prepareStackTrace = prepare;
  const called = sites.findIndex((site) => site.getFunctionName() === above.name);
  const left = sites.slice(called + 1);
  holder.stack = prepare ? prepare(holder, left) : ['Error', ...left].join('\\n    at ');
};
initr_malloc(new ArrayBuffer(65536), 0, 65536);
function first() { malloc(1); }
function second() { malloc(1); }
function third() { calloc(1, 1); }
function fourth() { memalign(64, 1); }
for (const call of [first, second, first, third, fourth]) call();
malloc_dump();
`;
    writeFileSync(join(dir, 'program.mjs'), program);
    const output = execFileSync(process.execPath, [join(dir, 'program.mjs')]).toString();
    const names = Array.from(
      output.matchAll(/used {2}(\w+):\d+ <-program\.mjs/g),
      ([, name]) => name,
    );
    expect(names).toEqual(['first', 'second', 'first', 'third', 'fourth']);
  } finally {
    rmSync(dir, { recursive: true });
  }
});
