/*
 * Where the value of a constant may take the place of its name, and how a body uses a name.
 */
import { describe, expect, test } from '@jest/globals';

import type { Effects } from '../../../../generator/specialise/analyse/effects.ts';
import { callsItself, inlinableBody } from '../../../../generator/specialise/inline/shape.ts';
import {
  substituteConstant,
  type Duplicable,
} from '../../../../generator/specialise/inline/substitute.ts';
import {
  emptyTrace,
  isOptionalChain,
  traceExpression,
  traceStatement,
} from '../../../../generator/specialise/inline/trace.ts';
import { usesOf } from '../../../../generator/specialise/inline/uses.ts';
import type { Binding } from '../../../../generator/specialise/syntax/binding.ts';
import type { FunctionDeclaration } from '../../../../generator/specialise/syntax/tree.ts';
import { visitExpression } from '../../../../generator/specialise/syntax/visit.ts';
import { bodyTableOf, parse, printed, printedBody, tableOf } from '../parsed.ts';

const PREAMBLE = `
const M = new Int32Array(8);
let n = 1;
let flag = true;
let some: any;
const box = { flags: 1 };
function f(a = 0): number { n = a; return n; }
function pure(a: number): number { return a; }
`;

/** The variable with which a body begins, its value, and the rest. */
function split({ body }: FunctionDeclaration) {
  const [first, ...statements] = body.statements;
  if (first?.kind !== 'variable' || first.init === undefined) throw new Error('no variable');
  return { binding: first.binding, value: first.init, rest: { statements, value: undefined } };
}

describe('a constant is replaced by its value', () => {
  /** The rest, where `c` may be replaced; the text itself where it must stay. */
  const rows = {
    // Literals and names may be duplicated while what they read stays the same.
    'const c = 1; use(c, c);': 'use(1, 1);',
    "const c = 's'; use(c, c);": "use('s', 's');",
    'const c = true; use(c, c);': 'use(true, true);',
    'const c = null; use(c, c);': 'use(null, null);',
    'const c = -1; use(c, c);': 'use(-1, -1);',
    'const c = 1 as any; use(c, c);': 'use(1, 1);',
    'const c = n; use(c, c);': 'use(n, n);',
    'const c = n; n = 2; use(c, c);': 'stays',
    'const c = n; f(); use(c, c);': 'stays',
    'const c = n; some(); use(c, c);': 'stays',
    'const c = n; M[0] = 1; use(c, c);': 'M[0] = 1; use(n, n);',
    'let d = 1; const c = d; use(c, c);': 'no variable',
    'const c = n + 1; use(c, c);': 'stays',
    'const c = ~n; use(c, c);': 'stays',
    'const c = -n; use(c, c);': 'use(-n, -n);',
    'const c = M[0]; use(c, c);': 'stays',

    // Without a use, only what has no effects goes.
    'const c = 1; n = 2;': 'n = 2;',
    'const c = M[0]; n = 2;': 'n = 2;',
    'const c = f(); n = 2;': 'stays',

    // Names in closures: they may run when the variable has changed.
    'const c = 1; use(() => c);': 'use(() => 1);',
    'const c = n; use(() => c);': 'stays',
    'const c = -1; use(() => c, c);': 'use(() => -1, -1);',
    'const c = n; while (flag) use(c);': 'while (flag) use(n);',
    'const c = n; while (flag) n = c + 1;': 'stays',
    'const c = n; while (flag) use(c); use(() => 1);': 'while (flag) use(n); use(() => 1);',
    'const c = n + M[0]; use(c, c);': 'stays',
    'const c = M[0] + n; use(c, c);': 'stays',
    'const c = M[0]; while (flag) use(c);': 'stays',
    'const c = n; function g() { use(c); } g();': 'stays',

    // Assigned, or named by a type.
    'let c = 1; c = 2; use(c);': 'stays',
    'let c = 1; c++; use(c);': 'stays',
    'const c = 1; let d: typeof c; d = 1;': 'stays',

    // One use: the value moves there if nothing that it depends on comes before.
    'const c = f(); use(c);': 'use(f());',
    'const c = M[0]; use(c);': 'use(M[0]);',
    'const c = M[0]; use(n, c);': 'use(n, M[0]);',
    'const c = M[0]; use((M[1] = 2), c);': 'stays',
    'const c = M[0]; use((n = 2), c);': 'use(n = 2, M[0]);',
    'const c = f(); use(n, c);': 'stays',
    'const c = f(); use(1, c);': 'use(1, f());',
    'const c = f(); use(c, n);': 'use(f(), n);',
    'const c = M[0]; const d = n; use(c, d);': 'const d = n; use(M[0], d);',
    'const c = M[0]; n = 2; use(c);': 'stays',
    'const c = M[0]; return c;': 'return M[0];',
    'const c = f(); throw c;': 'throw f();',
    'const c = M[0]; if (c) n = 1;': 'if (M[0]) n = 1;',
    'const c = M[0]; if (flag) n = c;': 'if (flag) n = M[0];',
    'const c = f(); if (flag) n = c;': 'stays',
    'const c = M[0]; if (flag) { n = 1; } else n = c;': 'if (flag) { n = 1; } else { n = M[0]; }',
    'const c = M[0]; if (flag) { M[0] = 1; n = c; }': 'stays',
    'const c = M[0]; if (flag) { for (;;) n = 1; } else n = c;': 'stays',
    'const c = M[0]; for (const d of [c]) use(d);': 'stays',
    'const c = M[0]; switch (c) { case 1: n = 1; }': 'stays',
    'const c = M[0]; { n = c; }': 'stays',

    // A use that may be skipped takes only what has no effects.
    'const c = f(); use(flag && c);': 'stays',
    'const c = M[0]; use(flag && c);': 'use(flag && M[0]);',
    'const c = f(); use(c && flag);': 'use(f() && flag);',
    'const c = f(); use(flag ? c : 1);': 'stays',
    'const c = f(); use(flag ? 1 : c);': 'stays',
    'const c = f(); use(c ? 1 : 2);': 'use(f() ? 1 : 2);',
    'const c = f(); use(flag && pure(c));': 'stays',
    'const c = f(); use(flag && M[c]);': 'stays',
    'const c = f(); use(flag ? n + c : 1);': 'stays',
    'const c = M[0]; use(flag && pure(c));': 'use(flag && pure(M[0]));',
    'const c = f(); some?.(c);': 'stays',
    'const c = f(); some?.[c];': 'stays',
    'const c = f(); some?.x(c);': 'stays',
    'const c = f(); some?.x[c];': 'stays',
    'const c = f(); use(1, c)?.x;': 'use(1, f())?.x;',
    'const c = f(); n ||= c;': 'stays',
    'const c = M[0]; n ||= c;': 'n ||= M[0];',
    'const c = f(); n = c;': 'n = f();',
    'const c = f(); n += c;': 'stays',
    'const c = M[0]; n += c;': 'n += M[0];',
    'const c = f(); M[0] = c;': 'M[0] = f();',
    'const c = f(); M[n] = c;': 'stays',
    'const c = M[0]; M[1] += c;': 'M[1] += M[0];',
    'const c = f(); box.flags = c;': 'box.flags = f();',
    'const c = f(); M[c] = n;': 'M[f()] = n;',
    'const c = f(); M[c]++;': 'M[f()]++;',
    'const c = f(); use(() => c);': 'stays',
  };

  const substituted = (allowed: Duplicable) =>
    bodyTableOf(`${PREAMBLE}\nfunction use(...all: any[]): any {}`, rows, (declaration, fold) => {
      const { binding, value, rest } = split(declaration);
      if (binding.name !== 'c') return 'no variable';
      const result = substituteConstant(binding, value, rest, allowed, fold);
      return result === undefined ? 'stays' : printedBody(result.statements);
    });

  test('if it is an atom', () => {
    expect(substituted('atoms')).toEqual(rows);
  });

  test('if it is arithmetic, and that is allowed', () => {
    expect(substituted('arithmetic')).toEqual({
      ...rows,
      'const c = n + 1; use(c, c);': 'use(n + 1, n + 1);',
      'const c = ~n; use(c, c);': 'use(~n, ~n);',
    });
  });

  test('in the value of a body, past what does not change it', () => {
    const { fold, functionOf } = parse(`${PREAMBLE}
function g(): number { const c = M[0]!; return c + n; }
function h(): number { const c = M[0]!; return (n = 2) + c; }
function k(): number { const c = M[0]!; return (M[0] = 2) + c; }`);
    const result = (name: string): string => {
      const declaration = functionOf(name);
      const [first, last] = declaration.body.statements;
      if (first?.kind !== 'variable' || first.init === undefined) throw new Error('no variable');
      if (last?.kind !== 'return' || last.value === undefined) throw new Error('no value');
      const rest = { statements: [], value: last.value };
      const moved = substituteConstant(first.binding, first.init, rest, 'atoms', fold);
      return moved?.value === undefined ? 'stays' : printed(moved.value);
    };
    expect(['g', 'h', 'k'].map(result)).toEqual(['M[0] + n', '(n = 2) + M[0]', 'stays']);
  });
});

test('uses of a name are counted, with where they are', () => {
  const rows = {
    'const c = 1; n = 2;': '0',
    'const c = 1; n = c + c;': '2',
    'let c = 1; c = 2;': '1 assigned',
    'let c = 1; c += 2;': '1 assigned',
    'let c = 1; c++;': '1 assigned',
    'const c = box; c.flags = 2;': '1',
    'const c = 1; let d; d = 2;': '0',
    'const c = 1; some(() => c);': '1 captured',
    'const c = 1; some(() => () => c, c);': '2 captured',
    'const c = 1; some(() => 1, c);': '1',
    'const c = 1; while (c) n = 1;': '1 captured',
    'const c = 1; do n = c; while (flag);': '1 captured',
    'const c = 1; for (;;) n = c;': '1 captured',
    'const c = M; for (const d of c) n = d;': '1 captured',
    'const c = 1; while (flag) { n = 1; } n = c;': '1',
    'const c = 1; function g() { n = c; }': '1 captured',
    'const c = 1; function g() { n = 1; } n = c;': '1',
    'const c = 1; if (flag) n = c;': '1',
    'const c = 1; let d: typeof c; d = 1;': '0 typed',
    'const c = 1; let d: typeof n; d = 1;': '0',
  };
  expect(
    bodyTableOf(PREAMBLE, rows, (declaration) => {
      const { binding, rest } = split(declaration);
      const { count, assigned, captured, typed } = usesOf(binding, rest);
      const words = [assigned && 'assigned', captured && 'captured', typed && 'typed'];
      return [String(count), ...words.filter((word) => word !== false)].join(' ');
    }),
  ).toEqual(rows);
});

function effectsInWords({ reads, writes, stops, opaque }: Effects): string {
  const nameOf = (location: Binding | string): string =>
    typeof location === 'string' ? location : location.name;
  return [
    ...[...reads].map((each) => `r:${nameOf(each)}`),
    ...[...writes].map((each) => `w:${nameOf(each)}`),
    ...(stops ? ['stops'] : []),
    ...(opaque ? ['opaque'] : []),
  ].join(' ');
}

describe('up to the first use of a name', () => {
  test('an expression runs', () => {
    const rows = {
      c: 'found',
      n: 'r:n',
      '(n, c, flag)': 'r:n found',
      'n + c': 'r:n found',
      'c + n': 'found',
      'n && c': 'r:n skippable',
      'c && n': 'found',
      'c + (flag && c)': 'found',
      'flag ? c : n': 'r:flag skippable',
      'flag ? n : c': 'r:flag r:n skippable',
      'c ? n : 1': 'found',
      '() => c': '',
      'pure(c)': 'r:pure found',
      'f(n) + c': 'r:f r:n w:n found',
      'n = c': 'found',
      'n += c': 'r:n found',
      'n ||= c': 'r:n skippable',
      '(n = 1) + c': 'w:n found',
      '(n += 1) + c': 'r:n w:n found',
      'n++ + c': 'r:n w:n found',
      'M[n]++ + c': 'r:M r:n r:[] w:[] found',
      '(M[n] = 1) + c': 'r:M r:n w:[] found',
      'M[c] = n': 'r:M found',
      'M[n] = c': 'r:M r:n found',
      'M[n] += c': 'r:M r:n r:[] found',
      'box.flags = c': 'r:box found',
      'box.flags += c': 'r:box r:.flags found',
      'c.flags = n': 'found',
      'M[n] + c': 'r:M r:n r:[] found',
      'some.x(c)': 'r:some opaque found',
      'some?.(c)': 'r:some skippable',
      'some?.x(n, c)': 'r:some r:n opaque skippable',
      'some?.[c]': 'r:some skippable',
      'some?.x.y(c)': 'r:some opaque skippable',
      'c?.x(n)': 'found',
      'some?.x + c': 'r:some opaque found',
      'new Map(c)': 'found',
      '[n, c]': 'r:n found',
      '-c': 'found',
    };
    const preamble = `${PREAMBLE}\nlet c: any;`;
    const { declarations } = parse(preamble);
    expect(declarations.some(({ binding }) => binding.name === 'c')).toBe(true);
    expect(
      tableOf(preamble, rows, (node, fold) => {
        const trace = emptyTrace();
        const found = findName(node);
        if (found !== undefined) traceExpression(node, found, trace, fold);
        else traceExpression(node, UNUSED, trace, fold);
        const end = trace.found ? [trace.conditional ? 'skippable' : 'found'] : [];
        return [effectsInWords(trace.before), ...end].filter((text) => text !== '').join(' ');
      }),
    ).toEqual(rows);
  });

  test('a statement runs', () => {
    const rows = {
      'const c = 1; const d = c;': 'found',
      'const c = 1; let d;': '',
      'const c = 1; use(n, c);': 'r:use r:n found',
      'const c = 1; return n + c;': 'r:n found',
      'const c = 1; return;': '',
      'const c = 1; throw c;': 'found',
      'const c = 1; if (c) n = 1;': 'found',
      'const c = 1; if (flag) n = c;': 'r:flag skippable',
      'const c = 1; if (flag) { n = 1; } else n = c;': 'r:flag w:n skippable',
      'const c = 1; if (flag) { while (n) n = c; }': 'r:flag, not followed',
      'const c = 1; { n = c; }': 'not followed',
      'const c = 1; while (c) n = 1;': 'not followed',
      'const c = 1; try { n = c; } finally {}': 'not followed',
    };
    expect(
      bodyTableOf(`${PREAMBLE}\nfunction use(...all: any[]): any {}`, rows, (declaration, fold) => {
        const { binding, rest } = split(declaration);
        const trace = emptyTrace();
        const [statement] = rest.statements;
        const isFollowed =
          statement !== undefined && traceStatement(statement, binding, trace, fold);
        const end = trace.found ? [trace.conditional ? 'skippable' : 'found'] : [];
        const text = [effectsInWords(trace.before), ...end].filter((word) => word !== '').join(' ');
        return isFollowed ? text : [text, 'not followed'].filter((word) => word !== '').join(', ');
      }),
    ).toEqual(rows);
  });

  test('chains may end early', () => {
    const rows = {
      'some.x': false,
      'some?.x': true,
      'some?.x.y': true,
      'some?.[n]': true,
      'some?.[n][n]': true,
      'some?.(n)': true,
      'some?.x(n)': true,
      'some.x(n)': false,
      'some[some?.x]': false,
      'some(some?.x)': false,
      n: false,
    };
    expect(tableOf(PREAMBLE, rows, isOptionalChain)).toEqual(rows);
  });
});

const UNUSED = { name: 'unused' } as Binding;

/** The binding that `c` in an expression names. */
function findName(node: Parameters<typeof isOptionalChain>[0]): Binding | undefined {
  let found: Binding | undefined;
  visitExpression(node, {
    expression(part) {
      if (part.kind === 'name' && part.binding.name === 'c') found = part.binding;
    },
  });
  return found;
}

test('a body can be inlined if it returns at its end alone', () => {
  const rows = {
    'n = 1;': 'n = 1;',
    'n = 1; return n;': 'n = 1; → n',
    'return n;': ' → n',
    'return;': '',
    'some(this);': 'it uses `this`',
    'if (flag) return 1; return 2;': 'it returns before its last statement',
    'if (flag) { return 1; } else return 2;': 'it returns before its last statement',
    'out: for (;;) break out;': 'it has a label',
    'function g() { n = 1; } g();': 'it declares a function',
    'const g = () => { return 1; }; g();': 'const g = () => { return 1; }; g();',
    'some(null, undefined);': 'some(null, undefined);',
  };
  expect(
    bodyTableOf(PREAMBLE, rows, (declaration) => {
      const body = inlinableBody(declaration);
      if (typeof body === 'string') return body;
      const value = body.value === undefined ? '' : ` → ${printed(body.value)}`;
      return printedBody(body.statements) + value;
    }),
  ).toEqual(rows);
  const { functionOf } = parse(`
function generic<T>(a: T): T { return a; }
function rest(...a: number[]): void {}
function own(a: number): number { return a > 0 ? own(a - 1) : 0; }
function inner(): unknown { return () => inner(); }
function other(): void { own(1); }`);
  expect(inlinableBody(functionOf('generic'))).toBe('it has type parameters');
  expect(inlinableBody(functionOf('rest'))).toBe('it has a rest parameter');
  expect(['own', 'inner', 'other'].map((name) => callsItself(functionOf(name)))).toEqual([
    true,
    true,
    false,
  ]);
});
