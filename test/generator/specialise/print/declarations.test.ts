/*
 * The declarations of a variant: the types of its exports, as far as their values show them, without
 * anything that runs.
 */
import { describe, expect, test } from '@jest/globals';

import { specialise } from '../../../../generator/specialise/index.ts';
import { parseTemplates } from '../../../../generator/specialise/parser.ts';
import { CONFIG } from '../modules.ts';

const OPTIONS = { enabled: {}, global: {}, values: {} };

function declarationsOf(text: string): string {
  const modules = new Map([
    ['config.ts', CONFIG],
    ['index.ts', text],
  ]);
  return specialise(parseTemplates(modules, 'templates'), OPTIONS).declarations.trim();
}

const CASES: Readonly<Record<string, readonly [given: string, declared: string]>> = {
  'constants have their value if it is a number that is not negative, or a boolean': [
    `export const a = 4 * 4;
export const b = -1;
export const c = !0;
export const d = 'text';
export const e: number = 5;
export let f = 6;
export function add(): void { f += e; }
`,
    `export declare const a = 16;
export declare const b: number;
export declare const c = true;
export declare const d: string;
export declare const e: number;
export declare let f: number;

export declare function add(): void;`,
  ],
  'variables have the type that is written, or that of the value': [
    `let n: number;
export let a = 1;
export let b: unknown = [1];
export let c = \`\${n}\`;
export let d = !n;
export const e = new Int32Array(4);
export const f = { one: 1, two: { three: n > 1, four: 'x' } };
export const g = n | 0;
export const h = n >>> 0;
export const i = n / 2;
export function set(): void { a = 2; b = 2; c = ''; d = true; n = 1; }
`,
    `export declare let a: number;
export declare let b: unknown;
export declare let c: string;
export declare let d: boolean;
export declare const e: Int32Array;
export declare const f: {
  one: number;
  two: {
    three: boolean;
    four: string;
  };
};
export declare const g: number;
export declare const h: number;
export declare const i: number;

export declare function set(): void;`,
  ],
  'members of objects have their comments': [
    `export const a = {
  /** One. */
  one: 1, // the first

  // Two.
  two: 'two',
};
`,
    `export declare const a: {
  /** One. */
  one: number; // the first

  // Two.
  two: string;
};`,
  ],
  'parameters with a value are optional, and have its type': [
    `/** About f. */
export function f<T>(a: T, b = 1, c: unknown = 2, d?: T, ...rest: T[]): T {
  return console.log(a, b, c, d, rest) as T;
} // after f
`,
    `/** About f. */
export declare function f<T>(a: T, b?: number, c?: unknown, d?: T, ...rest: T[]): T; // after f`,
  ],
  'classes have their members, without bodies and values': [
    `class Base<T> {
  protected base!: T;
}
interface I {
  one: number;
}
/** About C. */
export class C<T> extends Base<T> implements I {

  /** One. */
  readonly one = 1;
  ten;
  static two?: string;
  #four: number = 4;
  declare base: T;
  constructor(five: T, six = 1) {
    super();
    console.log(five, six);
  }

  get seven(): number {
    return this.#four;
  }
  set seven(value: number) {
    this.#four = value;
  }
  private eight<U>(value: U, nine = true): U {
    return value;
  }
  override toString(): string {
    return '';
  }
}
export class E extends Error {}
`,
    `export declare class Base<T> {
  protected base: T;
}

export interface I {
  one: number;
}

/** About C. */
export declare class C<T> extends Base<T> implements I {
  /** One. */
  readonly one: number;
  ten;
  static two?: string;
  #four: number;
  base: T;
  constructor(five: T, six?: number);

  get seven(): number;
  set seven(value: number);
  private eight<U>(value: U, nine?: boolean): U;
  toString(): string;
}

export declare class E extends Error {
}`,
  ],
  'types of signatures are there, others are not': [
    `type A = number;
type B = A[];
type None = string;
interface D { b: B }
function inner(none: None): None { return none; }
export function f(d: D): void { console.log(d, inner('')); }
`,
    `export type A = number;
export type B = A[];
export interface D { b: B }

export declare function f(d: D): void;`,
  ],
};

test.each(Object.entries(CASES))('%s', (_, [given, declared]) => {
  expect(declarationsOf(given)).toBe(declared);
});

describe('what has no type that is known is refused', () => {
  test.each([
    ['export const a = [1];', 'a is exported: write its type'],
    ['export let a;\nexport function f(): void { a = 1; }', 'a is exported: write its type'],
    ['export const a = { b: [1] };', 'a is exported: write its type'],
    ["export const a = { ['b']: 1 };", 'a is exported: write its type'],
    ['export const a = new Map<string, number>();', 'a is exported: write its type'],
    ['export function f() {}', 'f is exported: write the type that it returns'],
    [
      'function f(): any { return Error; }\nexport class A extends f() {}',
      'A is exported: extend a class that has a name',
    ],
  ])('%j', (text, message) => {
    expect(() => declarationsOf(text)).toThrow(message);
  });
});
