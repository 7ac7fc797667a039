/*
 * JavaScriptCore makes proper tail calls: a function that ends in `return f()` has no frame while f() runs.
 * A call that notes its caller needs its frame, because the backtrace starts there.
 */
import { expect, test } from '@jest/globals';
import { transformSync } from 'esbuild';
import { MCHECK, buildOptions } from '../../support/build-options.ts';
import { specialised } from '../../support/specialised.ts';

/** The calls that note their caller, except those that do not return the result of the call. */
const CALLS = [
  'malloc',
  'calloc',
  'realloc',
  'memalign',
  'realloc_in_place',
  'independent_calloc',
  'independent_comalloc',
];

const { javascript } = specialised(
  buildOptions(64, {
    ...MCHECK,
    MCHECK_BACKTRACE: true,
    MALLOC_DEBUG: false,
    MALLOC_REALLOC_IN_PLACE: true,
    MALLOC_INDEPENDENT_CALLS: true,
  }),
);
const minified = transformSync(javascript, { minify: true, format: 'esm' }).code;

/** What the exported function is called inside the module. */
function nameIn(code: string, call: string): string {
  return new RegExp(`([\\w$]+) as ${call}\\b`).exec(code)?.[1] ?? call;
}

/** The text of a function. */
function textOf(code: string, name: string): string {
  const start = code.indexOf(`function ${name}(`);
  expect(start).toBeGreaterThanOrEqual(0);
  let depth = 0;
  for (let i = code.indexOf('{', start); i < code.length; i += 1) {
    if (code[i] === '{') depth += 1;
    if (code[i] === '}') {
      depth -= 1;
      if (depth === 0) return code.slice(start, i + 1);
    }
  }
  return code.slice(start);
}

/** The functions of the module that the function returns the result of, as it is. */
function tailCalls(code: string, name: string): string[] {
  const returned = textOf(code, name).matchAll(/return\b([^;}]*)/g);
  return [...returned].flatMap(([, value = '']) =>
    [...value.matchAll(/(?:^|[?:,&|])\s*([\w$]+)\(/g)].map(([, callee = '']) => callee),
  );
}

test.each(CALLS)('%s keeps its frame until its caller is noted', (call) => {
  for (const code of [javascript, minified]) {
    const own = nameIn(code, call);
    for (const callee of tailCalls(code, own)) {
      if (!code.includes(`function ${callee}(`)) continue;
      // A function that gets this one as an argument, or names it, takes the backtrace.
      const call_text = new RegExp(`return\\b[^;}]*\\b${callee.replaceAll('$', '\\$')}\\([^;}]*`);
      const passed = call_text.exec(textOf(code, own))?.[0] ?? '';
      expect(passed).not.toMatch(new RegExp(`[(,]\\s*${own.replaceAll('$', '\\$')}\\b`));
      expect(textOf(code, callee)).not.toMatch(
        new RegExp(`[(,]\\s*${own.replaceAll('$', '\\$')}\\b`),
      );
    }
  }
});
