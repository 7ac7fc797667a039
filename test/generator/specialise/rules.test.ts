/*
 * Single rules of simplify/ and compact/, without those before and after them: a short module, and
 * what is left of it.
 */
import { describe, expect, test } from '@jest/globals';

import type { Step } from '../../../generator/specialise/passes/pass.ts';
import { COMPACT, SIMPLIFY } from '../../../generator/specialise/passes/pipeline.ts';
import { runnerOf } from './parsed.ts';

/** Steps by name, each rule of a walk or round alone. */
const STEPS = new Map<string, Step>(
  [...COMPACT, ...SIMPLIFY].flatMap((step): readonly (readonly [string, Step])[] => {
    if ('walk' in step) return step.walk.map((rule) => [rule.name, { walk: [rule] }] as const);
    if ('rounds' in step) return step.rounds.map((rule) => [rule.name, rule] as const);
    return [[step.name, step]];
  }),
);

/** `same`: the rule leaves the module as it is. */
const RULES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'unused-declarations': {
    'let a = 1; export function f(): void {}': 'function f() {}',
    'let a = 1; export function f(): number { return a; }': 'same',
    'let a = 1; export function f(): void { a = 2; }': 'same',
    'function g(): void {} let a = g(); export function f(): void {}': 'function f() {}',
    'function g(): void { g(); } let a = g(); export function f(): void {}': 'same',
    'let b = 1; function g(): number { b = 2; return b; } let a = g(); export function f(): void {}':
      'same',
    'function g(): void { h(); } function h(): void { g(); } export function f(): void {}':
      'function f() {}',
    'class C {} class D extends C {} export function f(): unknown { return new D(); }': 'same',
    'class C {} class D extends C {} export function f(): unknown { return new C(); }':
      'class C { } function f() { return new C(); }',
    'let a; export function f(): void {}': 'function f() {}',
  },
  'unused-variables': {
    'let a = 1; export function f(): void {}': 'function f() {}',
    'function g(): void {} export function f(): void {}': 'same',
    'class C {} export function f(): void {}': 'same',
    'export let a = 1; export function f(): void { a = 2; }': 'same',
    'let a; export function f(): void { a = 2; }': 'function f() {}',
    'let a = 1; export function f(): number { a = 2; return a; }': 'same',
    'let a = 1; export function f(): void { a += 2; }': 'function f() {}',
    'let a = 1; export function f(): void { a++; }': 'function f() {}',
    'let a = 1; export function f(): number { return a++; }': 'same',
    'let a = 1; export function f(): number { return (a = 2); }': 'function f() { return 2; }',
    'let a = 1; let n = 1; export function f(): number { a = n = 2; return n; }':
      'let n = 1; function f() { n = 2; return n; }',
    'let a = g(); function g(): number { return g(); } export function f(): void {}': 'same',
    'export function f(p: any): void { const a = p.x; }': 'function f(p) { p.x; }',
    'export function f(p: number): void { const a = p + 1; }': 'function f(p) {}',
    'export function f(): void { let a; a = 1; }': 'function f() {}',
    'export function f(p: any): void { let a; a = p.x; }': 'function f(p) { p.x; }',
    'export function f(): void { let a = 1; const g = () => { a = 2; }; g(); }':
      'function f() { const g = () => {}; g(); }',
    'export function f(p: number[]): void { for (const a of p) f([]); }': 'same',
    'export function f(): void { for (let i = 0; ; ) f(); }': 'same',
    'export function f(p: any): void { const a = (p.y = 2), b = a; p(b); }': 'same',
  },
  'unused-parameters': {
    'function g(a: number): void {} export function f(): void { g(1); }':
      'function g() {} function f() { g(); }',
    'function g(a: number, b: number): number { return b; } export function f(): void { g(1, 2); g(3, 4); }':
      'function g(b) { return b; } function f() { g(2); g(4); }',
    'export function g(a: number): void {} export function f(): void { g(1); }': 'same',
    'function g(a: number): void { a = 2; } export function f(): void { g(1); }': 'same',
    'function g(a: number): void {} export function f(p: any): void { g(p.x); }': 'same',
    'function g(a: number): void {} export function f(p: any): void { g(1); p(g); }': 'same',
    'function g(...a: number[]): void {} export function f(): void { g(1); }': 'same',
    'function g(a: number): void {} export function f(p: any): void { g(...(p as [number])); }':
      'same',
    'function g(a = 1): void {} export function f(): void { g(); }':
      'function g() {} function f() { g(); }',
    'let n: any; function g(a = n.x): void {} export function f(): void { g(); }': 'same',
    'function g(a?: number): void {} export function f(): void { g(); }':
      'function g() {} function f() { g(); }',
    'function g(a: number): void {} function h(): void { g(2); } export function f(): void { h(); }':
      'function g() {} function h() { g(); } function f() { h(); }',
    'function g(a: number): void { if (a) g(1); } export function f(): void { g(2); }': 'same',
    'export function f(): void {}': 'same',
  },
  'constant-variables': {
    'let a = 1; export function f(): number { return a; }':
      'const a = 1; function f() { return a; }',
    'let a = 1; export function f(): void { a = 2; }': 'same',
    'let a: any; export function f(): number { return a; }': 'same',
    'export let a = 1;': 'const a = 1;',
    'export function f(): number { let a = 1; return a; }':
      'function f() { const a = 1; return a; }',
    'export function f(): number { let a = 1; a++; return a; }': 'same',
    'export function f(): number { let a: any; return a; }': 'same',
    'export function f(): unknown { let a: any; let b = 1; return [a, b]; }':
      'function f() { let a; const b = 1; return [a, b]; }',
    'export function f(): void { for (let i = 0; ; ) f(); }': 'same',
    'export function f(): void { if (f) { let a = 1; f(a); } }':
      'function f() { if (f) { const a = 1; f(a); } }',
    'export function f(): unknown { return () => { let a = 1; return a; }; }':
      'function f() { return () => { const a = 1; return a; }; }',
    'export class C { m(): number { let a = 1; return a; } }':
      'class C { m() { const a = 1; return a; } }',
  },
  'called-closures': {
    'let n = 0; export function f(a: number): void { ((p: number) => { n = p; n += p; })(a); }':
      'let n = 0; function f(a) { n = a; n += a; }',
    'let n = 0; export function f(): number { return ((p: number) => p * 2)(n); }':
      'let n = 0; function f() { return n * 2; }',
    'export function f(p: any): void { (() => { p.x(); })(); }': 'function f(p) { p.x(); }',
    'export function f(p: any): void { ((a: any) => { p.x(); p(a, a); })(p.y); }':
      'function f(p) { const a = p.y; p.x(); p(a, a); }',
    'export function f(p: any): void { p.x() + (() => { p.y(); return 1; })(); }': 'same',
    'export function f(p: any): any { return (() => p.x())() + (() => { p.y(); return 1; })(); }':
      'function f(p) { return p.x() + (() => { p.y(); return 1; })(); }',
    'export function f(p: any): void { while ((() => { p.y(); return p.x; })()) p(); }': 'same',
    'export function f(p: any): void { if (p) (() => { if (p.x) return; p(); })(); }': 'same',
    'export function f(p: any): void { ((a = 1) => { p(a); })(); }': 'same',
    'export function f(p: any): void { ((...a: any[]) => { p(a); })(1, 2); }': 'same',
    'export function f(p: any): void { ((a?: any) => { p(a); })(); }': 'same',
    'export function f(p: any): void { ((a: any = 1) => { p(a); })(p.x); }': 'same',
    'export function f(p: any): void { ((...a: any[]) => { p(a); })(1); }': 'same',
    'export function f(p: any): void { ((a?: any) => { p(a); })(1); }': 'same',
    'export function f(p: any): void { ((a: any) => { p(a); })(...(p as [any])); }': 'same',
    'export function f(p: any): void { ((a: any, b: any) => { p(a, b); })(1); }': 'same',
    'export function f(p: any): void { ((a: any) => { p(a); })(1, p.x); }': 'same',
    'export function f(p: any): void { (function () { p(); })(); }': 'same',
    'export function f(p: any): void { p((a: any) => { p(a); }); }': 'same',
    'export function f(p: any): void { ((a: any) => { p(a); })(((b: any) => b + 1)(p.x)); }':
      'function f(p) { ((a) => { p(a); })(p.x + 1); }',
  },
  'forward-functions': {
    'function g(a: number): number { return a + 1; } export function f(a: number): number { return g(a); }':
      'function f(a) { return a + 1; }',
    'function g(b: number): number { return b + 1; } export function f(a: number): number { return g(a); }':
      'function f(a) { return a + 1; }',
    'function g(a: number): void { f(a); } export function f(a: number): void { g(a); }':
      'function f(a) { f(a); }',
    'export function g(a: number): number { return a; } export function f(a: number): number { return g(a); }':
      'same',
    'function g(a: number): number { return a; } export function f(a: number): number { return g(a + 1); }':
      'same',
    'function g(a: number, b: number): number { return a; } export function f(a: number, b: number): number { return g(b, a); }':
      'same',
    'function g(a: number): number { return a; } export function f(a: number, b: number): number { return g(a); }':
      'same',
    'function g(a: number): number { return a; } export function f(a: number): number { return g?.(a); }':
      'same',
    'function g(a: number): number { return a; } export function f(a: number): number { g(a); return g(a); }':
      'same',
    'function g(a: number): number { return a; } export function f(a: number): void { g(a); }':
      'same',
    'function g(a: number): void { a = 2; } export function f(a: number): void { g(a); }':
      'function f(a) { a = 2; }',
    'function g(a = 1): number { return a; } export function f(a: number): number { return g(a); }':
      'same',
    'function g(a: number): number { return a; } export function f(a = 1): number { return g(a); }':
      'same',
    'function g(...a: number[]): void {} export function f(a: any): void { g(a); }': 'same',
    'function g<T>(a: T): T { return a; } export function f(a: number): number { return g(a); }':
      'same',
    'function g(a: number): number { return a; } export function f(a: number): number { return g(a); } export function h(): unknown { return g; }':
      'same',
    'function g(a: number): number { return a + 1; } export function f(a: number): number { return g(a); } export function h(): number { return g(2); }':
      'function f(a) { return a + 1; } function h() { return f(2); }',
    'function g(a: number): number { return a + 1; } export function f(a: 1): number { return g(a); } export function h(): number { return g(2); }':
      'same',
    'function g(a: number): number { return a + 1; } export function f(a: 1): number { return g(a); }':
      'function f(a) { return a + 1; }',
    'function g(a: number): number { a = 2; return a; } export function f(a: 1): number { return g(a); }':
      'same',
    'let n = 1; function g(a: number): number { a = 2; n = 3; return a + n; } export function f(a: 1): number { return g(a); }':
      'same',
    'function g(a: number): number { a++; return a; } export function f(a: 1): number { return g(a); }':
      'same',
    'function g(a: number): number { return a + 1; } export function f(a: number): any { return g(a); } export function h(): number { return g(2); }':
      'same',
    'function g(a: number): void { const h = () => { return 1; }; h(); } export function f(a: number): void { g(a); }':
      'function f(a) { const h = () => { return 1; }; h(); }',
    'export function f(a: number): number { return f(a); }': 'same',
    'function h(): number { return 1; } function g(): number { return h(); } export function f(): number { return g(); }':
      'function f() { return 1; }',
  },
  fold: {
    'export function f(): void { if (true) {} f(); }': 'function f() { f(); }',
    'export function f(): void { {\n f();\n // inner\n }\n }': 'function f() { f(); // inner }',
    'export function f(): void { {\n f();\n // inner\n }\n // outer\n }': 'same',
  },
  'inline-once': {
    'let n = 1; function g(): number { return n; } export function f(): void { g(); }':
      'let n = 1; function g() { return n; } function f() { n; }',
    'let n = 1; function g(): void { n = 1; h(); } function h(): void { n = 2; g(); } export function f(): number { return n; }':
      'let n = 1; function g() { n = 1; h(); } function h() { n = 2; n = 1; h(); } function f() { return n; }',
    'let o: any; function g(): any { return o; } export function f(a: any): any { return g()?.[a]; }':
      'let o; function g() { return o; } function f(a) { return o?.[a]; }',
    'let o: any; function g(): any { return o; } export function f(a: any): any { return a ? g() : 1; }':
      'let o; function g() { return o; } function f(a) { return a ? o : 1; }',
    'function g(a: number): number { const h = () => { out: for (;;) break out; }; h(); if (a) return 1; return 2; } export function f(a: number): number { return g(a); }':
      'function g(a) { const h = () => { out: for (; ; ) break out; }; h(); if (a) return 1; return 2; } function f(a) { const h = () => { out: for (; ; ) break out; }; h(); if (a) return 1; return 2; }',
    'function g(a: number): number { if (a) return g(a - 1); return 2; } export function f(a: number): number { return g(a); }':
      'same',
    // One call of two takes no body if the other cannot.
    'let n = 1; function g(): number { n = 2; return n; } export function f(): number { return g(); } export function h(a: any): any { return a && g(); }':
      'same',
    // Both calls would grow.
    'let n = 1; function g(a: number): number { n = a + n + a + n + a + n + a + n; return n; } export function f(): number { return g(1); } export function h(): number { return g(2); }':
      'same',
    'let n = 0; export function rare(p: number): void { n += p; n *= p; } export function f(p: number): void { rare(p); n += 1; }':
      'let n = 0; function rare(p) { n += p; n *= p; } function f(p) { n += p; n *= p; n += 1; }',
    'let n = 0; export function g(p: number): void { n += p; } export function f(p: number): void { g(p); n += 1; }':
      'same',
    'function g(): void { f(); } export function f(): void { g(); }':
      'function g() { f(); } function f() { f(); }',
    'let n = 1; function g(): boolean { n = 2; return true; } export function f(): void { g(); }':
      'let n = 1; function g() { n = 2; return true; } function f() { n = 2; }',
    'let n = 1; function g(): number { n = 2; return 3; } export function f(): void { g(); }':
      'let n = 1; function g() { n = 2; return 3; } function f() { n = 2; }',
    'let n = 1; function g(): number { n = 2; return n; } export function f(): void { g(); }':
      'let n = 1; function g() { n = 2; return n; } function f() { n = 2; }',
    'let n = 1; function g(): null { n = 2; return null; } export function f(): void { g(); }':
      'let n = 1; function g() { n = 2; return null; } function f() { n = 2; }',
    'let n = 1; function g(): number { n = 2; return n + 1; } export function f(): void { g(); }':
      'let n = 1; function g() { n = 2; return n + 1; } function f() { n = 2; n + 1; }',
    'let n = 1; function g(): null { n = 2; return null; } export function f(): null { return g(); }':
      'let n = 1; function g() { n = 2; return null; } function f() { n = 2; return null; }',
    'let n = 1; function g(): void { n = 2; } export function f(): void { return g(); }':
      'let n = 1; function g() { n = 2; } function f() { n = 2; return; }',
    'function g(): void {} export function f(): void { g(); g(); g(); }': 'same',
    'let n = 1; function g(): void { n = 2; } export function f(): void { g(); g(); }':
      'let n = 1; function g() { n = 2; } function f() { n = 2; n = 2; }',
    'let n = 1; function g(): number { n = 2; return n; } export function f(a: any): any { g(); return a && g(); }':
      'same',
    'function g(a: number): number { return a ? g(a - 1) : 0; } export function f(): number { return g(5); }':
      'same',
    'export function g(): void {} export function f(): void { g(); }': 'same',
    'function g(): void {} export function f(a: any): void { g(); a(g); }': 'same',
    'let n = 1; function g(): void { n = 2; } const t = [g]; export function f(a: any): void { g(); a(t); }':
      'same',
    'function g(): void { g(); } export function f(): void {}': 'same',
    'function g(a: number): number { if (a > 3) return 7; return g(a - 1); } export function f(): void {}':
      'same',
    'function h(): void { f(); } function g(): void { h(); } export function f(): void { g(); }':
      'function h() { f(); } function g() { f(); } function f() { f(); }',
    'function g(a: number): number { if (a > 1) return 1; return 2; } export function f(a: number): number { if (a) return g(a); return 3; }':
      'function g(a) { if (a > 1) return 1; return 2; } function f(a) { if (a) { if (a > 1) return 1; return 2; } return 3; }',
    'function g(a: number): void { if (a > 1) return; f(a); } export function f(a: number): void { if (a) { g(a); } }':
      'function g(a) { if (a > 1) return; f(a); } function f(a) { if (a) { if (a > 1) return; f(a); } }',
    'function g(a: number): void { if (a > 1) return; f(a); } export function f(a: number): void { if (a) return g(a); f(1); }':
      'function g(a) { if (a > 1) return; f(a); } function f(a) { if (a) { if (a > 1) return; f(a); return; } f(1); }',
    'function g(a: number): void { if (a > 1) return; f(a); } export function f(a: number): void { g(a); f(1); }':
      'same',
    'function g(a: number): number { if (a > 1) return 1; return 2; } export function f(a: number): void { g(a); }':
      'same',
    'function g(): number { if (f) return 1; return 2; } export function f(): number { try { return g(); } finally {} }':
      'function g() { if (f) return 1; return 2; } function f() { try { if (f) return 1; return 2; } finally {} }',
    'let n = 1; function g(): number { n = 2; return n; } export function f(a: any): any { return (a && 1) + g(); }':
      'let n = 1; function g() { n = 2; return n; } function f(a) { n = 2; return (a && 1) + n; }',
    'let n = 1; function g(): number { n = 2; return n; } export function f(a: any): any { return a && g(); }':
      'same',
    'let n = 1; function g(): number { n = 2; return n; } export function f(a: any): any { return n + g(); }':
      'same',
    'let o: any; function g(): any { return o; } export function f(): void { g().x = 1; }':
      'let o; function g() { return o; } function f() { o.x = 1; }',
    'let o: any; function g(): any { return o; } export function f(): void { g()[1] = 1; }':
      'let o; function g() { return o; } function f() { o[1] = 1; }',
    'let o: any; function g(): any { return o; } export function f(): void { o[g()] = 1; }':
      'let o; function g() { return o; } function f() { o[o] = 1; }',
    'let o: any; function g(): any { return o; } export function f(): void { g().x++; }':
      'let o; function g() { return o; } function f() { o.x++; }',
    'let o: any; function g(): any { return o; } export function f(): void { o.x += g(); }':
      'let o; function g() { return o; } function f() { o.x += o; }',
    'let o: any; function g(): any { return o; } export function f(): any { return (a = g()) => a; }':
      'let o; function g() { return o; } function f() { return (a = o) => a; }',
    'let o: any; function g(): any { return o; } export function f(): any { return () => g(); }':
      'let o; function g() { return o; } function f() { return () => o; }',
    'function g(a: any): number { if (a === null) return 1; return 2; } export function f(a: any): number { return g(a); }':
      'function g(a) { if (a === null) return 1; return 2; } function f(a) { if (a === null) return 1; return 2; }',
    'function g(a: any): number { if (a === undefined) return 1; return 2; } export function f(a: any): number { return g(a); }':
      'function g(a) { if (a === undefined) return 1; return 2; } function f(a) { if (a === undefined) return 1; return 2; }',
    'function g(): unknown { if (f) return 1; return new.target; } export function f(): unknown { return g(); }':
      'same',
    'function g<T>(a: T): T { if (a) return a; return a; } export function f(): number { return g(1); }':
      'same',
    'function g(...a: number[]): number { if (a) return 1; return 2; } export function f(): number { return g(1); }':
      'same',
    'function g(): number { out: for (;;) break out; if (f) return 1; return 2; } export function f(): number { return g(); }':
      'same',
    'function g(): number { function h() {} if (f) return 1; return 2; } export function f(): number { return g(); }':
      'same',
  },
  'compound-assignments': {
    'export function f(a: number): void { a = a + 1; }': 'function f(a) { a += 1; }',
    'export function f(a: number): void { a = 1 + a; }': 'function f(a) { a += 1; }',
    'export function f(a: number): void { a = 1 - a; }': 'same',
    'export function f(a: number): void { a = a - 1; }': 'function f(a) { a -= 1; }',
    'export function f(a: string): void { a = "x" + a; }': 'same',
    'export function f(a: any): void { a = 1 + a; }': 'same',
    'export function f(a: number, b: number): void { a = b + 1; }': 'same',
    'export function f(a: number, b: number): void { a = 1 + b; }': 'same',
    'export function f(a: number): void { a = a < 1; }': 'same',
    'export function f(a: number): void { a -= a + 1; }': 'same',
    'export function f(a: any): void { a.x = a.x + 1; }': 'same',
    'export function f(a: any): void { a.x = a + 1; }': 'same',
    'export function f(a: number): void { a = (a + 1) as any; }': 'function f(a) { a += 1; }',
    'export function f(a: number): void { a = (a as any) + 1; }': 'function f(a) { a += 1; }',
    'export function f(a: number): void { a = (a = 2) + a; }': 'same',
    'export function f(a: number): void { a = ((a = 2), 1) + a; }': 'same',
    'let n = 1; function g(): number { (globalThis as any).x(); return 1; } export function f(): number { n = g() + n; return n; }':
      'same',
    'let n = 1; export function f(): number { n = g() + n; return n; } function g(): number { f(); return n; }':
      'same',
  },
  'declare-late': {
    'export function f(p: number): void { let a; f(p); a = p + 1; const b = p; f(a + b); }':
      'function f(p) { f(p); let a = p + 1; const b = p; f(a + b); }',
    'export function f(p: number): void { let a; f(p); a = p + 1; f(a); }': 'same',
    'export function f(p: number): void { let a; f(p); const b = p; a = p + 1; f(a + b); }':
      'function f(p) { f(p); const b = p; let a = p + 1; f(a + b); }',
    'export function f(p: number): void { let a; const b = p; f(b); a = p + 1; f(a); }':
      'function f(p) { const b = p; let a; f(b); a = p + 1; f(a); }',
    'export function f(p: any): void { let a; f(p); const b = p; p(a); f(b); }':
      'function f(p) { f(p); const b = p; let a; p(a); f(b); }',
    'export function f(p: any): void { let a; f(p); const b = p; a += 1; p(a, b); }':
      'function f(p) { f(p); const b = p; let a; a += 1; p(a, b); }',
    'export function f(p: any): void { let a; f(p); const b = p; a = a + 1; p(a, b); }':
      'function f(p) { f(p); const b = p; let a; a = a + 1; p(a, b); }',
    'export function f(p: any): void { let a; f(p); const b = p; p.a = 1; p(a, b); }':
      'function f(p) { f(p); const b = p; let a; p.a = 1; p(a, b); }',
    'export function f(p: any): void { let a: any; let c; f(p); const b = p; c = 1; p(a, b, c); }':
      'function f(p) { f(p); const b = p; let a; let c = 1; p(a, b, c); }',
    'export function f(p: any): void { let a = 1; f(p); const b = p; p(a, b); }': 'same',
    'export function f(p: any): void { let a; f(p); const b = p; g(); function g() { a = 1; } p(a, b); }':
      'same',
    'export function f(p: any): void { let a; f(p); if (p) { const b = p; a = 1; p(a, b); } }':
      'function f(p) { f(p); if (p) { const b = p; let a = 1; p(a, b); } }',
    'export function f(p: any): void { let a; f(p); if (p) { f(p); } else { const b = p; a = 1; p(a, b); } }':
      'function f(p) { f(p); if (p) { f(p); } else { const b = p; let a = 1; p(a, b); } }',
    'export function f(p: any): void { let a; f(p); if (p) { const c = 1; a = c; p(a, c); } else { const b = p; a = 1; p(a, b); } }':
      'same',
    'export function f(p: any): void { let a; f(p); if (a) { const b = p; a = 1; p(a, b); } }':
      'same',
    'export function f(p: any): void { let a; f(p); if (p) { const b = p; a = 1; p(a, b); } p(a); }':
      'same',
    'export function f(p: any): void { let a; const c = 1; f(c); while (p) { const b = p; a = 1; p(a, b); } }':
      'function f(p) { const c = 1; let a; f(c); while (p) { const b = p; a = 1; p(a, b); } }',
  },
  'short-booleans': {
    'function g(a: number): boolean { if (a) return true; return false; } export function f(a: number): void { if (g(a)) f(a); }':
      'function g(a) { if (a) return 1; return 0; } function f(a) { if (g(a)) f(a); }',
    'function g(): boolean { return true; } export function f(): void { if (!g()) f(); }':
      'function g() { return 1; } function f() { if (!g()) f(); }',
    'function g(): boolean { return true; } export function f(a: any): void { if (a && g()) f(a); }':
      'function g() { return 1; } function f(a) { if (a && g()) f(a); }',
    'function g(): boolean { return true; } export function f(a: any): void { if (g() || a) f(a); }':
      'function g() { return 1; } function f(a) { if (g() || a) f(a); }',
    'function g(): boolean { return true; } export function f(a: any): void { if (a ?? g()) f(a); }':
      'same',
    'function g(): boolean { return true; } export function f(a: any): void { while (g()) f(a); }':
      'function g() { return 1; } function f(a) { while (g()) f(a); }',
    'function g(): boolean { return true; } export function f(a: any): void { do f(a); while (g()); }':
      'function g() { return 1; } function f(a) { do f(a); while (g()); }',
    'function g(): boolean { return true; } export function f(a: any): void { for (; g(); ) f(a); }':
      'function g() { return 1; } function f(a) { for (; g(); ) f(a); }',
    'function g(): boolean { return true; } export function f(a: any): void { for (;;) if (g()) f(a); }':
      'function g() { return 1; } function f(a) { for (; ; ) if (g()) f(a); }',
    'function g(): boolean { return true; } export function f(a: any): number { return g() ? 1 : a; }':
      'function g() { return 1; } function f(a) { return g() ? 1 : a; }',
    'function g(): boolean { return true; } export function f(): boolean { return !g(); }':
      'function g() { return 1; } function f() { return !g(); }',
    'function g(): boolean { return true; } export function f(): void { g(); }':
      'function g() { return 1; } function f() { g(); }',
    'function g(): boolean { return true; } export function f(): unknown { return g(); }': 'same',
    'function g(): boolean { return true; } export function f(): unknown { return -g(); }': 'same',
    'function g(): boolean { return true; } export function f(a: any): void { if (g()) a(g()); }':
      'same',
    'function g(): boolean { return true; } export function f(a: any): void { if (g()) a(g); }':
      'same',
    'export function g(): boolean { return true; } export function f(a: any): void { if (g()) f(a); }':
      'same',
    'function g(a: any): boolean { if (a) return true; return a; } export function f(a: any): void { if (g(a)) f(a); }':
      'same',
    'function g(a: any): any { if (a) return true; return; } export function f(a: any): void { if (g(a)) f(a); }':
      'same',
    'function g(): any { const h = () => { return 2; }; h(); return true; } export function f(): void { if (g()) f(); }':
      'function g() { const h = () => { return 2; }; h(); return 1; } function f() { if (g()) f(); }',
    'function g(): any { const h = () => { return true; }; h(); return true; } export function f(): void { if (g()) f(); }':
      'function g() { const h = () => { return true; }; h(); return 1; } function f() { if (g()) f(); }',
    'function g(): any { function h() { return 2; } h(); return true; } export function f(): void { if (g()) f(); }':
      'function g() { function h() { return 2; } h(); return 1; } function f() { if (g()) f(); }',
    'function g(): any { function h() { return true; } h(); return true; } export function f(): void { if (g()) f(); }':
      'function g() { function h() { return true; } h(); return 1; } function f() { if (g()) f(); }',
    'function g(): void { f(); } export function f(): void { if (g()) f(); }': 'same',
  },
  'early-returns': {
    'export function f(a: any): void { if (!a) return; f(a); }':
      'function f(a) { if (a) { f(a); } }',
    'export function f(a: any): void { if (a) return; f(a); }': 'same',
    'export function f(a: any): void { if (!-a) return; f(a); }':
      'function f(a) { if (-a) { f(a); } }',
    'export function f(a: any): void { if (a === 1) return; f(a); }':
      'function f(a) { if (a !== 1) { f(a); } }',
    'export function f(a: any): void { if (a < 1) return; f(a); }': 'same',
    'export function f(a: any): void { if (a) { f(a); return; } f(1); f(2); }':
      'function f(a) { if (a) { f(a); } else { f(1); f(2); } }',
    'export function f(a: any): void { if (a) { f(a); return; } if (!a) return; f(2); }':
      'function f(a) { if (a) { f(a); } else if (a) { f(2); } }',
    'export function f(a: any): void { if (a) { f(a); return; } }':
      'function f(a) { if (a) { f(a); } }',
    'export function f(a: any): void { if (a) { f(a); return;\n // gone\n } f(1); }':
      'function f(a) { if (a) { f(a); } else { f(1); } }',
    'export function f(a: any): any { if (!a) return 1; f(a); }': 'same',
    'export function f(a: any): any { if (!a) { return; } else f(1); f(a); }': 'same',
    'export function f(a: any): any { if (!a) f(1); f(a); }': 'same',
    'export function f(a: any): void { if (!a) return; g(); function g() {} }': 'same',
    'export function f(a: any): void { f(1); if (!a) return; f(2); }':
      'function f(a) { f(1); if (a) { f(2); } }',
  },
  'move-constants': {
    'const M = new Int32Array(4); export function f(): void { const a = M[0]!; M[1] = a; }':
      'const M = new Int32Array(4); function f() { M[1] = M[0]; }',
    'const M = new Int32Array(4); export function f(): void { let a = M[0]!; M[1] = a; }': 'same',
    'const M = new Int32Array(4); export function f(): void { let a; M[1] = a; }': 'same',
    'const M = new Int32Array(4); export function f(): void { const a = M[0]!; M[1] = a; M[2] = a; }':
      'same',
    'const M = new Int32Array(4); export function f(): void { const a = M[0]!; M[0] = 1; M[1] = a; }':
      'same',
    'const M = new Int32Array(4); export function f(): void { const a = M[0]!; const b = a + 1; M[1] = b; }':
      'const M = new Int32Array(4); function f() { M[1] = M[0] + 1; }',
    'const M = new Int32Array(4); export function f(): void { M[2] = 3; const a = M[0]!; M[1] = a; }':
      'const M = new Int32Array(4); function f() { M[2] = 3; M[1] = M[0]; }',
  },
  aliases: {
    'export let a = 0; export let b = 0; export function f(): void { a = b = 1; }':
      'let a = 0; function f() { a = 1; } b is a.',
    'export let a = 0; let b = 0; export function f(): number { a = b = 1; return b; }':
      'let a = 0; function f() { a = 1; return a; }',
    'export let a = 0; export let b = 1; export function f(): void { a = b = 1; }': 'same',
    'export let a: any; export let b: any; export function f(): void { a = b = 1; }':
      'let a; function f() { a = 1; } b is a.',
    'export let a: any; export let b: any = 0; export function f(): void { a = b = 1; }': 'same',
    'export let a = []; export let b = []; export function f(): void { a = b = []; }': 'same',
    'export let a = 0; export let b = 0; export function f(): void { a = b = 1; a = 2; }': 'same',
    'export let a = 0; export let b = 0; export function f(): void { a = b = 1; b++; }': 'same',
    'export let a = 0; export let b = 0; export function f(): void { a = b = 1; b = a = 2; }':
      'let a = 0; function f() { a = 1; a = 2; } b is a.',
    'export let a = 0; export let b = 0; export function f(): void { a += b = 1; }': 'same',
    'export let a = 0; export let b = 0; export function f(): void { a = b += 1; }': 'same',
    'export let a = 0; export let b = 0; export let c = 0; export function f(): void { a = b = 1; c = 2; }':
      'let a = 0; let c = 0; function f() { a = 1; c = 2; } b is a.',
    'export let a = 0; export let b = 0; export let c = 0; export function f(): void { a = b = c = 1; }':
      'let a = 0; let c = 0; function f() { a = c = 1; } b is a.',
    'export function f(a: number): number { return a; } export function g(a: number): number { return f(a); }':
      'function f(a) { return a; } g is f.',
    'export function f(a: number): void {} export function g(a: number): void { f(a); }': 'same',
    'function f(a: number): number { return a; } export function g(a: number): number { return f(a); }':
      'same',
    'export function f(a: number): number { return a; } function g(a: number): number { return f(a); }':
      'same',
    'export function f(a = 1): number { return a; } export function g(a: number): number { return f(a); }':
      'same',
    'export function f(a: number): number { return a; } export function g(a = 1): number { return f(a); }':
      'same',
    'export function f(a: number): number { return a; } export function g(a: number): number { return f(a); } export function h(): unknown { return f; }':
      'same',
    'export function f(a: number): number { return a; } export function g(a: number): number { return f(a); } export function h(): unknown { return g; }':
      'same',
    'export function f(a: number): number { return g(a); } export function g(a: number): number { return f(a); }':
      'function g(a) { return g(a); } f is g.',
    'export function f(a: number): number { return f(a); }': 'same',
    'export function f(a: number): number { return a; } export function g(a: number): number { return f(a); } export function h(a: number): number { return g(a); }':
      'function f(a) { return a; } function h(a) { return f(a); } g is f.',
    'export let f: any; export function g(a: number): number { return f(a); }': 'same',
  },
  'assigned-conditions': {
    'export function f(a: number): void { a = 1; if (a) f(a); }':
      'function f(a) { if (a = 1) f(a); }',
    'export function f(a: number): void { a += 1; if (!a) f(a); }':
      'function f(a) { if (!(a += 1)) f(a); }',
    'export function f(a: number): void { a = 1; if (!!a) f(a); }':
      'function f(a) { if (!!(a = 1)) f(a); }',
    'export function f(a: number): void { a = 1; if (-a) f(a); }': 'same',
    'export function f(a: number, b: number): void { a = 1; if (b) f(a, b); }': 'same',
    'export function f(a: number, b: number): void { a = 1; if (!b) f(a, b); }': 'same',
    'export function f(a: number): void { a = 1; f(a); if (a) f(a); }': 'same',
    'export function f(a: number): void { a++; if (a) f(a); }': 'same',
    'export function f(a: any): void { a.x = 1; if (a) f(a); }': 'same',
    'export function f(a: number): void { a = 1; while (a) f(a); }': 'same',
    'export function f(a: number): void { if (a) f(a); if (a) f(a); }': 'same',
    'export function f(a: number): void { if (!a) a = 1; if (a) f(a); }':
      'function f(a) { if (a || (a = 1)) f(a); }',
    'export function f(a: number): void { if (!a) { a = 1; } if (!a) f(a); }':
      'function f(a) { if (!(a || (a = 1))) f(a); }',
    'export function f(a: number): void { if (a) a = 1; if (a) f(a); }': 'same',
    'export function f(a: number): void { if (-a) a = 1; if (a) f(a); }': 'same',
    'export function f(a: number): void { if (!a) { a = 1; } else f(a); if (a) f(a); }': 'same',
    'export function f(a: number): void { if (!a) { a = 1; f(a); } if (a) f(a); }': 'same',
    'export function f(a: number, b: number): void { if (!b) a = 1; if (a) f(a, b); }': 'same',
    'export function f(a: number): void { if (!(a + 1)) a = 1; if (a) f(a); }': 'same',
    'export function f(a: number): void { a = 1; if (a) f(a); a = 2; if (a) f(a); }':
      'function f(a) { if (a = 1) f(a); if (a = 2) f(a); }',
    'export function f(a: number): void { { a = 1; if (a) f(a); } }':
      'function f(a) { { if (a = 1) f(a); } }',
  },
  'short-conditions': {
    'export function f(a: number): void { if ((a & 1) === 0) f(a); }':
      'function f(a) { if (!(a & 1)) f(a); }',
    'export function f(a: number): void { if ((a & 1) !== 0) f(a); }':
      'function f(a) { if (a & 1) f(a); }',
    'export function f(a: number): void { if ((a & 1) < 0) f(a); }': 'same',
    'export function f(a: number): void { if ((a & 1) === 1) f(a); }': 'same',
    'export function f(a: number): void { if (a === 0) f(a); }': 'same',
    'export function f(a: number): void { while ((a >>> 1) !== 0) f(a); }':
      'function f(a) { while (a >>> 1) f(a); }',
    'export function f(a: number): void { do f(a); while ((a & 1) !== 0); }':
      'function f(a) { do f(a); while (a & 1); }',
    'export function f(a: number): void { for (; (a & 1) !== 0; ) f(a); }':
      'function f(a) { for (; a & 1; ) f(a); }',
    'export function f(a: number): void { for (;;) f(a); }': 'same',
    'export function f(a: number): number { return (a & 1) === 0 ? 2 : 3; }':
      'function f(a) { return !(a & 1) ? 2 : 3; }',
    'export function f(a: number): boolean { return (a & 1) === 0; }': 'same',
    'export function f(a: number): boolean { return !((a & 1) !== 0); }':
      'function f(a) { return !(a & 1); }',
    'export function f(a: number): void { if ((a & 1) === 0 && (a & 2) !== 0) f(a); }':
      'function f(a) { if (!(a & 1) && a & 2) f(a); }',
    'export function f(a: number): void { if (a || (a & 2) === 0) f(a); }':
      'function f(a) { if (a || !(a & 2)) f(a); }',
    'export function f(a: any): void { if (a ?? (a & 2) === 0) f(a); }': 'same',
    'export function f(a: number): void { if (!(a && (a & 2) !== 0)) f(a); }':
      'function f(a) { if (!(a && a & 2)) f(a); }',
    'export function f(a: number): void { if (!((a & 2) === 0)) f(a); }':
      'function f(a) { if (!!(a & 2)) f(a); }',
    'export function f(a: number): void { if (!a) f(a); }': 'same',
    'export function f(a: number): void { f((a & 2) === 0 as any); }': 'same',
  },
  'split-objects': {
    'export const rare = { x: 1, y: 2 }; export function f(): number { rare.x = 3; return rare.y; }':
      'let rare_x = 1; let rare_y = 2; const rare = { get x() { return rare_x; }, set x(value) { rare_x = value; }, get y() { return rare_y; }, set y(value) { rare_y = value; } }; function f() { rare_x = 3; return rare_y; }',
    'export const common = { x: 1 }; export function f(): number { return common.x; }': 'same',
    'export let rare = { x: 1 }; export function f(): number { return rare.x; }': 'same',
    'export const rare = { x: [] }; export function f(): unknown { return rare.x; }': 'same',
    'export const rare = { "x y": 1 }; export function f(): unknown { return rare; }': 'same',
    'export const rare = { x: 1 }; export function f(): unknown { return rare; }': 'same',
    'export const rare: any = { x: 1 }; export function f(): unknown { return rare.y; }': 'same',
    'export const rare: any = { x: 1 }; export function f(): unknown { return rare?.x; }': 'same',
    'export const rare: any = { x: 1 }; export function f(): unknown { return rare.x(); }': 'same',
    'export const rare: any = { x: 1 }; export function f(): unknown { return delete rare.x; }':
      'same',
    'export const rare: any = { x: 1 }; export function f(): unknown { return typeof rare.x; }':
      'let rare_x = 1; const rare = { get x() { return rare_x; }, set x(value) { rare_x = value; } }; function f() { return typeof rare_x; }',
    'export const rare = 1; export function f(): number { return rare; }': 'same',
    'export const rare = { x: 1 }; export const rarer = { x: 2 }; export function f(): unknown { return [rare, rarer.x]; }':
      'const rare = { x: 1 }; let rarer_x = 2; const rarer = { get x() { return rarer_x; }, set x(value) { rarer_x = value; } }; function f() { return [rare, rarer_x]; }',
  },
  'variables-first': {
    'let a = 1; function f(): void {} let b = 2; export function g(): number { return a + b; }':
      'let a = 1; let b = 2; function f() {} function g() { return a + b; }',
    'let a = 1; function f(): void {} let b = f(); export function g(): unknown { return [a, b]; }':
      'same',
    'let a = 1; function f(): void {} const b = 2; export function g(): number { return a + b; }':
      'same',
    'let a = 1; function f(): void {} let b: any; export function g(): unknown { return [a, b]; }':
      'let a = 1; let b; function f() {} function g() { return [a, b]; }',
    'function f(): void {} export function g(): void { f(); }': 'same',
    'function f(): void {} let a = 1; let b = 2; export function g(): number { return a + b; }':
      'same',
    'const c = 1; let a = 1; function f(): void {} let b = 2; export function g(): number { return a + b + c; }':
      'const c = 1; let a = 1; let b = 2; function f() {} function g() { return a + b + c; }',
  },
  'reuse-variables': {
    'export function f(a: number): void { f(a); const b = 2; f(b); }':
      'function f(a) { f(a); a = 2; f(a); }',
    'export function f(a: number): void { const b = 2; f(a); f(b); }': 'same',
    'export function f(a = 1): void { f(a); const b = 2; f(b); }': 'same',
    'export function f(...a: number[]): void { f(...a); const b = 2; f(b); }': 'same',
    'export function f(a: number, c = a): void { f(a, c); const b = 2; f(b); }': 'same',
    'export function f(a: number): void { f(a); const b = 2; f(b); try { f(3); } finally {} }':
      'same',
    'export function f(a: number): void { f(a); const b = 2; const g = () => b; f(g()); }':
      'function f(a) { f(a); const b = 2; a = () => b; f(a()); }',
    'export function f(a: number): void { f(a); const b = 2; function g() { return b; } f(g()); }':
      'same',
    'export function f(a: number): void { f(a); g(); function g() { const u = f(1); } }': 'same',
    'export function f(a: number): void { if (a) { const b = 2; f(b); } const c = 3; f(c); }':
      'function f(a) { if (a) { a = 2; f(a); } a = 3; f(a); }',
    'export function f(): void { if (f) { const b = 2; f(); b; } else { const c = 3; f(); c; } }':
      'function f() { let b; if (f) { b = 2; f(); b; } else { b = 3; f(); } }',
    'export function f(): void { for (let i = 0; i < 3; i++) f(); const c = 3; c + c; }':
      'function f() { let i; for (i = 0; i < 3; i++) f(); i = 3; i + i; }',
    'export function f(): void { for (let i = 0, j = 1; i < j; i++) f(); const c = 3; c + c; }':
      'same',
    'export function f(a: number, b: number): void { f(b, a); const c = b; f(c, c); }':
      'function f(a, b) { f(b, a); f(b, b); }',
    'export function f(a: number): void { let b; f(a); b = a; f(b); }':
      'function f(a) { f(a); f(a); }',
  },
};

test('every rule is one of the pipeline', () => {
  expect(Object.keys(RULES).filter((rule) => !STEPS.has(rule))).toEqual([]);
});

describe.each(Object.keys(RULES))('%s', (rule) => {
  test('changes what it should, and nothing else, and gives the same again', () => {
    const rows = RULES[rule] ?? {};
    const step = STEPS.get(rule);
    const actual = Object.keys(rows).map((text) => {
      const run = runnerOf(text);
      const before = run();
      const after = run(step);
      expect(run(step)).toBe(after);
      return [text, after === before ? 'same' : after];
    });
    expect(Object.fromEntries(actual)).toEqual(rows);
  });
});
