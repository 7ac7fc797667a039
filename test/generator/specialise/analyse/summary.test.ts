/*
 * How a declaration uses the names around it and its own.
 */
import { expect, test } from '@jest/globals';

import {
  summaryOf,
  summaryOfAll,
  type ProgramSummary,
  type Summary,
} from '../../../../generator/specialise/analyse/summary.ts';
import type { Binding } from '../../../../generator/specialise/syntax/binding.ts';
import { parse } from '../parsed.ts';

const PREAMBLE = `
let n = 1;
let text = 'x';
let some: unknown;
const box = { flags: 1 };
type Size = number;
function f(...a: unknown[]): number { return 1; }
function g<T>(a?: T): number { return 1; }
`;

function names(bindings: Iterable<Binding>): string {
  return [...bindings].map(({ name }) => name).join(' ');
}

function inWords({
  read,
  written,
  values,
  locals = new Set(),
  calls,
}: ProgramSummary & Partial<Summary>): Readonly<Record<string, string>> {
  const counted = [...calls].map(([{ name }, all]) => `${name}:${all.length}`).join(' ');
  const all = {
    read: names(read),
    written: names(written),
    values: names(values),
    locals: names(locals),
    calls: counted,
  };
  return Object.fromEntries(Object.entries(all).filter(([, text]) => text !== ''));
}

const BODIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'return n;': { read: 'n', values: 'n' },
  'n = 1;': { written: 'n' },
  'n = text.length;': { written: 'n', read: 'text', values: 'text' },
  'return (n = 1);': { written: 'n' },
  // The old value serves for the new one alone.
  'n += 1;': { written: 'n' },
  'n += text.length;': { written: 'n', read: 'text', values: 'text' },
  'n++;': { written: 'n' },
  '--n;': { written: 'n' },
  'return (n += 1);': { written: 'n', read: 'n' },
  'return n++;': { written: 'n', read: 'n' },
  // A string or an object may run code when it is added to.
  'text += n;': { written: 'text', read: 'text n', values: 'n' },
  'n ||= 2;': { written: 'n', read: 'n' },
  'n &&= 2;': { written: 'n', read: 'n' },
  'some ??= 2;': { written: 'some', read: 'some' },
  'box.flags = n;': { read: 'box n', values: 'box n' },
  'box.flags++;': { read: 'box', values: 'box' },
  'f();': { read: 'f', calls: 'f:1' },
  'f(n); f(text);': { read: 'f n text', values: 'n text', calls: 'f:2' },
  'f(f);': { read: 'f', values: 'f', calls: 'f:1' },
  'f?.();': { read: 'f', values: 'f' },
  '(f as any)();': { read: 'f', values: 'f' },
  'return f;': { read: 'f', values: 'f' },
  'g<Size>();': { read: 'g Size', calls: 'g:1' },
  'f(f(1), g());': { read: 'f g', calls: 'f:2 g:1' },
  'const a = n;': { read: 'n', values: 'n', locals: 'a' },
  'const a: Size = 1; return a;': { read: 'Size a', values: 'Size a', locals: 'a' },
  'let a; a = 1;': { written: 'a', locals: 'a' },
  'for (let i = 0; i < 2; i++) f();': {
    read: 'i f',
    values: 'i',
    written: 'i',
    calls: 'f:1',
  },
  'for (const i of [n]) f();': { read: 'n f', values: 'n', calls: 'f:1' },
  'const h = () => n; return h();': {
    read: 'n h',
    values: 'n',
    locals: 'h',
    calls: 'h:1',
  },
  'function h(): void { n = 1; } h();': { read: 'h', written: 'n', calls: 'h:1' },
};

test('a summary has what a function reads, writes, calls and uses as a value', () => {
  const bodies = Object.keys(BODIES);
  const { functionOf } = parse(
    [PREAMBLE, ...bodies.map((body, i) => `function body_${i}() {\n${body}\n}`)].join('\n'),
  );
  const actual = bodies.map((body, i) => [body, inWords(summaryOf(functionOf(`body_${i}`)))]);
  expect(Object.fromEntries(actual)).toEqual(BODIES);
});

test('a declaration does not use its own name in its types', () => {
  const { declarations } = parse(
    'class Node { next: Node | undefined; size: Size = 1; }\ntype Size = number;',
  );
  expect(declarations.map((each) => inWords(summaryOf(each)))).toEqual([
    { read: 'Size', values: 'Size' },
    {},
  ]);
});

test('the summary of a program joins those of its declarations, of names at the top level', () => {
  const { declarations } = parse(`let a = 1;
let b = 2;
function f(c: number): number { const d = a; f(d); return c; }
function g(): void { b = f(1); f(a); g(); }`);
  const all = summaryOfAll(declarations);
  expect(inWords(all)).toEqual({
    read: 'a f g',
    written: 'b',
    values: 'a',
    calls: 'f:3 g:1',
  });
  expect(summaryOfAll(declarations)).toBe(all);
  expect(declarations.map(summaryOf)).toEqual(declarations.map(summaryOf));
  const [first] = declarations;
  expect(first && summaryOf(first)).toBe(first && summaryOf(first));
  // A declaration keeps its own list of calls.
  expect(declarations.slice(2).map((each) => inWords(summaryOf(each))['calls'])).toEqual([
    'f:1',
    'f:2 g:1',
  ]);
});
