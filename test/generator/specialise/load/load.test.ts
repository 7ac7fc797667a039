/*
 * Modules as they come out again: comments, blank lines, classes, types and names that two modules have.
 * Where a list has one text, that comes out as it is written.
 */
import { describe, expect, test } from '@jest/globals';

import { exportedNames, specialise } from '../../../../generator/specialise/index.ts';
import { parseTemplates } from '../../../../generator/specialise/parser.ts';
import { CONFIG, runModule } from '../modules.ts';
import { parse } from '../parsed.ts';

const OPTIONS = { enabled: { ON: true, OFF: false }, global: {}, values: { SIZE: 64 } };

type Modules = Readonly<Record<string, string>>;

/** The TypeScript of the variant that modules give, before it is formatted. */
function sourceOf(modules: Modules): string {
  const sources = new Map([['config.ts', CONFIG], ...Object.entries(modules)]);
  return specialise(parseTemplates(sources, 'templates'), OPTIONS).source.trim();
}

function messageOf(modules: Modules): string {
  try {
    sourceOf(modules);
    return 'nothing was thrown';
  } catch (error) {
    return (error as Error).message;
  }
}

/** Modules `index.ts` whose variant has the same text. */
const AS_WRITTEN: Readonly<Record<string, string>> = {
  'comments that have slashes in them': `export function f(a: number[]): void {
  /*/ not // the end */
  a[0] = 1;
}`,
  'slashes in literals are not comments': `export function f(a: unknown[]): void {
  a[0] = /[//]/; // one
  a[1] = /[/*]/;
  a[2] = \`//\${a[0]}/*\${a[1]}//\`;
  a[3] = \`/*\`; // two
  a[4] = '//'; /* three */
}`,
  'comments at the end of a list and of a block': `export function f(a: number[]): unknown {
  // first
  if (a[0]) {
    // opens
    a[1] = 1;
    // last
  } else {
    // nothing
  }
  return {
    one: a[0], // after a comma
    // before
    two: a[1],
  };
}`,
  'blank lines between comments and statements': `// about a
export const a = 1;

// about f

// more about f
export function f(a: number[]): void {
  a[0] = 1;

  // one

  // two

  a[1] = 1;
  a[2] = 1; // three
  a[3] = 1;
}`,
  'a doc comment before one that mentions the tag of conditions': `/** about f */
// and @when
export function f(): number {
  return 1;
}`,
  'a comment on the first line, without a blank line after it': `// about f
export function f(): number {
  return 1;
}`,
  'comments in types': `export interface A {
  /** One. */
  readonly one: number; // the first
}

export function f(a: A): number | /* none */ undefined {
  return a.one;
}`,
  'comments of clauses': `export function f(a: number, b: number[]): void {
  switch (a) {
    // one
    case 1:
      // opens
      b[0] = 1;
      break;
    /* others */
    default:
      b[1] = 1;
      // last
  }
}`,
  'members of classes': `export class A<T> {
  /** One. */
  readonly one: number = 1;
  two?: T;
  three!: T;
  static four = 4;
  constructor(five: number) {
    this.one = five;
  }
  get six(): number {
    return this.one;
  }
  set six(value: number) {
    this.#seven(value);
  }
  #seven<U>(value: U): void {
    console.log(value);
  }
}

export interface I {
  one: number;
}

export class B extends A<string> implements I {
  private eight(): void {
    super.six = 1;
  }
}`,
  'types that refer to values, members, predicates and names of interfaces': `export const KEY = 'key';
export const KINDS = { one: 1 };
export interface Base {
  [KEY]: number;
}
export interface More extends Base {
  base: Base;
}
export type Guard = (value: unknown) => value is More;

export function f(guard: Guard, kinds: typeof KINDS, key: typeof KINDS.one): asserts guard is Guard {
  console.log(guard, kinds, key);
}`,
};

describe('what comes out as it is written', () => {
  test.each(Object.entries(AS_WRITTEN))('%s', (_, text) => {
    expect(sourceOf({ 'index.ts': text })).toBe(text);
  });
});

const REWRITTEN: Readonly<Record<string, readonly [given: string, gives: string]>> = {
  'the comment at the head of a module is left out': [
    '// header\n\n// about a\nexport const a = 1;\n',
    '// about a\nexport const a = 1;',
  ],
  'comments side by side get lines of their own': [
    'export function f(a: number[]): void {\n  /* one */ /* two *//* three */\n  a[0] = 1;\n}',
    'export function f(a: number[]): void {\n  /* one */\n  /* two */\n  /* three */\n  a[0] = 1;\n}',
  ],
  'a comment right after a literal is one': [
    "export function f(a: unknown[]): void {\n  a[0] = 'a'// one\n  a[1] = /a/// two\n}",
    "export function f(a: unknown[]): void {\n  a[0] = 'a'; // one\n  a[1] = /a/; // two\n}",
  ],
  'a blank line inside of a comment is none before the next statement': [
    'export function f(a: number[]): void {\n  a[0] = 1; /* one\n\n  two */\n  a[1] = 1;\n}',
    'export function f(a: number[]): void {\n  a[0] = 1; /* one\n\n  two */\n  a[1] = 1;\n}',
  ],
  'a comment before a comma stays with what is before it': [
    'export function f(a: unknown): unknown {\n  return {\n    a /* one */,\n    b: a,\n  };\n}',
    'export function f(a: unknown): unknown {\n  return {\n    a, /* one */\n    b: a,\n  };\n}',
  ],
  'a comment on the line of a brace goes to the next line': [
    'export function f(a: number[]): void { // one\n  a[0] = 1;\n}',
    'export function f(a: number[]): void {\n  // one\n  a[0] = 1;\n}',
  ],
  'each variable of a list gets a declaration, with comments around them all': [
    `/* before */ export let a = 1, b = 2; // after
export function f(): void {
  a += b++;
  /* inside */ let c = a, d = b; // outside
  c += d++;
  console.log(c, d);
}`,
    `/* before */
export let a = 1;
export let b = 2; // after

export function f(): void {
  a += b++;
  /* inside */
  let c = a;
  let d = b; // outside
  c += d++;
  console.log(c, d);
}`,
  ],
  'types are exported, once': [
    'export type A = number;\ntype B = A;\nexport function f(b: B): A {\n  return b;\n}',
    'export type A = number;\nexport type B = A;\n\nexport function f(b: B): A {\n  return b;\n}',
  ],
  'an optional chain in parentheses ends there': [
    'export function f(a: any): unknown {\n  return [(a?.b).c, (a.b).c, (a)];\n}',
    'export function f(a: any): unknown {\n  return [(a?.b).c, a.b.c, a];\n}',
  ],
};

test.each(Object.entries(REWRITTEN))('%s', (_, [given, gives]) => {
  expect(sourceOf({ 'index.ts': given })).toBe(gives);
});

describe('several modules become one', () => {
  test('a module comes after those that it imports, and those of types alone before all', () => {
    const source = sourceOf({
      'index.ts': `export { a } from './a.ts';
export type { T } from './types.ts';
export { b } from './b.ts';
`,
      'a.ts': `import { c } from './c.ts';
import type { U } from './more-types.ts';
export const a: U = c ?? console.log('a');
`,
      'b.ts': "export const b: unknown = console.log('b');\n",
      'c.ts': "export const c: unknown = console.log('c');\n",
      'types.ts': "import { d } from './d.ts';\nexport type T = typeof d;\n",
      'more-types.ts': 'export type U = number;\n',
      'd.ts': "export const d: unknown = console.log('d');\n",
    });
    const order = [...source.matchAll(/log\('(.)'\)|type (U)/g)].map(([, a, b]) => a ?? b);
    expect(order).toEqual(['U', 'd', 'c', 'a', 'b']);
  });

  test('so are those in types of members', () => {
    const source = sourceOf({
      'index.ts': `import { KINDS } from './a.ts';
import { KINDS as OTHERS } from './b.ts';
export function f(kind: typeof KINDS.one, other: typeof OTHERS.one): unknown {
  return [KINDS, OTHERS, kind, other];
}
`,
      'a.ts': 'export const KINDS = { one: 1 };\n',
      'b.ts': "export const KINDS = { one: '' };\n",
    });
    expect(source).toContain('kind: typeof KINDS.one, other: typeof KINDS_2.one');
  });

  const SEEN = `let count = 0;
export function seen(n: number): number {
  console.log(n);
  count += n;
  return seen(count);
}
`;

  test.each([
    ['while (n++ < 3) {', '}'],
    ['do {', '} while (n < 3);'],
    ['{', '}'],
  ])('a name in the body of %s is told apart from a local', (head, end) => {
    const source = sourceOf({
      'index.ts': `import { seen as log } from './a.ts';
export function f(n: number, seen: number[]): void {
  ${head}
    seen[n++] = log(n);
  ${end}
}
`,
      'a.ts': SEEN,
    });
    expect(source).toMatch(/\b(\w+)\[n\+\+\] = (?!\1\()\w+\(n\)/);
  });

  test('a name in the function of a constant is told apart from a local', () => {
    const source = sourceOf({
      'index.ts': `import { seen as log } from './a.ts';
export const f: (n: number, seen: number[]) => void = (n, seen) => {
  seen[n++] = log(n);
};
`,
      'a.ts': SEEN,
    });
    expect(source).toMatch(/\b(\w+)\[n\+\+\] = (?!\1\()\w+\(n\)/);
  });

  test('names that two modules have are told apart, in types and values', () => {
    const source = sourceOf({
      'index.ts': `import { type Size, size } from './a.ts';
import { type Size as Other, size as other } from './b.ts';
export function f(a: Size, b: Other): number {
  return a.x + b.y + size(a) + other(b);
}
`,
      'a.ts':
        'export interface Size { x: number }\nexport function size(a: Size): number {\n  return a.x++;\n}\n',
      'b.ts':
        'export interface Size { y: number }\nexport function size(a: Size): number {\n  return a.y++;\n}\n',
    });
    expect(source).toContain('return a.x + b.y + size(a) + size_2(b);');
    expect(source).toMatch(/function size_2\(a: Size_2\)/);
    expect(source).toContain('f(a: Size, b: Size_2)');
  });
});

describe('a call may change a local that an inner function changes', () => {
  test.each([
    ['++n', 5 + 6],
    ['n++', 5 + 6],
    ['--n', 5 + 4],
    ['n += 2', 5 + 7],
    ['n &&= 2', 5 + 2],
    ['(() => { n = 3; })()', 5 + 3],
  ])('by %s', (change, sum) => {
    const text = `export function f(g: (h: unknown) => void, start: number): number {
  let n = start;
  const h = () => { ${change}; };
  const before = n;
  g(h);
  return before + n;
}
`;
    const sources = new Map([
      ['config.ts', CONFIG],
      ['index.ts', text],
    ]);
    const { javascript } = specialise(parseTemplates(sources, 'templates'), OPTIONS);
    const f = runModule(javascript)['f'] as (g: (h: () => void) => void, start: number) => number;
    expect(f((h) => h(), 5)).toBe(sum);
  });
});

test('the measured entry imports what the tables of api.ts say', () => {
  const modules = {
    'config.ts': CONFIG,
    'index.ts': 'export const a = 1;\nexport const b = 2;\nexport const c = 3;\n',
    'api.ts': `import { CONFIG_IS_ENABLED } from './config.ts';
export const API = { a: true, b: true, c: CONFIG_IS_ENABLED('OFF') };
export const MEASURED = { a: CONFIG_IS_ENABLED('ON'), b: CONFIG_IS_ENABLED('OFF'), c: true };
`,
  };
  const templates = parseTemplates(new Map(Object.entries(modules)), 'templates');
  const { exports, measured } = specialise(templates, OPTIONS);
  expect({ exports, measured }).toEqual({ exports: ['a', 'b'], measured: ['a'] });
  expect([...exportedNames(templates)(OPTIONS)]).toEqual(['a', 'b']);
});

describe('value types', () => {
  const typesOf = (text: string) =>
    parse(text).declarations.map(({ binding }) => `${binding.name} ${binding.valueType}`);

  test('come from written types, where TypeScript knows no value', () => {
    expect(
      typesOf(`type Size = number & { readonly brand: 'size' };
type Box<T> = T;
let numbers: 1 | 2;
let negative: -1;
let text: 'a';
let truth: true;
let large: 1n;
let mixed: number | string;
let size: Size;
let parts: { one: 1 } & { two: 2 };
let box: Box<number>;
let map: Map<number, number>;
let list: Float64Array;
let nothing: null;`).slice(2),
    ).toEqual([
      'numbers number',
      'negative number',
      'text string',
      'truth boolean',
      'large unknown',
      'mixed unknown',
      'size number',
      'parts unknown',
      'box unknown',
      'map unknown',
      'list array',
      'nothing nullish',
    ]);
  });

  test('come from initialisers, as far as operators tell more than types', () => {
    expect(
      typesOf(`function one(): any { return 1; }
function two(): number { return 2; }
const list = one() as Float64Array;
const inverted = ~two();
const large = -1n;
const either = 1 && 2;
const other = 1 || 2;`).slice(2),
    ).toEqual(['list array', 'inverted int32', 'large unknown', 'either int32', 'other int32']);
  });

  test('of results belong to functions alone', () => {
    const { declarations } = parse(
      'let caller: number & (() => string);\nfunction called(): number { return 1; }',
    );
    expect(declarations.map(({ binding }) => binding.returns)).toEqual(['unknown', 'number']);
  });
});

test.each(['TABLE.a = 2', 'TABLE.a++', 'delete TABLE.a'])(
  'a table that is changed by %s is refused',
  (change) => {
    const text = `const TABLE = { a: 1 } satisfies Record<string, number>;
export function f(): number {
  ${change};
  return TABLE.a;
}`;
    expect(messageOf({ 'index.ts': text })).toContain('TABLE is a table: read a member of it');
  },
);

test('value types come from what TypeScript knows of Math and typed arrays', () => {
  const { declarations } = parse(`function one(): any { return 1; }
let a = Math.imul(one(), 2);
let m: Int32Array = one();
let b = m.length;
let c = new Float64Array(1)[one()]!;
let d = one().length;
let e = { one: 1 };
const f = { one: 1 };
let g = undefined;
let h = 1;
function set() { e = { one: '' } as any; g = h = 0; }`);
  const types = declarations.map(({ binding }) => `${binding.name} ${binding.valueType}`);
  expect(types.slice(1)).toEqual([
    'a number',
    'm array',
    'b number',
    'c number',
    'd unknown',
    'e unknown',
    'f plain',
    'g unknown',
    'h number',
    'set unknown',
  ]);
});

test.each<readonly [what: string, code: string, message: string]>([
  [
    'a default export without a name',
    'export default function (): void {}',
    '`default` is not supported on a top-level declaration',
  ],
  [
    'a method without a body',
    'export class C { run(): void; }',
    'this kind of class member is not supported',
  ],
  [
    'a generator as a method',
    'export class C { *run(): unknown { yield 1; } }',
    'this kind of class member is not supported',
  ],
  ['an import of nothing', "import './config.ts';", 'import names in braces'],
  [
    'a default import',
    "import config, { IS_ENABLED } from './config.ts';",
    'import names in braces',
  ],
  [
    'a renamed import of what is not there',
    "import { none as some } from './config.ts';",
    './config.ts does not export none',
  ],
  [
    'a value of config.ts',
    "import { anOption } from './config.ts';\nexport const a = anOption;",
    'anOption of config.ts does not reach the output',
  ],
])('%s is refused', (_, code, message) => {
  const config = `${CONFIG}\nexport const anOption = 1;\n`;
  expect(messageOf({ 'index.ts': code, 'config.ts': config })).toContain(message);
});
