/*
 * The texts of stacks, as engines write them, and what backtraces make of them.
 */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { MCHECK, buildOptions } from '../../support/build-options.ts';

interface Frame {
  readonly function: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A string, not a literal: the templates are type-checked with their own tsconfig.json. */
const folder: string = '../../../templates/mcheck';

let read: (stack: string) => string[];
let withoutOwn: (stack: string) => string[];

beforeAll(async () => {
  const options = buildOptions(64, { ...MCHECK, MCHECK_BACKTRACE: true });
  Object.assign(globalThis, { MALLOCGEN_OPTIONS: options });
  const { read_stack, frame_text } = (await import(`${folder}/stack.ts`)) as {
    read_stack: (stack: string) => Frame[];
    frame_text: (frame: Frame) => string;
  };
  const { without_own } = (await import(`${folder}/backtrace.ts`)) as {
    without_own: (frames: Frame[]) => Frame[];
  };
  read = (stack) => read_stack(stack).map(frame_text);
  withoutOwn = (stack) => without_own(read_stack(stack)).map(frame_text);
});

describe('V8', () => {
  test('functions, methods, constructors, closures, code outside functions', () => {
    const stack = `Error
    at env_do_env_set (/home/me/env/set.ts:130:9)
    at Object.hsearch_r (file:///home/me/env/hash.ts:403:17)
    at Table.grow (C:\\Users\\me\\env\\table.js:12:5)
    at Table.add [as insert] (/home/me/table.js:80:3)
    at new Table (/home/me/table (2)/table.js:7:10)
    at async main (/home/me/main.mjs?t=17#x:40:3)
    at Object.<anonymous> (/home/me/cjs/start.cjs:9:1)
    at /home/me/lambda.js:3:22
    at async https://example.com/app/main.js?v=2:77:1
    at eval (eval at run (/home/me/run.js:1:2), <anonymous>:5:6)`;
    expect(read(stack)).toEqual([
      'env_do_env_set:130',
      'hsearch_r:403',
      'Table.grow:12',
      'Table.add:80',
      'Table:7',
      'main:40',
      'start.cjs:9',
      'lambda.js:3',
      'main.js:77',
      'eval:5',
    ]);
  });

  test('what has no place, and the runtime, is left out', () => {
    const stack = `Error: a message
    with more lines: 12
    at Array.map (<anonymous>)
    at user (/home/me/a.js:1:2)
    at async Promise.all (index 0)
    at Module._compile (node:internal/modules/cjs/loader:1554:14)
    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)
    at wasm (wasm://wasm/a1b2:wasm-function[3]:0x1a2)`;
    expect(read(stack)).toEqual(['user:1']);
  });
});

test('SpiderMonkey', () => {
  const stack = `env_do_env_set@https://example.com/env/set.js:130:9
grow/<@https://example.com/env/table.js:12:5
outer/inner<@https://example.com/env/table.js:13:5
async*main@https://example.com/main.js:40:3
setTimeout handler*start@https://example.com/main.js:50:3
@https://example.com/main.js:60:1
run@https://example.com/run.js line 3 > eval:5:6
@debugger eval code:1:1
`;
  expect(read(stack)).toEqual([
    'env_do_env_set:130',
    'grow:12',
    'inner:13',
    'main:40',
    'start:50',
    'main.js:60',
    'run:5',
    'debugger eval code:1',
  ]);
});

test('JavaScriptCore', () => {
  const stack = `env_do_env_set@https://example.com/env/set.js:130:9
https://example.com/env/table.js:12:5
@https://example.com/env/table.js:13:5
forEach@[native code]
async main@https://example.com/main.js:40:3
module code@https://example.com/main.js:60:1
global code@https://example.com/old.js:61:1
[native code]`;
  expect(read(stack)).toEqual([
    'env_do_env_set:130',
    'table.js:12',
    'table.js:13',
    'main:40',
    'main.js:60',
    'old.js:61',
  ]);
});

test("without captureStackTrace, the allocator's own file is left out", () => {
  const stack = `take_stack@https://example.com/malloc.js:900:9
caller_text@https://example.com/malloc.js:880:9
malloc@https://example.com/malloc.js:10:9
mine@https://example.com/app.js:3:1
malloc@https://example.com/malloc.js:10:9
`;
  expect(withoutOwn(stack)).toEqual(['mine:3', 'malloc:10']);
  // In a bundle everything is in one file.
  expect(withoutOwn(stack.replaceAll('malloc.js', 'app.js'))).toHaveLength(5);
  expect(withoutOwn('')).toEqual([]);
});
