import { expect, test } from '@jest/globals';
import { findNewSymbols, formatNewSymbol } from '../../../generator/kconfig/index.ts';
import { load } from './trees.ts';

test('a choice without a name is a new symbol, and has no line', () => {
  const tree = load(
    'choice\n\tprompt "c"\nconfig A\n\tbool "a"\nendchoice\nconfig S\n\tstring "s"\n\tdefault "t"\n',
  );
  const { symbols } = findNewSymbols(tree);
  expect(symbols.map(({ name }) => name)).toEqual([undefined, 'A', 'S']);
  expect(symbols.map((symbol) => formatNewSymbol(symbol, tree))).toEqual([
    '',
    'CONFIG_A=y\n',
    'CONFIG_S="t"\n',
  ]);
});

test('before Linux 4.17 the list has names, without members of choices', () => {
  const text = 'choice\n\tprompt "c"\nconfig A\n\tbool "a"\nendchoice\nconfig S\n\tstring "s"\n';
  const list = (dialect: string): readonly string[] => {
    const tree = load(text, { dialect });
    return findNewSymbols(tree).symbols.map((symbol) => formatNewSymbol(symbol, tree));
  };
  expect(list('linux-4.16').join('')).toBe('CONFIG_S\n');
  expect(list('linux-4.17').join('')).toBe('CONFIG_A=y\nCONFIG_S=""\n');
});

test('a choice with a name is in the list, but not in Kconfiglib', () => {
  const text = 'choice C\n\tprompt "c"\nconfig A\n\tbool "a"\nendchoice\n';
  const list = (dialect: string): string => {
    const tree = load(text, { dialect });
    return findNewSymbols(tree).symbols.map((symbol) => formatNewSymbol(symbol, tree)).join('');
  };
  expect(list('linux-5.7')).toBe('CONFIG_C=y\nCONFIG_A=y\n');
  expect(list('kconfiglib')).toBe('CONFIG_A=y\n');
});
