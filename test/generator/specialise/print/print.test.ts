/*
 * Expressions and statements as they are printed, with and without types. A list has what prints as
 * it is written, a table what is printed in another way.
 */
import { describe, expect, test } from '@jest/globals';

import { createPrinter } from '../../../../generator/specialise/print/create-printer.ts';
import { printDeclaration } from '../../../../generator/specialise/print/module.ts';
import { printStatement } from '../../../../generator/specialise/print/statement.ts';
import { printString } from '../../../../generator/specialise/print/string.ts';
import { bodyTableOf, parse, printed, printedBody, printedWithTypes, tableOf } from '../parsed.ts';

const PREAMBLE = `
let a: any;
let b: any;
let c: any;
let n = 1;
let m = 2;
class C<T = unknown> {}
`;

/** Each text as the key and the value. */
function asWritten(texts: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(texts.map((text) => [text, text]));
}

const EXPRESSIONS = asWritten([
  // Parentheses stay where precedence needs them, and nowhere else.
  'n + m * n',
  '(n + m) * n',
  'n - m - n',
  'n - (m - n)',
  'n + m + n',
  'n + (m + n)',
  'n ** m ** n',
  '(n ** m) ** n',
  '(-n) ** m',
  'n ** -m',
  '-(n ** m)',
  '(n + m) ** n',
  'n * (m / n)',
  'n / m / n',
  '(n * m) / n',
  '(n * m) % n',
  '(n % m) + n',
  'n - (m % n)',
  '(n === m) === n',
  'n === (m === n)',
  '(n & m) === 0',
  'n === (m & 1)',
  '(n ^ m) | n',
  '(n !== m) !== n',
  'n < m instanceof C',
  '(n === m) instanceof C',
  '(n + m) | n',
  '(n << m) | (n >> m)',
  '(n & m) | n',
  'n | (m & n)',
  '(n << m) << n',
  'n << (m + 1)',
  '(n >> m) >>> n',
  'n >>> (m >>> n)',
  '(n | m) & n',
  'n & (m ^ n)',
  '~n & m',
  'n + -m',
  '-n + m',
  '-(-n)',
  '+(+n)',
  '-(n + m)',
  '~~n',
  '!!a',
  '!(a && b)',
  'typeof a',
  'typeof (a && b)',
  'void 0',
  'delete a.x',
  '!a.x',
  '-n++',
  'typeof -n',
  'a && b && c',
  'a || b || c',
  'a || (b && c)',
  '(a && b) || c',
  '(a || b) && c',
  'a ?? b',
  '(a ?? b) || c',
  'a ?? (b && c)',
  'a ?? b ?? c',
  'a && (b || c)',
  'a && n < m',
  '!a || b',
  'a && (b && c)',
  '(a || b) ?? c',
  'a || n + m',
  '(a = b) && c',
  '(a ? b : c) && a',
  'a ? b : c',
  'a ? b : c ? a : b',
  '(a ? b : c) ? a : b',
  'a ? (b, c) : a',
  '(a, b) ? c : a',
  'a || b ? c : a',
  '(a = b) ? c : a',
  'a ?? b ? c : a',
  'a = b',
  'a = b = c',
  'a += b',
  'a = b ? c : a',
  'a = (b, c)',
  'a ??= b',
  'a.x = b',
  'a[n] = b',

  'a, b',
  'a, b, c',
  'n++',
  'n--',
  '++n',
  '--n',
  'a.x++',
  '++a[n]',
  'a.b.c',
  'a[b][c]',
  'a[b, c]',
  'a[b = c]',
  '(a?.b).c',
  'a()',
  'a(b, c)',
  'a((b, c))',
  'a(b = c)',
  'a(...b)',
  'a(b)(c)',
  '(a || b)(c)',
  '(a, b)(c)',
  '(a + b).c',
  '(-a).b',
  '(a ? b : c).x',
  '(a = b).c',
  '(1).x',
  'a.b[1].c',
  '(n++).x',
  'new C()',
  'new C(a, b)',
  'new a.b(c)',
  'new (a())()',
  'new (a().b)()',
  'new C().x',
  'new a[b]()',

  'new (a || b)()',
  '(() => a)()',
  '((x) => x)(c)',
  '[]',
  '[a]',
  '[a, ...b]',
  '[(a, b)]',
  '[a = b]',
  '[a ? b : c]',
  '{}',
  '{ a: b }',
  '{ a }',
  '{ a, b: c }',
  '{ ...a }',
  '{ [a]: b }',
  "{ 'x y': a }",
  '{ a: (b, c) }',
  '{ a: b = c }',
  "{ a: 'a' }",
  '{ a: () => b }',
  '{ ...a, ...b }',
  '() => a',
  '() => {}',
  '(x) => x',
  '(x, y) => x + y',
  '(x = a) => x',
  '(...x) => x',
  '() => (a, b)',
  '() => ({})',
  '() => () => a',
  '() => { return a; }',
  'function () {}',
  'function (x) { return x; }',
  'a instanceof C',
  '!(a instanceof C)',
  'a instanceof C && b',
  '!(a in b)',
  '`x`',
  '`${a}`',
  '`x${a}y${b}z`',
  '`${a, b}`',
  '`${a ? b : c}`',
  "'x'",
  'true',
  'null',
  'undefined',
  '1',
  '0.5',
  '0xff',
  '1e3',
  '1n',
  '/x/g',
  'NaN',
  'Math.PI',
  'globalThis',
]);

const OTHER_EXPRESSIONS = {
  '() => (a = b)': '() => a = b',
  '() => ({ a }) || b': '() => ({ a } || b)',
  '() => ({}).a': '() => ({}.a)',
  '(a in b)': 'a in b',
  '- -n': '-(-n)',
  '-(+n)': '-+n',
  'a ? (b = c) : c': 'a ? b = c : c',
  'a ? b : (c = a)': 'a ? b : c = a',
  'n < m === (m < n)': 'n < m === m < n',
  // The parentheses around a chain end it.
  'a?.b': '(a?.b)',
  'a?.b.c': '(a?.b.c)',
  'a?.[n]': '(a?.[n])',
  'a?.(n)': '(a?.(n))',
  'a.b?.(n)': '(a.b?.(n))',
  '((n))': 'n',
  'n + (m * n)': 'n + m * n',
  '(n + m) + n': 'n + m + n',
  '(a && b) && c': 'a && b && c',
  'a || b && c': 'a || (b && c)',
  'n % m + n': '(n % m) + n',
  'n * m / n': '(n * m) / n',
  'n & m | n': '(n & m) | n',
  'n === m === n': '(n === m) === n',
  "'it\\'s'": "'it\\'s'",
  '"x"': "'x'",
  'a!': 'a',
  'a!.b': 'a.b',
  'a as any': 'a',
  '(a as any).b': 'a.b',
  '(a as any) + b': 'a + b',
  '(n + m as any) * n': '(n + m) * n',
  '(n % m as any) + n': '(n % m) + n',
  'a || (b && c as any)': 'a || (b && c)',
  'new C<number>()': 'new C()',
  '(x: number): number => x': '(x) => x',
  '(x?: number) => x': '(x) => x',
  '<T,>(x: T): T => x': '(x) => x',
  '{ a: a }': '{ a }',
  'x => x': '(x) => x',
};

const TYPED = {
  ...asWritten([
    'a!',
    'a!.b',
    'a![n]',
    '(a && b)!',
    'a as any',
    '(a as any).b',
    'a as any as number',
    '(a as any) + b',
    '(a, b) as any',
    '-n as any',
    '-(n as any)',
    'a ? (b as any) : c',
    'a.b as any',
    '[a as any]',
    'a = b as any',
    '(a = b) as any',
    'new C<number>()',
    '(x: number): number => x',
    '(x?: number) => x',
    'n < m',
    '<T>(x: T): T => x',
    '(x: number = 1) => x',
    '(...x: number[]) => x',
    'a satisfies any',
    '(a satisfies any).b',
    '(() => a) as any',
    '(n as any) ** m',
    'typeof (a as any)',
  ]),
  'n + m as any': 'n + m as any',
  '(a as any) ? b : c': 'a as any ? b : c',
  'a ? (b as any) : c': 'a ? b as any : c',
};

const STATEMENTS = asWritten([
  'a();',
  'const x = a;',
  'let x;',
  'let x = a;',
  'if (a) b();',
  'if (a) { b(); c(); }',
  'if (a) { b(); } else { c(); a(); }',
  'if (a) { b(); } else { c(); }',
  'if (a) {} else { b(); }',
  'if (a) { b(); } else if (c) { a(); }',
  'if (a) { if (b) c(); } else { a(); }',
  'if (a) { if (b) c(); }',
  'if (a) if (b) c();',
  'if (a) { while (b) if (c) a(); } else { b(); }',
  'if (a) { const x = b; }',
  'if (a) { for (; ; ) if (c) a(); } else { b(); }',
  'if (a) { for (const x of b) if (c) a(); } else { b(); }',
  'if (a) { function f() {} }',
  'if (a) { if (b) { c(); } else if (a) b(); } else { a(); }',
  'while (a) b();',
  'while (a) { b(); c(); }',
  'do a(); while (b);',
  'do { a(); b(); } while (c);',

  'for (; ; ) a();',
  'for (let i = 0; i < n; i++) a();',
  'for (let i = 0, j = n; ; ) a();',
  'for (n = 0; n < m; n++) { a(); }',
  'for (const x of a) b();',
  'for (const x in a) b();',
  'for (const x of (a, b)) c();',
  'for (const x of a ? b : c) c();',
  'switch (a) { case 1: b(); break; case 2: default: c(); }',
  'switch (a) { }',
  'return;',
  'return a;',
  'return a, b;',
  'throw a;',
  'for (; ; ) break;',
  'for (; ; ) continue;',

  'out: for (; ; ) break out;',
  'out: for (; ; ) for (; ; ) continue out;',
  'out: { break out; }',

  '{ a(); }',
  '{}',
  'try { a(); } catch { b(); }',
  'try { a(); } finally { b(); }',

  'try { a(); } catch (x) { b(x); }',
  'try { a(); } catch { b(); } finally { c(); }',
  'function f() {}',
  'function f(x, y = 1, ...z) { return x; }',
  '() => {};',
]);

/** A statement may not begin with `{` or `function`. */
const OTHER_STATEMENTS = {
  '({}).x;': '({}.x);',
  '({})[a];': '({}[a]);',
  '({}).a = b;': '({}.a = b);',
  '({}).a++;': '({}.a++);',
  '++({}).a;': '++{}.a;',
  '({}) || a;': '({} || a);',
  '({}) ? a : b;': '({} ? a : b);',
  '({}), a;': '({}, a);',
  '({} as any);': '({});',
  '(function () {})();': '(function () {}());',
  '(function () {}).x;': '(function () {}.x);',
};

describe('an expression', () => {
  test.each([
    ['as it is written', EXPRESSIONS],
    ['in another way', OTHER_EXPRESSIONS],
  ])('is printed %s', (_, rows) => {
    const texts = Object.fromEntries(
      Object.entries(rows).map(([text, expected]) => [`(${text})`, expected]),
    );
    expect(tableOf(PREAMBLE, texts, printed)).toEqual(texts);
  });

  test('is printed with types', () => {
    const texts = Object.fromEntries(
      Object.entries(TYPED).map(([text, expected]) => [`(${text})`, expected]),
    );
    expect(tableOf(PREAMBLE, texts, printedWithTypes)).toEqual(texts);
  });
});

describe('a statement', () => {
  test.each([
    ['as it is written', STATEMENTS],
    ['in another way', OTHER_STATEMENTS],
  ])('is printed %s', (_, rows) => {
    expect(bodyTableOf(PREAMBLE, rows, ({ body }) => printedBody(body.statements))).toEqual(rows);
  });

  test('has its lines, comments and types', () => {
    const text = `function f(x: number, y?: any, ...z: C<number>[]): void {
  // First.

  const u: number = x; // Trailing.
  let v!: any;
  if (u) v = y;
  else v = z;

  /* Block. */
  if (v)
    // Inside.
    a();
  switch (u) {
    // Clause.
    case 1:
      b();
      // Nothing more.
  }
  const o = {
    // Member.
    u,
    v: 1, // Last.
  };
  function g<T>(t: T): T {
    return t;
  }
  // Tail.
}`;
    const { functionOf } = parse(`${PREAMBLE}\n${text}`);
    const print = (types: boolean): string =>
      printDeclaration(functionOf('f'), createPrinter(new Map(), types));
    expect(print(true)).toBe(
      text.replace('if (v)\n    // Inside.\n    a();', 'if (v) {\n    // Inside.\n    a();\n  }'),
    );
    expect(print(false)).toBe(
      print(true)
        .replace('(x: number, y?: any, ...z: C<number>[]): void', '(x, y, ...z)')
        .replace('u: number', 'u')
        .replace('v!: any', 'v')
        .replace('g<T>(t: T): T', 'g(t)'),
    );
    const [first] = functionOf('f').body.statements;
    expect(first && printStatement(first, createPrinter(new Map(), true), '')).toBe(
      'const u: number = x;',
    );
  });
});

test('a string has the escapes that it needs, in single quotes', () => {
  expect(
    ['', "it's", '"', '\\', '\n\r\t', '\0\u001F\u007F', '\u2028\u2029', 'ä', '`'].map(printString),
  ).toEqual([
    "''",
    "'it\\'s'",
    `'"'`,
    "'\\\\'",
    "'\\n\\r\\t'",
    "'\\u0000\\u001f\\u007f'",
    "'\\u2028\\u2029'",
    "'ä'",
    "'`'",
  ]);
});
