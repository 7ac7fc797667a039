import { expect, test } from '@jest/globals';

import {
  assignValues,
  configure,
  formatDiagnostic,
  parseDefconfig,
  writeConfig,
} from '../../../generator/kconfig/index.ts';
import { errorOf, load } from './trees.ts';

const TREE = load(`mainmenu "t"

config A
	bool "a"

config T
	tristate "t"

config I
	int "i"

config X
	hex "x"

config S
	string "s"
`);

const lines = (config: string): string[] =>
  config.split('\n').filter((line) => line !== '' && (!line.startsWith('#') || / is not set/.test(line)));

test('values are written as their types want them', () => {
  const values = assignValues(TREE, { A: true, T: 'n', I: -3, X: 255, S: 'n' });
  expect(lines(writeConfig(configure(TREE, values, { deny: 'all' })))).toEqual([
    'CONFIG_A=y',
    '# CONFIG_T is not set',
    'CONFIG_I=-3',
    'CONFIG_X=0xff',
    'CONFIG_S="n"',
  ]);
});

test('a big hex number and text of digits keep every digit', () => {
  const values = assignValues(TREE, { X: 0xffff_ffff_ffff_ffffn, I: '12' });
  expect(lines(writeConfig(configure(TREE, values)))).toEqual(
    expect.arrayContaining(['CONFIG_X=0xffffffffffffffff', 'CONFIG_I=12']),
  );
});

test('they go before those of a file for the same symbols', () => {
  const base = parseDefconfig('CONFIG_A=y\nCONFIG_I=1\nCONFIG_I=2\nnonsense\n', 'x_defconfig');
  const configuration = configure(TREE, assignValues(TREE, { I: 7 }, { base, name: 'test' }));
  expect(configuration.get('A')?.origin.position?.file).toBe('x_defconfig');
  expect(configuration.get('I')).toMatchObject({
    value: '7',
    origin: { kind: 'written', position: { file: 'test', line: 1 } },
  });
  expect(configuration.diagnostics.map(({ code }) => code)).toEqual(['malformed-line']);
});

test('what is wrong is reported at the number of the value', () => {
  const values = assignValues(TREE, { I: false, toString: 1, S: 's' });
  expect(configure(TREE, values).diagnostics.map(formatDiagnostic)).toEqual([
    "<values>:1: I: 'n' is not an integer: write one such as 16",
    '<values>:2: toString: the tree has no such symbol; remove the line',
  ]);
});

test('a configuration does not change when another is made of the same tree', () => {
  const first = configure(TREE, assignValues(TREE, { A: true }));
  const text = writeConfig(first);
  configure(TREE, assignValues(TREE, { A: false, I: 4 }));
  expect(writeConfig(first)).toBe(text);
  expect(Object.isFrozen(first.get('A'))).toBe(true);
});

test.each([
  ['X', 1.5, 'X: 1.5 cannot be the value of a hex symbol: give an integer'],
  ['X', Number.NaN, 'X: NaN cannot be the value of a hex symbol: give an integer'],
  ['X', Infinity, 'X: Infinity cannot be the value of a hex symbol: give an integer'],
  ['X', -1, 'X: -1 cannot be hex, which has no sign: give 0 or more'],
  ['X', -1n, 'X: -1 cannot be hex, which has no sign: give 0 or more'],
  ['I', 0.5, 'I: 0.5 cannot be the value of an int symbol: give an integer'],
  [
    'X',
    2 ** 53,
    'X: 9007199254740992 cannot be the value of a hex symbol: give a bigint or text, which keep all digits',
  ],
])('%s cannot be %d', (name, value, message) => {
  expect(errorOf(() => assignValues(TREE, { [name]: value }))).toEqual({ code: 'bad-value', message });
});

test('numbers may stand for text, and 0 for a number', () => {
  const values = assignValues(TREE, { S: 1.5, I: 0, X: 0n });
  expect(values.assignments.map(({ value }) => value)).toEqual(['"1.5"', '0', '0x0']);
});
