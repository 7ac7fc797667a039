/*
 * Modules as they are printed, before they are formatted: classes without types, comments, branches whose
 * braces are needed, and names that are taken.
 */
import { expect, test } from '@jest/globals';

import { specialise, type Variant } from '../../../../generator/specialise/index.ts';
import { parseTemplates } from '../../../../generator/specialise/parser.ts';
import { CONFIG } from '../modules.ts';

function variantOf(modules: Readonly<Record<string, string>>): Variant {
  const sources = new Map([['config.ts', CONFIG], ...Object.entries(modules)]);
  const options = { enabled: { OFF: false }, global: {}, values: {} };
  return specialise(parseTemplates(sources, 'templates'), options);
}

const javascriptOf = (text: string): string => variantOf({ 'index.ts': text }).javascript.trim();
const sourceOf = (text: string): string => variantOf({ 'index.ts': text }).source.trim();

test('a class has no types in JavaScript, and no fields that are for types alone', () => {
  const text = `interface I {
  one: number;
}
class Base<T> {
  zero!: T;
}
export class C<T> extends Base<T> implements I {
  declare readonly zero: T;
  readonly one = 1;
  static readonly two?: string;
  three!: T;
  #four: number = (1, 2);
  constructor(five: T, six = 1) {
    super();
    console.log(five, six, this.#four);
  }
  protected override get seven(): number {
    return 7;
  }
}`;
  expect(javascriptOf(text)).toBe(`export class Base {
  zero;
}

export class C extends Base {
  one = 1;
  static two;
  three;
  #four = 2;
  constructor(five, six = 1) {
    super();
    console.log(five, six, this.#four);
  }
  get seven() {
    return 7;
  }
}`);
});

test('the lines of a comment with stars are aligned, those of others stay', () => {
  expect(
    sourceOf(`export function f(a: number[]): void {
      if (a[0]) {
          /*
           * One
           *   and two.
           */
          a[1] = 1;
          /* three
             four */
          a[2] = 1;
      }
}`),
  ).toBe(`export function f(a: number[]): void {
  if (a[0]) {
    /*
     * One
     *   and two.
     */
    a[1] = 1;
    /* three
             four */
    a[2] = 1;
  }
}`);
});

test('a branch has braces where an else would belong to an if inside it', () => {
  expect(
    sourceOf(`export function f(a: number): number {
  let b = 0;
  if (a) out: if (a > 1) break out; else {} else b = 2;
  if (a) while (a > b) if (b) b++; else {} else b = 3;
  if (a) b = 4;
  else b = 5;
  return b;
}`),
  ).toBe(`export function f(a: number): number {
  let b = 0;
  if (a) {
    out: if (a > 1) break out;
  } else {
    b = 2;
  }
  if (a) {
    while (a > b) if (b) b++;
  } else {
    b = 3;
  }
  if (a) b = 4;
  else b = 5;
  return b;
}`);
});

test('a branch has braces where a call became several statements', () => {
  expect(
    sourceOf(`/** @inline */
function g(a: number[], b: number): void {
  a[b] = 1;
  a[b + 1] = 2;
}
/** @inline */
function h(a: number[]): void {
  a[0] = 3;
}
export function f(a: number[], b: number): void {
  if (b) g(a, b);
  else h(a);
  while (b > 1) h(a);
}`),
  ).toBe(`export function f(a: number[], b: number): void {
  if (b) {
    a[b] = 1;
    a[b + 1] = 2;
  } else {
    a[0] = 3;
  }
  while (b > 1) a[0] = 3;
}`);
});

test.each([
  'export type A = typeof size_2;\nexport function g(a: A): void { console.log(a); }',
  'export function g(): any { return () => () => size_2; }',
  'export function g(): void { try { g(); } finally { console.log(size_2); } }',
  'export class C { a: any = size_2; }',
])('a name that is taken from outside is given to nothing else: %s', (text) => {
  const { source } = variantOf({
    'index.ts': `import { size } from './a.ts';
import { size as other } from './b.ts';
${text}
export function f(): number {
  return size() + other();
}
`,
    'a.ts': "export function size(): number {\n  return Number(console.log('a'));\n}\n",
    'b.ts': "export function size(): number {\n  return Number(console.log('b'));\n}\n",
  });
  expect(source).toContain('return size() + size_3();');
});

test('the interface of an instance begins with its first member', () => {
  const { source, declarations } = variantOf({
    'index.ts': `// head

// about n
export let n: number = 1;

export function f(): number {
  return (n += helper());
}

// about helper
function helper(): number {
  return Number(console.log(n));
}
`,
    'api.ts': `export const API = { n: true, f: true };
export const MEASURED = {};
/** Makes one. */
export const FACTORY = { createOne: true };
`,
  });
  expect(declarations).toContain('export interface One {\n  // about n\n');
  expect(source).toContain('export interface One {\n  // about n\n');
  expect(source).toContain('  // about helper\n  function helper');
});
