/*
 * What statements fold to, and where control goes.
 */
import { describe, expect, test } from '@jest/globals';

import { spliceBlocks } from '../../../../generator/specialise/fold/blocks.ts';
import { jumpsOut, jumpsTo, terminates } from '../../../../generator/specialise/fold/jumps.ts';
import { bodyTableOf, parse, printedBody } from '../parsed.ts';

const PREAMBLE = `
import { CONFIG_IS_ENABLED, CONFIG_VAL } from './config.ts';
const ON = CONFIG_IS_ENABLED('ON');
const OFF = CONFIG_IS_ENABLED('OFF');
const SIZE = CONFIG_VAL('SIZE');
const M = new Int32Array(8);
let n = 1;
let flag = true;
let some: any;
function f(): number { n = 1; return n; }
`;

/** Bodies, and what is left of them. */
const FOLDED: Readonly<Record<string, string>> = {
  'n;': '',
  'n = 1;': 'n = 1;',
  'f() + n;': 'f();',
  'const a = ON; return a;': 'const a = true; return true;',
  'const a = SIZE; return a === 64;': 'const a = SIZE; return true;',
  'const a = 0 / 0; return a === 1;': 'const a = 0 / 0; return a === 1;',
  'let a = ON; return a;': 'let a = true; return a;',
  'const a = n | 0; return a | 0;': 'const a = n | 0; return a;',
  'const a = ON ? n | 0 : some; return a | 0;': 'const a = n | 0; return a;',
  'let a = n | 0; return a | 0;': 'let a = n | 0; return a | 0;',

  // Branches.
  'if (ON) n = 1;': '{ n = 1; }',
  'if (OFF) n = 1;': '',
  'if (ON) {} n = 1;': '{} n = 1;',
  'if (OFF) { n = 1; } else n = 2;': '{ n = 2; }',
  'if ((f(), ON)) n = 1;': 'f(); { n = 1; }',
  'if ((f(), OFF)) n = 1;': 'f();',
  'if ((f(), flag)) n = 1;': 'if (f(), flag) n = 1;',
  'if (flag) n = 1;': 'if (flag) n = 1;',
  'if (flag) {} else n = 1;': 'if (!flag) { n = 1; }',
  'if (flag) { n = 1; } else {}': 'if (flag) { n = 1; }',
  'if (flag) {}': '',
  'if (f()) {}': 'f();',
  'if (flag) {} else {}': '',
  'if (flag) { n = 1; } else { if (n) n = 2; }': 'if (flag) { n = 1; } else if (n) n = 2;',
  'if (flag) { n = 1; } else { if (n) n = 2; n = 3; }':
    'if (flag) { n = 1; } else { if (n) n = 2; n = 3; }',
  'if (flag) { n = 1; } else {\n n;\n\n if (n) n = 2; n = 3; }':
    'if (flag) { n = 1; } else { if (n) n = 2; n = 3; }',
  'if (flag) { n = 1; } else { n = 2; }': 'if (flag) { n = 1; } else { n = 2; }',

  // Loops.
  'while (OFF) n = 1;': '',
  'for (; flag; f(), n) n = 1;': 'for (; flag; f()) n = 1;',
  'while ((f(), OFF)) n = 1;': 'f();',
  'while (ON) n = 1;': 'while (true) n = 1;',
  'while (flag) n = ON ? 1 : 2;': 'while (flag) n = 1;',
  'do n = 1; while (OFF);': '{ n = 1; }',
  'do n = 1; while ((f(), OFF));': '{ n = 1; } f();',
  'do n = 1; while (ON);': 'do n = 1; while (true);',
  'do { if (flag) break; n = 1; } while (OFF);': 'do { if (flag) break; n = 1; } while (false);',
  'do { if (flag) continue; n = 1; } while (OFF);':
    'do { if (flag) continue; n = 1; } while (false);',
  'do { while (n) break; n = 1; } while (OFF);': '{ while (n) break; n = 1; }',
  'for (let i = 0; OFF; i++) n = 1;': '{ let i = 0; }',
  'for (n = 0; OFF; n++) n = 1;': '{ n = 0; }',
  'for (; (f(), OFF); ) n = 1;': '{ f(); }',
  'for (; ON; ) n = 1;': 'for (; ; ) n = 1;',
  'for (; (f(), ON); ) n = 1;': 'for (; f(), true; ) n = 1;',
  'for (let i = ON ? 1 : 2; i < SIZE; f() + n) n = i;': 'for (let i = 1; i < SIZE; f() + n) n = i;',
  'for (const a of ON ? M : some) n = ON ? a : 1;': 'for (const a of M) n = a;',

  // Switches.
  'switch (1) { case 1: n = 1; break; case 2: n = 2; }': '{ n = 1; }',
  'switch (1) { case 1: n = 1; case 2: n = 2; }': '{ n = 1; n = 2; }',
  'switch (3) { case 1: n = 1; break; default: n = 3; }': '{ n = 3; }',
  'switch (3) { default: n = 3; case 1: n = 1; }': '{ n = 3; n = 1; }',
  'switch (1) { default: n = 3; case 1: n = 1; }': '{ n = 1; }',
  'switch (3) { case 1: n = 1; }': '',
  'switch (1) { case 1: break; }': '',
  'switch (1) { case n: n = 1; break; case 1: n = 2; }':
    'switch (1) { case n: n = 1; break; case 1: n = 2; }',
  'switch (n + 0) { case n + 0: n = 1; }': 'switch (n + 0) { case n + 0: n = 1; }',
  'switch (n) { case ON ? 1 : 2: n = OFF ? 1 : 2; }': 'switch (n) { case 1: n = 2; }',
  'switch (1) { case 1: if (flag) break; n = 1; }':
    'switch (1) { case 1: if (flag) break; n = 1; }',
  'switch (1) { case 1: while (flag) break; n = 1; }': '{ while (flag) break; n = 1; }',
  'switch (1) { case 1: return n; case 2: n = 2; }': '{ return n; }',
  'switch (1) { case 0: let a = 1; break; case 1: a = 2; n = a; }':
    'switch (1) { case 0: let a = 1; break; case 1: a = 2; n = a; }',
  'switch (1) { case 0: let a = 1; break; case 1: n = 2; }': '{ n = 2; }',
  'switch (1) { case 1: let a = 1; n = a; }': '{ let a = 1; n = a; }',
  'switch (1) { case 0: function g() {} break; case 1: n = 2; }':
    'switch (1) { case 0: function g() {} break; case 1: n = 2; }',

  // Blocks, labels and try.
  '{}': '',
  '{ n = ON ? 1 : 2; }': '{ n = 1; }',
  'out: { if (flag) break out; n = 1; }': 'out: { if (flag) break out; n = 1; }',
  'out: { n = 1; }': '{ n = 1; }',
  'out: { if (OFF) break out; n = 1; }': '{ n = 1; }',
  'out: if (OFF) n = 1;': '',
  'out: if ((f(), ON)) { if (flag) break out; n = 1; }':
    'out: { f(); { if (flag) break out; n = 1; } }',
  'out: for (;;) { for (;;) break out; }': 'out: for (; ; ) { for (; ; ) break out; }',
  'out: { n = 1; some(() => { out: for (;;) break out; }); }':
    '{ n = 1; some(() => { out: for (; ; ) break out; }); }',
  'out: { switch (2) { case 2: n = 1; break out; } n = 2; }':
    'out: { switch (2) { case 2: n = 1; break out; } n = 2; }',
  'out: for (;;) { switch (2) { case 2: n = 1; continue out; } n = 2; }':
    'out: for (; ; ) { switch (2) { case 2: n = 1; continue out; } n = 2; }',
  'try {} finally { n = 1; }': '{ n = 1; }',
  'try {} catch { n = 1; }': '',
  'try {} finally {}': '',
  'try { n = 1; } finally {}': '{ n = 1; }',
  'try { n = 1; } catch { n = 2; } finally {}': 'try { n = 1; } catch { n = 2; }',
  'try { n = 1; } catch { n = ON ? 2 : 3; } finally { n = ON ? 4 : 5; }':
    'try { n = 1; } catch { n = 2; } finally { n = 4; }',
  'try { n = ON ? 1 : 2; } finally { n = 4; }': 'try { n = 1; } finally { n = 4; }',

  // Code that is never reached.
  'return n; n = 1;': 'return n;',
  'throw n; n = 1;': 'throw n;',
  'if (ON) return n; n = 1;': '{ return n; }',
  'if (flag) { return 1; } else return 2; n = 1;': 'if (flag) { return 1; } else { return 2; }',
  'if (flag) return 1; n = 1;': 'if (flag) return 1; n = 1;',
  'g(); return n; function g() { n = 2; }': 'g(); return n; function g() { n = 2; }',
  'for (;;) { break; n = 1; }': 'for (; ; ) { break; }',
  'const g = () => { if (ON) n = 1; };': 'const g = () => { n = 1; };',
};

test('statements fold as the table says', () => {
  expect(
    bodyTableOf(PREAMBLE, FOLDED, ({ body }, fold) => printedBody(fold.body(body).statements)),
  ).toEqual(FOLDED);
});

test('a statement without its label keeps the comments of both', () => {
  const { fold, functionOf } = parse(
    `${PREAMBLE}\nfunction g() {\n  // First.\n  out: {\n    n = 1;\n  } // Last.\n}`,
  );
  const [only] = fold.body(functionOf('g').body).statements;
  expect([only?.kind, only?.lead, only?.trail]).toEqual(['block', ['// First.'], ['// Last.']]);
});

test('an `else if` has no blank line', () => {
  const { fold, functionOf } = parse(
    `${PREAMBLE}\nfunction g() {\n  if (flag) {\n    n = 1;\n  } else {\n    n;\n\n    if (n) n = 2;\n  }\n}`,
  );
  const [only] = fold.body(functionOf('g').body).statements;
  expect(only?.kind === 'if' && only.else?.statements.map(({ lead }) => lead)).toEqual([[]]);
});

test('blocks are spliced unless a name would be declared twice', () => {
  const rows = {
    '{ n = 1; } n = 2;': 'n = 1; n = 2;',
    '{ const a = 1; n = a; } n = 2;': 'const a = 1; n = a; n = 2;',
    '{ const a = 1; n = a; } { const a = 2; n = a; }':
      'const a = 1; n = a; { const a = 2; n = a; }',
    'const a = 1; { const a = 2; n = a; } n = a;': 'const a = 1; { const a = 2; n = a; } n = a;',
    '{ const a = 1; n = a; } if (flag) { const a = 2; n = a; }':
      'const a = 1; n = a; if (flag) { const a = 2; n = a; }',
    'const a = 1; { const a = 2; const b = 3; n = a + b; } n = a;':
      'const a = 1; { const a = 2; const b = 3; n = a + b; } n = a;',
    '{ const n = 1; f(n); } n = 2;': '{ const n = 1; f(n); } n = 2;',
    '{ const Math = 1; f(Math); } n = Math.abs(n);':
      '{ const Math = 1; f(Math); } n = Math.abs(n);',
    '{ function g() {} g(); } n = 1;': 'function g() {} g(); n = 1;',
    '{ function g() {} g(); } { function g() {} g(); }':
      'function g() {} g(); { function g() {} g(); }',
    'if (flag) { { n = 1; } n = 2; }': 'if (flag) { n = 1; n = 2; }',
    'out: { { n = 1; } if (flag) break out; }': 'out: { n = 1; if (flag) break out; }',
    '{ { n = 1; } { n = 2; } }': 'n = 1; n = 2;',
    'let b: a; type = b; { const a = 1; n = a; }': 'let b; type = b; const a = 1; n = a;',
  };
  const PLAIN = `${PREAMBLE}\nlet type: any;\ntype a = number;`;
  expect(
    bodyTableOf(PLAIN, rows, ({ body }) => printedBody(spliceBlocks(body).statements)),
  ).toEqual({
    ...rows,
    'let b: a; type = b; { const a = 1; n = a; }': 'let b; type = b; { const a = 1; n = a; }',
  });
});

test('blocks of a function may not hide its parameters', () => {
  const { functionOf } = parse(
    `${PREAMBLE}\nfunction g(a: number) { { const a = 1; n = a; } }\nfunction h(a: number) { { const b = 1; n = b; } }`,
  );
  const spliced = (name: string): string => {
    const { body, parameters } = functionOf(name);
    return printedBody(spliceBlocks(body, parameters).statements);
  };
  expect(spliced('g')).toBe('{ const a = 1; n = a; }');
  expect(spliced('h')).toBe('const b = 1; n = b;');
});

describe('control', () => {
  test('does not go on after some statements', () => {
    const rows = {
      'return;': true,
      'throw n;': true,
      '{ n = 1; return; }': true,
      '{ }': false,
      '{ return; function g() {} }': false,
      'if (flag) { return; } else throw n;': true,
      'if (flag) { return; } else n = 1;': false,
      'if (flag) { n = 1; } else return;': false,
      'if (flag) return;': false,
      'for (;;) break;': false,
      'while (flag) return;': false,
      'do { return; } while (flag);': false,
      'switch (n) { default: return; }': false,
      'out: { return; }': false,
      'try { return; } finally {}': false,
      'for (const a of M) return;': false,
      'n = 1;': false,
      'const a = 1;': false,
      'function g() { return; }': false,
    };
    expect(
      bodyTableOf(PREAMBLE, rows, ({ body }) => body.statements.map(terminates).at(-1)),
    ).toEqual(rows);
  });

  test('leaves a loop by jumps that mean it', () => {
    // By `break` of a loop, by `continue`, and by `break` or `continue`.
    const rows = {
      'for (;;) n = 1;': '- - -',
      'for (;;) break;': 'b - bc',
      'for (;;) continue;': '- c bc',
      'for (;;) if (flag) { break; }': 'b - bc',
      'out: for (;;) break out;': 'b c bc',
      'for (;;) { for (;;) break; }': '- - -',
      'for (;;) { while (n) break; }': '- - -',
      'for (;;) { do break; while (n); }': '- - -',
      'for (;;) { for (const a of M) break; }': '- - -',
      'for (;;) { for (;;) continue; }': '- - -',
      'out: for (;;) { for (;;) continue out; }': 'b c bc',
      'for (;;) switch (n) { case 1: break; }': '- - -',
      'for (;;) switch (n) { case 1: continue; }': '- c bc',
      'for (;;) { switch (n) { case 1: break; } break; }': 'b - bc',
      'for (;;) { const g = () => { for (;;) break; }; }': '- - -',
      'for (;;) { function g() { for (;;) break; } }': '- - -',
      'for (;;) { function g() { out: for (;;) break out; } }': '- - -',
      'for (;;) try { break; } finally {}': 'b - bc',
    };
    const words = [
      ['b', new Set(['break'] as const)],
      ['c', new Set(['continue'] as const)],
      ['bc', new Set(['break', 'continue'] as const)],
    ] as const;
    expect(
      bodyTableOf(PREAMBLE, rows, ({ body }) => {
        const [first] = body.statements;
        const loop = first?.kind === 'labelled' ? first.statement : first;
        if (loop?.kind !== 'for') throw new Error('no loop');
        return words
          .map(([mark, set]) => (jumpsOut(loop.body.statements, set) ? mark : '-'))
          .join(' ');
      }),
    ).toEqual(rows);
  });

  test('jumps to a label', () => {
    const rows = {
      'out: for (;;) break out;': true,
      'out: for (;;) { for (;;) continue out; }': true,
      'out: for (;;) break;': false,
      'other: for (;;) break other;': false,
      'n = 1;': false,
    };
    expect(
      bodyTableOf(PREAMBLE, rows, ({ body }) =>
        body.statements.some((statement) => jumpsTo('out', statement)),
      ),
    ).toEqual(rows);
  });
});
