/*
 * Every call that keeps its caller, in the engines that are there: Node.js, Bun ($BUN, or `bun` in $PATH) and
 * JavaScriptCore ($JSC, or `jsc` in $PATH, of Debian's package libjavascriptcoregtk-4.0-bin).
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { transformSync } from 'esbuild';
import { MCHECK, buildOptions } from '../../support/build-options.ts';
import { specialised } from '../../support/specialised.ts';

const { javascript } = specialised(
  buildOptions(64, {
    ...MCHECK,
    MCHECK_BACKTRACE: true,
    MCHECK_LOG: true,
    MALLOC_POSIX_MEMALIGN: true,
    MALLOC_REALLOC_IN_PLACE: true,
    MALLOC_INDEPENDENT_CALLS: true,
  }),
);

/** Prints a line for each call: its name, and the callers that the log has for it. */
const PROGRAM = `
import * as heap from './malloc.mjs';
const memory = new ArrayBuffer(1 << 20);
heap.initr_malloc(memory, 64, (1 << 20) - 64);
const words = new Int32Array(memory);
const array = heap.malloc(64);
const sizes = heap.malloc(64);
for (let i = 0; i < 4; i += 1) words[(sizes >> 2) + i] = i % 2 ? 0 : 20;
let mem = 0;
const CALLS = {
  malloc: function use_malloc() { mem = heap.malloc(10); },
  realloc_longer: function use_realloc_longer() { mem = heap.realloc(mem, 500); },
  realloc_in_place: function use_realloc_in_place() { mem = heap.realloc_in_place(mem, 90) || mem; },
  free: function use_free() { heap.free(mem); },
  calloc: function use_calloc() { mem = heap.calloc(3, 10); },
  realloc_of_null: function use_realloc_of_null() { mem = heap.realloc(0, 10); },
  memalign: function use_memalign() { mem = heap.memalign(256, 10); },
  posix_memalign: function use_posix_memalign() { mem = heap.posix_memalign(array, 64, 10); },
  valloc: function use_valloc() { mem = heap.valloc(10); },
  pvalloc: function use_pvalloc() { mem = heap.pvalloc(10); },
  independent_calloc: function use_independent_calloc() { mem = heap.independent_calloc(2, 10, array); },
  independent_calloc_of_none: function use_independent_calloc_of_none() { mem = heap.independent_calloc(0, 10); },
  independent_comalloc: function use_independent_comalloc() { mem = heap.independent_comalloc(2, sizes, array); },
  independent_comalloc_of_none: function use_independent_comalloc_of_none() { mem = heap.independent_comalloc(0, sizes); },
};
const write = globalThis.print ?? console.log;
for (const [name, call] of Object.entries(CALLS)) {
  heap.malloc_log_start();
  call();
  heap.malloc_log_stop();
  const callers = [];
  for (let i = 0, entry; (entry = heap.malloc_log_entry(i)); i += 1) callers.push(entry.caller);
  write(JSON.stringify([name, callers]));
}
`;

const folder = mkdtempSync(join(tmpdir(), 'mallocgen-engines-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function found(variable: string, name: string): string | undefined {
  const named = process.env[variable];
  if (named !== undefined) return named;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((path) => join(path, name)).find((path) => existsSync(path));
}

const ENGINES: readonly (readonly [string, string | undefined, readonly string[]])[] = [
  ['Node.js', process.execPath, ['calls.mjs']],
  ['Bun', found('BUN', 'bun'), ['run', 'calls.mjs']],
  ['JavaScriptCore', found('JSC', 'jsc'), ['-m', 'calls.mjs']],
];

describe.each(ENGINES)('%s', (_, program, args) => {
  const testIn = program === undefined ? test.skip : test;

  testIn.each([
    ['as generated', javascript],
    ['minified', transformSync(javascript, { minify: true, format: 'esm' }).code],
  ])('%s', (_form, code) => {
    writeFileSync(join(folder, 'malloc.mjs'), code);
    writeFileSync(join(folder, 'calls.mjs'), PROGRAM);
    const output = execFileSync(program ?? '', args, { cwd: folder, encoding: 'utf8' });
    const lines = output.trim().split('\n');
    expect(lines).toHaveLength(14);
    for (const line of lines) {
      const [name, callers] = JSON.parse(line) as [string, string[]];
      expect([name, callers.length > 0]).toEqual([name, true]);
      for (const caller of callers)
        expect([name, caller]).toEqual([
          name,
          expect.stringMatching(new RegExp(`^use_${name}:\\d+`)),
        ]);
    }
  });
});
