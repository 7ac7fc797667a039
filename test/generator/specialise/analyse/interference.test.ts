/*
 * Which variables of a function are live at the same time, and which are copies.
 */
import { expect, test } from '@jest/globals';

import { interferenceOf } from '../../../../generator/specialise/analyse/interference.ts';
import type { Binding } from '../../../../generator/specialise/syntax/binding.ts';
import type { FunctionDeclaration } from '../../../../generator/specialise/syntax/tree.ts';
import { visitFunction } from '../../../../generator/specialise/syntax/visit.ts';
import { parse } from '../parsed.ts';

const PREAMBLE = `
const M = new Int32Array(8);
let out = 0;
let any: any;
function use(...values: number[]): void {}
`;

function localsOf(declaration: FunctionDeclaration): ReadonlySet<Binding> {
  const found = new Set<Binding>();
  visitFunction(declaration, {
    declared: (binding) => void found.add(binding),
    expression: ({ kind }) => kind !== 'closure',
  });
  return found;
}

/** Pairs such as `a-b` for variables that are live together, and `a=b` for copies. */
function inWords(declaration: FunctionDeclaration, tracked = localsOf(declaration)): string {
  const { interfere, copied } = interferenceOf(declaration, tracked);
  const all = [...tracked];
  const pairs = all.flatMap((a, i) => all.slice(i + 1).map((b) => [a, b] as const));
  const symmetric = (has: (a: Binding, b: Binding) => boolean, mark: string): readonly string[] =>
    pairs.flatMap(([a, b]) => {
      if (has(a, b) !== has(b, a)) return [`${a.name}?${b.name}`];
      return has(a, b) ? [a.name + mark + b.name] : [];
    });
  const self = all.filter((each) => interfere(each, each) || copied(each, each));
  return [
    ...symmetric(interfere, '-'),
    ...symmetric(copied, '='),
    ...self.map(({ name }) => `${name} with itself`),
  ].join(' ');
}

/** Functions without their name, each with what is live together. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  // Statements one after the other.
  '() { const a = M[0]!; const b = M[1]!; use(a, b); }': 'a-b',
  '() { const a = M[0]!; use(a); const b = M[1]!; use(b); }': '',
  '() { const a = M[0]!; const b = M[1]!; const c = M[a]!; use(b); use(c); }': 'a-b b-c',
  '() { let a = 1; use(a); a = 2; const b = 3; use(a, b); }': 'a-b',
  '() { let a = 1; const b = a; use(a, b); }': 'a=b',
  '() { let a = 1; const b = a; a = 2; use(a, b); }': 'a-b a=b',
  '() { let a = 1; let b; b = a as any; use(a, b); }': 'a=b',
  '() { let a = 1; const b = a as any; use(a, b); }': 'a=b',
  '() { let a = 1; const b = a + 0; use(a, b); }': 'a-b',
  '() { let a = 1; let b; b = a + 0; use(a, b); }': 'a-b',
  '() { const a = out; const b = M[0]!; use(a, b); }': 'a-b',
  '() { let a = 1; const b = 2; { use(b); a = 3; } use(a); }': '',
  '() { let a; const b = 1; use(b); a = 2; use(a); }': '',
  '() { const a = 1; const b = 2; return b; use(a); }': '',
  '() { const a = 1; const b = 2; throw b; use(a); }': '',

  // Parameters have values from the start, all at the same time.
  '(a: number, b: number) { use(a); }': 'a-b',
  '(a: number, b: number, c: number) {}': 'a-b a-c b-c',
  '(a: number) { const b = M[0]!; use(a, b); }': 'a-b',
  '(a: number) { use(a); const b = M[0]!; use(b); }': '',

  // A local that is read before it is assigned is undefined.
  '(a: number) { let b; use(b as any); const c = a; use(c); }': 'a-b b-c a=c',

  // Expressions.
  '(a: number) { const b = a || M[0]!; use(a, b); }': 'a-b',
  '() { let a = 1; let b = 2; use((b = 3) || a, b); }': 'a-b',
  '() { let a = 1; let b = 2; (out as any) && (b = 3); use(b); use(a); }': 'a-b',
  '() { let a = 1; let b = 2; if (out || (b = 3)) use(b); use(a); }': 'a-b',
  '() { let a = 1; let b = 2; use(out ? a : b); }': 'a-b',
  '() { let a = 1; let b = 2; out = out ? (b = 4) : 0; use(b); use(a); }': 'a-b',
  '() { let a = 1; let b = 2; use(out ? a : 0); use(b); }': 'a-b',
  '() { const a = 1; let b; M[(b = 2)] = a; use(b); }': 'a-b',
  '() { let a = 1; const b = 2; M[a] = b; }': 'a-b',
  '() { let a = 1; let b = 2; M[a] += b; }': 'a-b',
  '() { let a = 1; let b = 2; M[0] ||= (b = 3); use(b); use(a); }': 'a-b',
  '() { let a = 1; let b; M[0] ||= (b = a); use(b as any); }': 'a-b a=b',
  '() { let a = 1; let b; M[0] = b = a; use(b); }': 'a=b',
  '() { let a = 1; let b = 2; a += b; use(a); }': 'a-b',
  '() { let a = 1; let b = 2; a += 1; use(a, b); }': 'a-b',
  '() { let a = 1; a += 1; const b = 2; use(b); }': '',
  '() { let a = 1; let b = 2; a ||= b; use(a); }': 'a-b',
  '() { let a = 1; let b = 2; a ||= (b = 3); use(a, b); }': 'a-b',
  '() { let a = 1; let b = 2; a++; use(a, b); }': 'a-b',
  '() { let a = 1; use(a++); const b = 2; use(b); }': '',
  '() { let a = 1; let b = 2; M[a]++; use(b); }': 'a-b',
  '() { let a = 1; let b = 2; any.x++; use(a); use(b); }': 'a-b',
  '() { let a = 1; let b = 2; any?.(b = 3); use(b); use(a); }': 'a-b',
  '() { let a = 1; let b; any?.(b = a); use(b as any); }': 'a-b a=b',
  '() { let a = 1; let b; any?.[(b = a)]; use(b as any); }': 'a-b a=b',
  '() { let a = 1; let b; any.f((b = a)); use(b as any); }': 'a-b a=b',
  '(a: any) { const b = a.x; use(b); }': '',
  '(a: any) { const b = 1; use(b); return a.x; }': 'a-b',
  '() { let a = 1; const b = [a, (a = 2)]; use(b as any); }': '',
  '() { const a = 1; const f = () => out; use(a); f(); }': 'a-f',

  // Branches.
  '(a: number) { let b; if (a) { b = 1; } else b = 2; use(b); }': '',
  '(a: number) { let b = 3; if (a) b = 1; use(b); }': 'a-b',
  '() { const a = 1; const b = 2; if (out) { use(a); } else use(b); }': 'a-b',
  '() { if (out) { const a = 1; use(a); } else { const b = 2; use(b); } }': '',

  // Loops: what the head reads is live at the end of the body.
  '() { let a = 1; while (a) { const b = 2; use(b); } }': 'a-b',
  '() { let a = 1; while (out) { use(a); a = 2; const b = 3; use(b); } }': 'a-b',
  '() { let a = 1; while (out) { a = 2; use(a); const b = 3; use(b); } }': '',
  '() { let a = 1; while (out) { a = 2; use(a); const b = 3; use(b); } use(a); }': 'a-b',
  '() { let a = 1; do { const b = 2; use(b); } while (a); }': 'a-b',
  '() { let a; do { a = 2; use(a); const b = 3; use(b); } while (out); }': '',
  '() { let a = 1; let b; do { use(a); b = 2; } while (b); }': 'a-b',
  '() { let a = 1; do { const b = 2; use(b); } while (out); use(a); }': 'a-b',
  '() { for (let a = 0; a < 3; a++) { const b = 2; use(b); } }': 'a-b',
  '() { for (let a = 0; ; a++) { const b = 2; use(b); } }': 'a-b',
  '() { let b = 1; for (let a = 0; a < 3; a++) { use(a); } use(b); }': 'b-a',
  '() { let b = 1; for (let a = 0; ; a++) { use(a); } use(b); }': '',
  '() { let b = 1; for (let a = 0; ; a++) { if (a) break; } use(b); }': 'b-a',
  '() { let b; for (b = 1; out; ) { const a = 2; use(a); } }': '',
  '() { let b; for (b = 1; out; use(b)) { const a = 2; use(a); } }': 'b-a',
  '() { for (let a = 0, b = 1; a < b; a++) use(0); }': 'a-b',
  '() { for (let a = 0, b = a; b < 2; b++) use(0); }': 'a=b',
  '() { const a = 1; for (const b of M) use(a, b); }': 'a-b',
  '() { const a = 1; for (const b of M) use(b); use(a); }': 'a-b',
  '() { const a = 1; for (const b of M) use(b); }': '',
  '() { let a = 1; for (const b of M) { use(b); a = 2; } use(a); }': 'a-b',
  '() { let a = M; for (const b of a) use(b); }': '',
  '() { let a; for (const b of M) { use(a as any); a = b; } }': 'a-b a=b',

  // Jumps.
  '() { let a = 1; let b = 2; while (out) { if (M[0]) break; a = 3; } use(a); use(b); }': 'a-b',
  '() { let a = 1; while (out) { const b = 2; if (b) break; a = 3; use(a); } }': '',
  '() { let a = 1; while (out) { const b = 2; if (b) break; use(a); } }': 'a-b',
  '() { let a; let b = 1; for (;;) { a = 2; if (out) { use(b); break; } b = a; } }': 'a-b a=b',
  '() { let a = 1; let b; while (a) { b = 2; if (out) continue; use(b); a = 3; } }': 'a-b',
  '() { let a = 1; let b = 2; for (;;) { if (out) { b = 3; continue; } use(b); b = 4; break; } use(a); }':
    'a-b',
  '() { let a = 1; let b = 1; for (; out; use(a)) { b = 2; if (b) continue; a = 3; use(b); } }':
    'a-b',
  '() { let a = 1; let b; do { b = 2; if (b) continue; a = 3; use(a); } while (a); }': 'a-b',
  '() { let a = 1; outer: while (out) { for (;;) { const b = 2; if (b) continue outer; if (out) break outer; use(a); } } }':
    'a-b',
  '() { let a = 1; outer: while (a) { for (;;) { const b = 2; if (b) continue outer; a = 3; } } }':
    'a-b',
  '() { let a = 1; outer: { const b = 2; if (b) break outer; a = 3; } use(a); }': 'a-b',
  '() { let a = 1; outer: { const b = 2; if (b) return; a = 3; } use(a); }': '',
  '() { let a = 1; outer: for (;;) { while (out) { const b = 2; if (b) break outer; use(0); } a = 3; } use(a); }':
    'a-b',
  '() { let a = 1; outer: for (;;) { while (out) { const b = 2; use(b); break; } a = 3; if (out) break outer; } use(a); }':
    '',

  // Any test of a `switch` may be the last one that runs.
  '() { let a = 1; const b = 2; switch (b) { case 1: use(a); break; case 2: a = 3; } }': 'a-b',
  '() { let a = 1; switch (out) { case 1: { const b = 2; use(b); break; } default: use(a); } }': '',
  '() { let a = 1; switch (out) { case 1: { const b = 2; use(b); } default: use(a); } }': 'a-b',
  '() { let a = 1; switch (out) { case 1: { const b = 2; use(b); break; } case 2: a = 3; } use(a); }':
    'a-b',
  '() { let a; switch (out) { case 1: a = 2; break; default: a = 3; } const b = 4; use(a, b); }':
    'a-b',
  '() { let a = 1; let b = 2; switch (out) { case (a = 3): use(1); break; case b: use(2); } use(a); }':
    'a-b',
  '() { let a = 1; let b = 2; switch (out) { case (b = a): use(1); } use(b); }': 'a-b a=b',
  '() { let a = 1; while (a) { switch (out) { case 1: { const b = 2; if (b) continue; a = 3; } } } }':
    'a-b',
};

test('variables interfere if one is assigned while the other is live, and no others', () => {
  const texts = Object.keys(FUNCTIONS);
  const { functionOf } = parse(
    [PREAMBLE, ...texts.map((text, i) => `function function_${i}${text}`)].join('\n'),
  );
  const actual = texts.map((text, i) => [text, inWords(functionOf(`function_${i}`))]);
  expect(Object.fromEntries(actual)).toEqual(FUNCTIONS);
});

test('variables that are not tracked do not count', () => {
  const { functionOf } = parse(
    `${PREAMBLE}\nfunction f(a: number) { const b = a; let c = b; c += 1; use(a, b, c); }`,
  );
  const declaration = functionOf('f');
  const [a, b, c] = [...localsOf(declaration)] as [Binding, Binding, Binding];
  const of = (...tracked: Binding[]): string => inWords(declaration, new Set(tracked));
  expect([of(a, b), of(a, c), of(b, c), of()]).toEqual(['a=b', 'a-c', 'b-c b=c', '']);
});

test.each([
  [
    'a try',
    'const a = 1; try { use(a); } finally {}',
    'the interference of variables is not known in a function with try',
  ],
  [
    'a closure with a variable',
    'const a = 1; const f = () => a; use(f());',
    'a is tracked, but an inner function names it',
  ],
  [
    'an inner function with a variable',
    'const a = 1; function f() { return a; } use(f());',
    'a is tracked, but an inner function names it',
  ],
])('%s is refused', (_, body, message) => {
  const { functionOf } = parse(`${PREAMBLE}\nfunction f() { ${body} }`);
  const declaration = functionOf('f');
  expect(() => interferenceOf(declaration, localsOf(declaration))).toThrow(message);
});
