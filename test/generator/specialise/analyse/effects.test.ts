/*
 * What evaluating an expression, running a statement or calling a function does, in words: the
 * locations that are read and written, and whether it may stop or run unknown code.
 */
import { describe, expect, test } from '@jest/globals';

import {
  commute,
  isDroppable,
  newEffects,
  sameEffects,
  type Effects,
  type Location,
} from '../../../../generator/specialise/analyse/effects.ts';
import {
  addStatementEffects,
  functionEffects,
} from '../../../../generator/specialise/analyse/statement-effects.ts';
import { effectsOf } from '../../../../generator/specialise/analyse/walk-effects.ts';
import { parse, tableOf } from '../parsed.ts';

const PREAMBLE = `
import { CONFIG_IS_ENABLED, CONFIG_VAL } from './config.ts';
const M = new Int32Array(8);
let n = 1;
let flag = true;
let text = 'x';
let some: unknown;
let loose: any;
let list: number[] = [];
const box = { flags: 1 };
class Thing {
  size = 1;
  grow(): void {}
}
const thing = new Thing();
function nothing(): void {}
function twice(a: number): number { return a * 2; }
function reading(): number { return n; }
function writing(a: number): void { n = a; }
function storing(): void { M[0] = 1; box.flags = 2; }
function looping(): void { while (flag) nothing(); }
function recursive(a: number): number { return a > 0 ? recursive(a - 1) : 0; }
function growing(): void { thing.grow(); }
`;

function nameOf(location: Location): string {
  return typeof location === 'string' ? location : location.name;
}

function inWords({ reads, writes, stops, opaque }: Effects): string {
  const list = (word: string, locations: ReadonlySet<Location>): readonly string[] =>
    locations.size === 0 ? [] : [`${word} ${[...locations].map(nameOf).join(' ')}`];
  return [
    ...list('reads', reads),
    ...list('writes', writes),
    ...(stops ? ['stops'] : []),
    ...(opaque ? ['opaque'] : []),
  ].join(', ');
}

const EXPRESSIONS: Readonly<Record<string, string>> = {
  '1': '',
  "'s'": '',
  true: '',
  '1n': '',
  null: '',
  n: 'reads n',
  '(n)': 'reads n',
  'n as number': 'reads n',
  'n!': 'reads n',
  'n && flag': 'reads n flag',
  'n ? flag : text': 'reads n flag text',
  'n, flag': 'reads n flag',
  '() => (n = 1)': '',
  '[n, flag]': 'reads n flag',
  "CONFIG_IS_ENABLED('ON')": '',

  // Globals that are always there; others may not be, or have an accessor.
  Math: '',
  Number: '',
  NaN: '',
  Infinity: '',
  Int32Array: '',
  Uint32Array: '',
  Uint8Array: '',
  Int8Array: '',
  Uint16Array: '',
  Int16Array: '',
  Float64Array: '',
  ArrayBuffer: '',
  Array: '',
  Map: '',
  Set: '',
  WeakMap: '',
  WeakSet: '',
  process: 'opaque',

  // Conversions of what is not primitive run toString() or valueOf().
  '`${n}`': 'reads n',
  '`${some}`': 'reads some, opaque',
  '-n': 'reads n',
  '-(some as any)': 'reads some, opaque',
  '+n': 'reads n',
  '+(some as any)': 'reads some, opaque',
  '~n': 'reads n',
  '~(some as any)': 'reads some, opaque',
  '!some': 'reads some',
  'typeof some': 'reads some',
  'void some': 'reads some',
  'delete (box as any).flags': 'reads box .flags, opaque',
  'n + n': 'reads n',
  'n + text': 'reads n text',
  'n + (some as any)': 'reads n some, opaque',
  '(some as any) + n': 'reads some n, opaque',
  'n === some': 'reads n some',
  'n !== some': 'reads n some',
  'n == some': 'reads n some, opaque',
  'n < (some as any)': 'reads n some, opaque',
  "'x' in box": 'reads box, opaque',
  "'x' in (text as any)": 'reads text, opaque',
  '(n as any) instanceof (text as any)': 'reads n text, opaque',

  // Properties.
  'box.flags': 'reads box .flags',
  'thing.size': 'reads thing, opaque',
  'M.length': 'reads M',
  'M.byteLength': 'reads M',
  'M.byteOffset': 'reads M',
  'M.buffer': 'reads M',
  'M.BYTES_PER_ELEMENT': 'reads M',
  'M.map': 'reads M, opaque',
  'list.length': 'reads list, opaque',
  'Math.PI': '',
  'Number.MAX_VALUE': '',
  'Array.name': 'opaque',
  'M[n]': 'reads M n []',
  'M?.[n]': 'reads M n, opaque',
  'M[some as any]': 'reads M some, opaque',
  'list[n]': 'reads list n, opaque',

  // Calls.
  'nothing()': 'reads nothing',
  'nothing?.()': 'reads nothing, opaque',
  'twice(n)': 'reads twice n',
  'twice(...(some as any))': 'reads twice some, opaque',
  'reading()': 'reads reading n',
  'writing(n)': 'reads writing n, writes n',
  'storing()': 'reads storing M box, writes [] .flags',
  'looping()': 'reads looping flag nothing, stops',
  'recursive(n)': 'reads recursive n, opaque',
  'growing()': 'reads growing thing, opaque',
  'thing.grow()': 'reads thing, opaque',
  'Math.abs(n)': 'reads n',
  'Math.abs(some as any)': 'reads some, opaque',
  'Math.random()': 'opaque',
  'Math?.abs(n)': 'reads n, opaque',
  'parseInt(text)': 'reads text, opaque',

  // Constructors.
  'new Map()': '',
  'new Set()': '',
  'new Set([n])': 'reads n, opaque',
  'new Int32Array()': '',
  'new Int32Array(16777215)': '',
  'new Int32Array(16777216)': 'opaque',
  'new Int32Array(n)': 'reads n, opaque',
  "new Int32Array('4' as any)": 'opaque',
  "new Int32Array('4')": 'opaque',
  'new Int32Array(4, 5)': 'opaque',
  'new Date()': 'opaque',
  'new Thing()': 'reads Thing, opaque',

  // Objects and lists.
  '({ a: n })': 'reads n',
  "({ [text]: n, 'b': n })": 'reads text n, opaque',
  '({ ...box })': 'reads box, opaque',
  '[...list]': 'reads list, opaque',

  // Assignments.
  'n = 1': 'writes n',
  'n = some as any': 'reads some, writes n',
  'n += 1': 'reads n, writes n',
  'n += some as any': 'reads some n, writes n, opaque',
  'loose += n': 'reads n loose, writes loose, opaque',
  'loose &&= n': 'reads n loose, writes loose',
  'loose ||= n': 'reads n loose, writes loose',
  'some ??= n': 'reads n some, writes some',
  'n ||= 2': 'reads n, writes n',
  'n++': 'reads n, writes n',
  '--n': 'reads n, writes n',
  'box.flags = 2': 'reads box, writes .flags',
  'box.flags += 2': 'reads box .flags, writes .flags',
  'thing.size = 2': 'reads thing, opaque',
  'thing.size += 2': 'reads thing, opaque',
  'thing.size++': 'reads thing, opaque',
  'M[n] = 2': 'reads M n, writes []',
  'M[n] += 2': 'reads M n [], writes []',
  'M[n]++': 'reads M n [], writes []',
  'M[n] = some as any': 'reads M n some, opaque',
  'M[text as any] = 2': 'reads M text, opaque',
  'list[n] = 2': 'reads list n, opaque',
  '(globalThis as any).x = 1': 'opaque',
  'NaN = 1': 'opaque',
};

/** Bodies of functions by name, each with what it does to the statements around it, and to callers. */
const STATEMENTS: Readonly<Record<string, readonly [around: string, called: string]>> = {
  'n = 1;': ['writes n', 'writes n'],
  'const a = n;': ['reads n, writes a', 'reads n'],
  'let a;': ['writes a', ''],
  'let a = 1; a += n;': ['reads n a, writes a', 'reads n'],
  'return n;': ['reads n, stops', 'reads n'],
  "throw new Error('no');": ['stops, opaque', 'stops, opaque'],
  'throw n;': ['reads n, stops', 'reads n, stops'],
  'while (flag) n = 1;': ['reads flag, writes n, stops', 'reads flag, writes n, stops'],
  'do n = 1; while (flag);': ['reads flag, writes n, stops', 'reads flag, writes n, stops'],
  'for (let i = 0; i < 2; i++) n = i;': ['reads i, writes n i, stops', 'writes n, stops'],
  'for (const each of list) n = each;': [
    'reads list each, writes n, opaque',
    'reads list, writes n, opaque',
  ],
  'try { n = 1; } finally { flag = true; }': ['writes n flag, opaque', 'writes n flag, opaque'],
  'if (flag) { n = 1; } else text = text;': [
    'reads flag text, writes n text',
    'reads flag text, writes n text',
  ],
  'switch (n) { case 1: flag = false; break; default: n = 2; }': [
    'reads n, writes flag n, stops',
    'reads n, writes flag n',
  ],
  '{ n = 1; }': ['writes n', 'writes n'],
  'out: { n = 1; break out; }': ['writes n, stops', 'writes n'],
  'function inner(): void { n = 1; } flag = false;': ['writes flag', 'writes flag'],
};

test('each expression has the effects that the table names', () => {
  expect(
    tableOf(PREAMBLE, EXPRESSIONS, (expression, fold) => inWords(effectsOf(expression, fold))),
  ).toEqual(EXPRESSIONS);
});

test('each statement has the effects that the table names', () => {
  const bodies = Object.keys(STATEMENTS);
  const { fold, functionOf } = parse(
    [PREAMBLE, ...bodies.map((body, i) => `function body_${i}() {\n${body}\n}`)].join('\n'),
  );
  const actual = bodies.map((body, i) => {
    const declaration = functionOf(`body_${i}`);
    const around = newEffects();
    for (const statement of declaration.body.statements)
      addStatementEffects(statement, around, fold);
    return [body, [inWords(around), inWords(functionEffects(declaration, fold))]] as const;
  });
  expect(Object.fromEntries(actual)).toEqual(STATEMENTS);
});

test('the values of parameters are part of a call', () => {
  const { fold, functionOf } = parse(`${PREAMBLE}
function given(a = n, b: number = a, ...rest: number[]): void {}`);
  expect(inWords(functionEffects(functionOf('given'), fold))).toBe('reads n');
});

describe('effects', () => {
  const none = newEffects();
  const local = { name: 'a', topLevel: false, shared: false } as Location;
  const other = { name: 'b', topLevel: false, shared: false } as Location;
  const module = { name: 'n', topLevel: true, shared: false } as Location;
  const shared = { name: 's', topLevel: false, shared: true } as Location;
  const effects = (known: Partial<Effects>): Effects => ({ ...none, ...known });
  const reads = (...locations: Location[]): Effects => effects({ reads: new Set(locations) });
  const writes = (...locations: Location[]): Effects => effects({ writes: new Set(locations) });
  const stops = effects({ stops: true });
  const opaque = effects({ opaque: true });

  test.each([
    ['nothing', none, true],
    ['a read', reads(module), true],
    ['a write', writes(local), false],
    ['a stop', stops, false],
    ['unknown code', opaque, false],
  ])('can be left out: %s', (_, each, expected) => {
    expect(isDroppable(each)).toBe(expected);
  });

  test.each([
    ['nothing and nothing', none, none, true],
    ['nothing and unknown code', none, opaque, true],
    ['a private read and unknown code', reads(local), opaque, true],
    ['a private write and unknown code', writes(local), opaque, true],
    ['a read of the module and unknown code', reads(local, module), opaque, false],
    ['a write of the module and unknown code', writes(local, module), opaque, false],
    ['a read of a shared local and unknown code', reads(shared), opaque, false],
    ['a read of elements and unknown code', reads('[]'), opaque, false],
    ['a stop and unknown code', stops, opaque, false],
    ['unknown code twice', opaque, opaque, false],
    ['a stop and nothing', stops, none, true],
    ['a stop and a read', stops, reads(module), true],
    ['a stop and a write', stops, writes(local), false],
    ['two stops', stops, stops, false],
    ['two reads', reads(module), reads(module), true],
    ['a read and a write of one location', reads(module), writes(module), false],
    ['a read and a write of two locations', reads(local), writes(other), true],
    ['two writes of one location', writes(local), writes(local), false],
    ['two writes of two locations', writes(local), writes(other), true],
  ])('may change places: %s', (_, a, b, expected) => {
    expect([commute(a, b), commute(b, a)]).toEqual([expected, expected]);
  });

  test('are the same, as far as they are known', () => {
    const all = [
      undefined,
      none,
      reads(local),
      reads(other),
      reads('[]'),
      writes(local),
      stops,
      opaque,
    ];
    for (const [i, a] of all.entries())
      for (const [j, b] of all.entries())
        expect([i, j, sameEffects(a, b)]).toEqual([i, j, i === j]);
    expect(sameEffects(reads(local), reads(local))).toBe(true);
    const both = { ...none, reads: new Set([local, other]) };
    expect(sameEffects(both, { ...none, reads: new Set([other, local]) })).toBe(true);
    expect(sameEffects(both, reads(local))).toBe(false);
    expect(sameEffects(reads(local), both)).toBe(false);
  });
});
