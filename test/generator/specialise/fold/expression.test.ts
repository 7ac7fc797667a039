/*
 * What expressions fold to, by what their value is used for.
 */
import { describe, expect, test } from '@jest/globals';

import type { Use } from '../../../../generator/specialise/fold/constant-folder.ts';
import { effectsOnly } from '../../../../generator/specialise/fold/effects-only.ts';
import { negated } from '../../../../generator/specialise/fold/negated.ts';
import { printed, printedWithTypes, tableOf } from '../parsed.ts';

const PREAMBLE = `
import { CONFIG_IS_ENABLED, CONFIG_VAL, IS_ENABLED } from './config.ts';
type Id = number & { readonly brand: 'id' };
const ON = CONFIG_IS_ENABLED('ON');
const OFF = CONFIG_IS_ENABLED('OFF');
const SIZE = CONFIG_VAL('SIZE');
const NAME = 'x';
const NOTHING = null;
const M = new Int32Array(8);
const TABLE = { on: ON, size: SIZE } satisfies object;
const OTHER = { on: 1 } satisfies object;
const CHOSEN = ON ? TABLE : OTHER;
const AGAIN = CHOSEN;
let n = 1;
let m = 2;
let flag = true;
let text = 'x';
let some: any;
const box = { flags: 1 };
function f(): number { n = 1; return n; }
function pure(a: number): number { return a; }
function no(): boolean { return !OFF; }
function again(): number { return again(); }
const loop = (): number => loop();
const SELF: any = ON ? SELF : box;
`;

/** By the use of the value; a result that is the text itself says that nothing folds. */
const FOLDED: Readonly<Record<Use, Readonly<Record<string, string>>>> = {
  value: {
    ON: 'true',
    SIZE: 'SIZE',
    NAME: "'x'",
    NOTHING: 'null',
    "CONFIG_IS_ENABLED('OFF')": 'false',
    "CONFIG_VAL('SIZE')": '64',

    // Identities: the other operand, if it is a number of the right kind.
    'n + 0': 'n + 0',
    '(n | 0) + 0': 'n | 0',
    '0 + (n | 0)': 'n | 0',
    '0 + n': '0 + n',
    'some + 0': 'some + 0',
    'text + 0': 'text + 0',
    'n - 0': 'n',
    '0 - n': '0 - n',
    'n * 1': 'n',
    '1 * n': 'n',
    'n * 2': 'n * 2',
    'some * 1': 'some * 1',
    'some * (void 0)': 'some * undefined',
    'n / 1': 'n',
    '1 / n': '1 / n',
    'n % 1': 'n % 1',
    'n ** 1': 'n ** 1',
    'n & 0': '0',
    '0 & n': '0',
    'f() & 0': 'f() & 0',
    '(n | 1) & -1': 'n | 1',
    '-1 & (n | 1)': 'n | 1',
    'n & -1': 'n & -1',
    '(n & 7) | 0': 'n & 7',
    '0 | (n & 7)': 'n & 7',
    'n | 0': 'n | 0',
    '(n & 7) ^ 0': 'n & 7',
    'n ^ 0': 'n ^ 0',
    '(n & 7) << 0': 'n & 7',
    '0 << (n & 7)': '0 << (n & 7)',
    '(n & 7) << 1': '(n & 7) << 1',
    'n << 0': 'n << 0',
    '(n & 7) >> 0': 'n & 7',
    'n >> 0': 'n >> 0',
    '(n >>> 1) >>> 0': 'n >>> 1',
    '(n & 7) >>> 0': '(n & 7) >>> 0',
    '0 >>> (n >>> 1)': '0 >>> (n >>> 1)',
    // The sign of zero, which sums lose and quotients show.
    '-(n + 0)': '-(n + 0)',
    '+(n + 0)': '+(n + 0)',
    '~(n + 0)': '~n',
    'typeof (n + 0)': 'typeof (n + 0)',
    '(n + 0) + m': 'n + 0 + m',
    'm + (n + 0)': 'm + (n + 0)',
    '(n + 0) - m': 'n + 0 - m',
    '(n + 0) * m': '(n + 0) * m',
    '(n + 0) / m': '(n + 0) / m',
    'm / (n + 0)': 'm / (n + 0)',
    '(n + 0) % m': '(n + 0) % m',
    '(n + 0) ** m': '(n + 0) ** m',
    '(n + 0) < m': 'n < m',
    '(n + 0) === m': 'n === m',
    '(n + 0) | m': 'n | m',
    '(n + 0) >>> m': 'n >>> m',
    'flag ? n + 0 : m': 'flag ? n + 0 : m',
    'flag ? m : n + 0': 'flag ? m : n + 0',
    '(n + 0) || m': 'n + 0 || m',
    'm && n + 0': 'm && n + 0',
    'm ?? n + 0': 'm ?? n + 0',
    '(f(), n + 0)': 'f(), n + 0',
    '(n + 0) as Id': 'n + 0',
    'pure(n + 0)': 'pure(n + 0)',
    '[n + 0]': '[n + 0]',
    '({ a: n + 0 })': '{ a: n + 0 }',
    '({ a: n }).a': 'n',
    '({ a: n }).b': '{ a: n }.b',
    '({ a: n, a: m }).a': '{ a: n, a: m }.a',
    '({ a: n, b: f() }).a': '{ a: n, b: f() }.a',
    '(() => n + 0)': '() => n + 0',
    'n = m + 0': 'n = m + 0',
    'n += m + 0': 'n += m + 0',
    'n ||= m + 0': 'n ||= m + 0',
    'n |= m + 0': 'n |= m',
    'box.flags = n + 0': 'box.flags = n + 0',
    'M[0] = n + 0': 'M[0] = n + 0',
    'some[n + 0]++': 'some[n + 0]++',
    'M[-(n + 0)]': 'M[-n]',
    'M[(n + 0) * m]': 'M[(n + 0) * m]',
    'M[flag ? n + 0 : m]': 'M[flag ? n : m]',
    'M[n + 0 || m]': 'M[n + 0 || m]',
    '1 * (n + 0)': 'n + 0',

    'n + -m': 'n - m',
    'n + ~m': 'n + ~m',
    'text + -m': 'text + -m',
    '(n | 0) + 1 + 2': '(n | 0) + 3',
    '(n >>> 0) + 1 + 2': '(n >>> 0) + 3',
    'n + 1 + 2': 'n + 1 + 2',
    '(n | 0) - 1 + 2': '(n | 0) - 1 + 2',
    '(n | 0) + 1 + 0.5': '(n | 0) + 1 + 0.5',
    '(n | 0) + m + 2': '(n | 0) + m + 2',
    '(n | 0) + 1 + m': '(n | 0) + 1 + m',
    '(n | 0) + 4503599627370495 + 1': '(n | 0) + 4503599627370495 + 1',
    '(n | 0) + 4503599627370494 + 1': '(n | 0) + 4503599627370495',

    // Literals that the author did not write.
    '1 + 2': '1 + 2',
    "CONFIG_VAL('SIZE') + 2": '66',
    "2 + CONFIG_VAL('SIZE')": '66',
    "-CONFIG_VAL('SIZE')": '-64',
    "~CONFIG_VAL('SIZE')": '-65',
    "CONFIG_VAL('SIZE') / 0": '64 / 0',
    "CONFIG_VAL('SIZE') + n": '64 + n',

    // Comparisons.
    'SIZE === 64': 'true',
    'SIZE < 64': 'false',
    'n < 64': 'n < 64',
    '0 / 0 === 1': 'false',

    // Groups that come from inlined bodies.
    'n | (m | 1)': 'n | m | 1',
    'n & (m & 1)': 'n & m & 1',
    'n ^ (m ^ 1)': 'n ^ m ^ 1',
    'n + (m + 1)': 'n + (m + 1)',
    'n | (m & 1)': 'n | (m & 1)',
    'n | (some | 1)': 'n | (some | 1)',
    'n | (m | (1 | n))': 'n | m | 1 | n',

    // Negation.
    '!ON': 'false',
    '!(f(), ON)': 'f(), false',
    '!!flag': '!!flag',
    '!n': '!n',
    'typeof ON': 'typeof ON',
    'typeof (ON, n)': 'typeof n',
    'delete some[SIZE && 1]': 'delete some[1]',
    'void f()': 'void f()',
    'void (f(), n)': 'void f()',
    'void n': 'void n',

    // Branches of expressions.
    'ON ? n : m': 'n',
    'OFF ? n : m': 'm',
    '(f(), ON) ? n : m': 'f(), n',
    '(f(), OFF) ? n : m': 'f(), m',
    '(f(), flag) ? n : m': '(f(), flag) ? n : m',
    'flag ? true : false': 'flag',
    'flag ? false : true': '!flag',
    'n ? true : false': 'n ? true : false',
    'n ? false : true': '!n',
    'flag ? true : true': 'flag ? true : true',
    'ON && n': 'n',
    'OFF && n': 'false',
    'ON || n': 'true',
    'OFF || n': 'n',
    'NOTHING ?? n': 'n',
    'ON ?? n': 'true',
    '(f(), ON) && n': 'f(), n',
    '(f(), OFF) && n': 'f(), false',
    '(f(), m, OFF) || n': 'f(), n',
    'flag && ON': 'flag',
    'n && ON': 'n && true',
    'flag && OFF': 'flag && false',
    'flag || OFF': 'flag',
    'flag || ON': 'flag || true',
    'flag && 1': 'flag && 1',
    'some ?? ON': 'some ?? true',

    // Sequences, casts, properties, indexes.
    'no()': 'true',
    'again()': 'again()',
    'loop()': 'loop()',
    '(n, m)': 'm',
    '(f(), m)': 'f(), m',
    '(n as Id) + m': 'n + m',
    '(some as Id) + m': 'some + m',
    '(NAME as any)': "'x'",
    '(ON as any)': 'true',
    'TABLE.on': 'true',
    'TABLE.size': 'SIZE',
    'CHOSEN.on': 'true',
    'AGAIN.size': 'SIZE',
    'OTHER.on': '1',
    'TABLE.absent': 'TABLE.absent',
    'SELF.on': 'SELF.on',
    'box.flags': 'box.flags',
    'M[(n as Id) + 0]': 'M[n]',
    'some[n + 0]': 'some[n + 0]',
    'M[-0]': 'M[-0]',
    'M[n - 0]': 'M[n]',

    '(some?.x).y': '(some?.x).y',
    '(some?.[n]).y': '(some?.[n]).y',
    '(some?.()).y': '(some?.()).y',

    // Assignments.
    'n = (m | 0) | 0': 'n = m | 0',
    'n = m | 0': 'n = m | 0',
    'n |= m | 0': 'n |= m',
    'n >>>= m >>> 0': 'n >>>= m',
    'n += m | 0': 'n += m | 0',
    'n |= some | 0': 'n |= some | 0',
    'M[n + 0] = ON ? 1 : 2': 'M[n] = 1',
    'box[ON ? "a" : "b"] = 1': "box['a'] = 1",
    '(ON ? box : some).flags = 1': 'box.flags = 1',
    'M[n + 0]++': 'M[n]++',
    '[ON, OFF]': '[true, false]',
    'f?.(ON)': 'f?.(true)',
    '`${ON}`': '`${true}`',
    '({ a: ON })': '{ a: true }',
    '(() => ON)': '() => true',
  },
  condition: {
    SIZE: 'true',
    NAME: 'true',
    NOTHING: 'false',
    n: 'n',
    '!!n': 'n',
    '!n': '!n',
    'n && ON': 'n',
    'n || OFF': 'n',
    'n && OFF': 'false',
    'f() && OFF': 'f(), false',
    'n || ON': 'true',
    'f() || ON': 'f(), true',
    'n ? true : false': 'n',
    'n ? false : true': '!n',
    'some ?? OFF': 'some ?? false',
    'n && (m || ON)': 'n',
    '(n as any)': 'n',
    'SIZE && n': 'n',
    'n + 0': 'n + 0',
    '-(n + 0)': '-(n + 0)',
    'flag ? n + 0 : m': 'flag ? n + 0 : m',
    '(f(), n + 0)': 'f(), n + 0',
    '!(f(), ON)': 'f(), false',
  },
  int32: {
    'n | 0': 'n',
    'n & -1': 'n',
    'n ^ 0': 'n',
    'n << 0': 'n',
    'n >> 0': 'n',
    'n >>> 0': 'n',
    'n >>> 1': 'n >>> 1',
    'n + 0': 'n',
    '0 + n': 'n',
    '-(n + 0)': '-n',
    '(n + 0) * m': '(n + 0) * m',
    '(n + 0) + m': 'n + m',
    '(n + 0) - m': 'n - m',
    'some | 0': 'some | 0',
    'n && (m | 0)': 'n && m | 0',
    'flag ? n | 0 : m | 0': 'flag ? n : m',
    'SIZE === 64': 'true',
    '(n + 0) || m': 'n + 0 || m',
    'm || n + 0': 'm || n + 0',
    '(n | 0) + m': '(n | 0) + m',
    '(n | 0) * m': '(n | 0) * m',
    '-(n | 0)': '-(n | 0)',
    'n = m + 0': 'n = m + 0',
  },
  number: {
    'n + 0': 'n',
    'n | 0': 'n | 0',
    '-(n + 0)': '-n',
    '(n + 0) + m': 'n + m',
    '(n + 0) * m': '(n + 0) * m',
    '(n + 0) / m': '(n + 0) / m',
    'flag ? n + 0 : m': 'flag ? n : m',
    'm && n + 0': 'm && n + 0',
    'n >>> 0': 'n >>> 0',
  },
  index: {
    'n + 0': 'n',
    'n | 0': 'n | 0',
    '-(n + 0)': '-n',
    '(n + 0) + m': 'n + m',
  },
  nothing: {
    'SIZE === 64': 'true',
    '(f(), n)': 'f()',
    'flag && n': 'flag && n',
    'flag && 1': 'flag',
    'flag && f()': 'flag && f()',
    'flag || (n, ON)': 'flag',
    'f() || ON': 'f()',
    '(n as any)': 'n',
    'flag ? f() : pure(1)': 'flag ? f() : pure(1)',
  },
};

describe.each(Object.keys(FOLDED) as Use[])('used as %s', (use) => {
  test('expressions fold', () => {
    const rows = FOLDED[use];
    expect(tableOf(PREAMBLE, rows, (node, fold) => printed(fold.expression(node, use)))).toEqual(
      rows,
    );
  });
});

test('of a value that is not used, only what has effects stays', () => {
  const rows = {
    n: 'none',
    'n + m': 'none',
    'f()': 'f()',
    'n = 1': 'n = 1',
    'n++': 'n++',
    '(f() as any)': 'f()',
    '!f()': 'f()',
    'void f()': 'f()',
    '-f()': 'f()',
    '-some': '-some',
    'typeof f()': 'f()',
    'delete some.x': 'delete some.x',
    'f() + pure(n)': 'f()',
    'pure(n) + f()': 'f()',
    'f() + f()': 'f(), f()',
    'f() + some': 'f() + some',
    'some === f()': 'f()',
    'f() !== some': 'f()',
    'f() == some': 'f() == some',
    '(f() as any) in some': 'f() in some',
    'some.x instanceof some': 'some.x instanceof some',
    'f() instanceof (m as any)': 'f() instanceof m',
    '(f(), n)': 'f()',
    '(n, f())': 'f()',
    '(f(), f())': 'f(), f()',
    'flag && f()': 'flag && f()',
    'f() && n': 'f()',
    'flag && -f()': 'flag && f()',
    'flag ? f() : n': 'flag ? f() : n',
    'some.x': 'some.x',
  };
  expect(
    tableOf(PREAMBLE, rows, (node, fold) => {
      const effects = effectsOnly(node, fold);
      return effects === undefined ? 'none' : printed(effects);
    }),
  ).toEqual(rows);
});

test('an unknown option is named as a template writes it', () => {
  const rows = { "IS_ENABLED('CONFIG_NONE')": '' };
  expect(() => tableOf(PREAMBLE, rows, (node, fold) => fold.expression(node, 'value'))).toThrow(
    "IS_ENABLED('CONFIG_NONE') asks for an unknown option: add NONE to GLOBAL_OPTIONS",
  );
});

test('a cast stays only where the type that it gives matters', () => {
  const rows = {
    '(n as Id) + (m as Id)': 'n + m',
    '(n as Id) < (m as Id)': 'n < m',
    '(n as Id) <= (m as Id)': 'n <= m',
    '(n as Id) > (m as Id)': 'n > m',
    '(n as Id) >= (m as Id)': 'n >= m',
    '(n as Id) === (m as Id)': 'n as Id === m as Id',
    '(n as Id) !== (M[0] as Id)': 'n as Id !== M[0]',
    '(n as Id) == ((n + m) as Id)': 'n as Id == n + m',
    '(n as Id) != (1 as Id)': 'n as Id != 1',
    '(some as Id) === (some.x as Id)': 'some as Id === some.x as Id',
    '(n as Id) * (m as Id)': 'n * m',
    '(n as Id) & (m as Id)': 'n & m',
    '-(n as Id)': '-n',
    '~(n as Id)': '~n',
    '-(some as Id)': '-(some as Id)',
    '+(n as Id)': '+(n as Id)',
    '(n as Id) as any': 'n as any',
    '(some as Id) as any': 'some as Id as any',
    '(n satisfies number) + m': '(n satisfies number) + m',
    'M[n as Id]': 'M[n]',
    'some[n as Id]': 'some[n as Id]',
    'M[some as Id]': 'M[some as Id]',
    '(M[some as Id] = 1)': 'M[some as Id] = 1',
    '(M[0] satisfies number) === m': 'M[0] satisfies number === m',
    '(M[n as Id] = 1)': 'M[n] = 1',
    '(some[n as Id] = 1)': 'some[n as Id] = 1',
    'n = m as Id': 'n = m as Id',
  };
  expect(
    tableOf(PREAMBLE, rows, (node, fold) => printedWithTypes(fold.expression(node, 'value'))),
  ).toEqual(rows);
  const effects = { '(some() as Id)': 'some()', '(some.x as Id)': 'some.x' };
  expect(
    tableOf(PREAMBLE, effects, (node, fold) => {
      const left = effectsOnly(node, fold);
      return left && printedWithTypes(left);
    }),
  ).toEqual(effects);
});

test('the opposite of a condition is written the short way', () => {
  const rows = {
    n: '!n',
    '!n': 'n',
    '-n': '!-n',
    'n === m': 'n !== m',
    'n !== m': 'n === m',
    'n < m': '!(n < m)',
    'n == m': '!(n == m)',
  };
  expect(tableOf(PREAMBLE, rows, (node) => printed(negated(node)))).toEqual(rows);
});
