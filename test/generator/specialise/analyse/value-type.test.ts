/*
 * What is known of the value of an expression before it runs: its type, and the value itself.
 */
import { describe, expect, test } from '@jest/globals';

import {
  decides,
  evaluate,
  mathFunction,
  NO_FACTS,
} from '../../../../generator/specialise/analyse/evaluate.ts';
import { KnownFacts } from '../../../../generator/specialise/analyse/known-facts.ts';
import { valueTypeOf } from '../../../../generator/specialise/analyse/value-type.ts';
import { createBinding } from '../../../../generator/specialise/syntax/binding.ts';
import {
  joinValueTypes,
  valueTypeOfNumber,
  type ValueType,
} from '../../../../generator/specialise/syntax/value-type.ts';
import { tableOf } from '../parsed.ts';

const PREAMBLE = `
import { CONFIG_IS_ENABLED, CONFIG_VAL, IS_ENABLED } from './config.ts';
type Id = number & { readonly brand: 'id' };
const M = new Int32Array(8);
const SMALL = 3;
const LARGE = 4294967295;
const HUGE = 4294967296;
const NAME = 'x';
const YES = true;
let n = 1;
let id = 1 as Id;
let flag = true;
let text = 'x';
let some: unknown;
let maybe: number | undefined;
const box = { flags: 1 };
class Thing {
  size = 1;
  name = 'x';
}
const thing = new Thing();
function four(): number { return 4; }
function known(): number { return SMALL + 1; }
function early(): number { return 4; n = 1; }
function given(a: number): number { return a; }
function busy(): number { n = 1; return 4; }
function none(): void { return; }
function word(): string { return text; }
`;

const VALUE_TYPES: Readonly<Record<string, ValueType>> = {
  '0': 'int32',
  '2147483647': 'int32',
  '2147483648': 'uint32',
  '4294967295': 'uint32',
  '4294967296': 'number',
  '0.5': 'number',
  "'s'": 'string',
  '`s`': 'string',
  '`${n}`': 'string',
  true: 'boolean',
  null: 'nullish',
  undefined: 'nullish',
  '1n': 'unknown',
  n: 'number',
  id: 'number',
  flag: 'boolean',
  text: 'string',
  some: 'unknown',
  maybe: 'unknown',
  M: 'array',
  box: 'plain',
  thing: 'unknown',
  SMALL: 'int32',
  LARGE: 'uint32',
  HUGE: 'number',
  NAME: 'string',
  "CONFIG_IS_ENABLED('ON')": 'boolean',
  "IS_ENABLED('CONFIG_ON')": 'boolean',
  "CONFIG_VAL('SIZE')": 'number',
  'M[n]': 'number',
  'M[n]!': 'number',
  'M[text as any]': 'unknown',
  'text[n]': 'unknown',
  'Math.clz32(n)': 'int32',
  'Math.imul(n, n)': 'int32',
  'Math.floor(n)': 'number',
  'Math.random()': 'unknown',
  'four()': 'number',
  'four?.()': 'unknown',
  'word()': 'string',
  'none()': 'nullish',
  'parseInt(text)': 'unknown',
  '-n': 'number',
  '+n': 'number',
  '~n': 'int32',
  '-(some as any)': 'unknown',
  '~(some as any)': 'unknown',
  '!some': 'boolean',
  'typeof some': 'string',
  'void 0': 'nullish',
  'delete (box as any).flags': 'boolean',
  'n++': 'number',
  '--n': 'number',
  'M[n]++': 'number',
  'n + n': 'number',
  'n + text': 'string',
  'text + n': 'string',
  'n + (some as any)': 'unknown',
  'n - n': 'number',
  'n - (some as any)': 'unknown',
  'n & n': 'int32',
  '(some as any) & n': 'unknown',
  'n >>> n': 'uint32',
  'n < n': 'boolean',
  'some === n': 'boolean',
  'n && flag': 'unknown',
  'flag && YES': 'boolean',
  'n || 1': 'number',
  'n = 1': 'int32',
  'some = text': 'string',
  'n += 1': 'number',
  'text += n': 'string',
  'n |= 1': 'int32',
  'n >>>= 1': 'uint32',
  'n ||= 1': 'unknown',
  'n &&= 1': 'unknown',
  'maybe ??= 1': 'unknown',
  'flag ? 1 : 2': 'int32',
  'flag ? 1 : 4294967295': 'number',
  'flag ? 1 : text': 'unknown',
  '(n, text)': 'string',
  'text as any': 'string',
  '(text)': 'string',
  'thing.size': 'number',
  'thing.name': 'string',
  'thing?.size': 'unknown',
  'box.flags': 'number',
  Math: 'unknown',
  '[1]': 'unknown',
  '() => 1': 'unknown',
  'new Int8Array(1)': 'array',
  'new Uint8Array(1)': 'array',
  'new Uint8ClampedArray(1)': 'array',
  'new Int16Array(1)': 'array',
  'new Uint16Array(1)': 'array',
  'new Int32Array(1)': 'array',
  'new Uint32Array(1)': 'array',
  'new Float32Array(1)': 'array',
  'new Float64Array(1)': 'array',
  'new Map()': 'unknown',
  'new Thing()': 'unknown',
  '({})': 'plain',
  '({ a: 1 })': 'plain',
  '({ a: 1, __proto__: thing })': 'unknown',
  '({ [text]: 1 })': 'unknown',
};

/** Undefined for what is not constant; a constant `undefined` is in a list. */
const VALUES: Readonly<Record<string, unknown>> = {
  '1': [1],
  "'s'": ['s'],
  true: [true],
  null: [null],
  undefined: [undefined],
  '1n': undefined,
  SMALL: [3],
  NAME: ['x'],
  YES: [true],
  n: undefined,
  'SMALL as any': [3],
  '(SMALL)': [3],
  '-SMALL': [-3],
  '+SMALL': [3],
  '~SMALL': [-4],
  '!SMALL': [false],
  'typeof SMALL': undefined,
  'void SMALL': [undefined],
  'void n': undefined,
  '-n': undefined,
  'delete (box as any).flags': undefined,
  '5 + SMALL': [8],
  '5 - SMALL': [2],
  '5 * SMALL': [15],
  '6 / SMALL': [2],
  '5 % SMALL': [2],
  '5 ** SMALL': [125],
  '5 ** -SMALL': undefined,
  '10 ** 15': [10 ** 15],
  '10 ** 16': undefined,
  '5 & SMALL': [1],
  '5 | SMALL': [7],
  '5 ^ SMALL': [6],
  '5 << SMALL': [40],
  '-16 >> SMALL': [-2],
  '-16 >>> SMALL': [536870910],
  '3 < SMALL': [false],
  '2 < SMALL': [true],
  '3 <= SMALL': [true],
  '4 <= SMALL': [false],
  '3 > SMALL': [false],
  '4 > SMALL': [true],
  '3 >= SMALL': [true],
  '2 >= SMALL': [false],
  '3 === SMALL': [true],
  "('3' as any) === SMALL": [false],
  '3 !== SMALL': [false],
  '2 !== SMALL': [true],
  "('3' as any) == SMALL": [true],
  "('3' as any) != SMALL": [false],
  '2 != SMALL': [true],
  '2 == SMALL': [false],
  "'a' in ({ a: 1 })": undefined,
  '(SMALL as any) instanceof Map': undefined,
  'n + SMALL': undefined,
  'SMALL + n': undefined,
  '0 / 0': [NaN],
  'SMALL && NAME': ['x'],
  '0 && n': [0],
  'SMALL && n': undefined,
  'n && SMALL': undefined,
  'SMALL || n': [3],
  '0 || NAME': ['x'],
  'null ?? SMALL': [3],
  'undefined ?? SMALL': [3],
  '0 ?? n': [0],
  'YES ? 1 : n': [1],
  '!YES ? n : 2': [2],
  'n ? 1 : 1': undefined,
  'known()': [4],
  'four()': [4],
  'four?.()': undefined,
  'early()': undefined,
  'given(1)': undefined,
  'busy()': undefined,
  'none()': undefined,
  '(thing as any).size()': undefined,
  'Math.abs(-SMALL)': [3],
  'Math.ceil(1.2)': [2],
  'Math.clz32(1)': [31],
  'Math.floor(1.8)': [1],
  'Math.imul(SMALL, 4)': [12],
  'Math.max(1, SMALL)': [3],
  'Math.min(1, SMALL)': [1],
  'Math.round(2.5)': [3],
  'Math.sign(-SMALL)': [-1],
  'Math.trunc(-1.5)': [-1],
  'Math.random()': undefined,
  'Math.sqrt(4)': undefined,
  'Math?.abs(1)': undefined,
  'Math.abs?.(1)': undefined,
  'Math.max(1, n)': undefined,
  'Math.max(1, NAME as any)': undefined,
  '(thing as any).abs(1)': undefined,
  '(Number as any).abs(1)': undefined,
  '`s`': undefined,
  Math: undefined,
  "CONFIG_VAL('SIZE')": undefined,
  'box.flags': undefined,
  'M[0]': undefined,
  'new Map()': undefined,
  'n++': undefined,
  'n = 1': undefined,
  '(n, 1)': undefined,
  '[1]': undefined,
  '({})': undefined,
  '() => 1': undefined,
};

test('each expression has the value type that the table names', () => {
  expect(
    tableOf(PREAMBLE, VALUE_TYPES, (expression, { facts }) => valueTypeOf(expression, facts)),
  ).toEqual(VALUE_TYPES);
});

test('an expression has a value before run time if its operands have', () => {
  const actual = tableOf(PREAMBLE, VALUES, (expression, { facts }) => {
    const constant = evaluate(expression, facts);
    return constant && [constant.value];
  });
  expect(actual).toStrictEqual(VALUES);
});

test('without facts, names have the type of their declaration and no value', () => {
  const rows = { SMALL: 'int32', 'SMALL + 1': 'number', 'four()': 'number' };
  expect(tableOf(PREAMBLE, rows, (node) => valueTypeOf(node, NO_FACTS))).toEqual(rows);
  expect(
    tableOf(PREAMBLE, rows, (node) => (evaluate(node, NO_FACTS) === undefined ? 'none' : 'some')),
  ).toEqual({ SMALL: 'none', 'SMALL + 1': 'none', 'four()': 'none' });
});

test('a function of Math is found only if the object is the global one', () => {
  const rows = {
    'Math.abs(1)': 'abs',
    'Math.other(1)': 'other',
    'Math?.abs(1)': 'none',
    '(thing as any).abs(1)': 'none',
    'Number.abs(1)': 'none',
    'four()': 'none',
  };
  expect(
    tableOf(PREAMBLE, rows, (node) =>
      node.kind === 'call' ? (mathFunction(node) ?? 'none') : 'no call',
    ),
  ).toEqual(rows);
});

test.each([
  ['&&', [0, '', null, undefined, false], [1, 'a', true]],
  ['||', [1, 'a', true], [0, '', null, undefined, false]],
  ['??', [0, '', false, 1], [null, undefined]],
] as const)('%s is decided by its left side', (operator, deciding, others) => {
  expect(deciding.map((value) => decides(operator, value))).toEqual(deciding.map(() => true));
  expect(others.map((value) => decides(operator, value))).toEqual(others.map(() => false));
});

test('a number is an int32 where `x | 0` is the same number', () => {
  const types = [0, -0, -1, -(2 ** 31), -(2 ** 31) - 1, 2 ** 32 - 1, 2 ** 32, 0.5, NaN];
  expect(types.map(valueTypeOfNumber)).toEqual([
    'int32',
    'number',
    'int32',
    'int32',
    'number',
    'uint32',
    'number',
    'number',
    'number',
  ]);
});

test.each<readonly [readonly ValueType[], ValueType]>([
  [[], 'unknown'],
  [['string'], 'string'],
  [['plain', 'plain'], 'plain'],
  [['int32', 'uint32'], 'number'],
  [['int32', 'uint32', 'string'], 'unknown'],
  [['boolean', 'nullish'], 'unknown'],
])('one of %j is %s', (valueTypes, expected) => {
  expect(joinValueTypes(valueTypes)).toBe(expected);
});

describe('known facts', () => {
  const declared = (valueType: ValueType) => createBinding('a', { valueType });

  test('keep the constants of locals apart', () => {
    const known = new KnownFacts();
    const [a, b] = [declared('number'), declared('number')];
    known.noteConstant(a, { value: 1 });
    expect([known.constant(a), known.constant(b)]).toEqual([{ value: 1 }, undefined]);
  });

  test.each<readonly [ValueType, ValueType, ValueType]>([
    ['unknown', 'string', 'string'],
    ['unknown', 'plain', 'plain'],
    ['number', 'int32', 'int32'],
    ['number', 'string', 'number'],
    ['int32', 'uint32', 'int32'],
    ['string', 'int32', 'string'],
  ])('of a variable of type %s, %s makes %s', (before, noted, expected) => {
    const known = new KnownFacts();
    const binding = declared(before);
    known.noteValueType(binding, noted);
    expect(known.valueType(binding)).toBe(expected);
    expect(known.valueType(declared(before))).toBe(before);
  });
});
