import { describe, expect, test } from '@jest/globals';

import { loadKconfig, parseDefconfig, type KconfigTree, type Mention } from '../../../generator/kconfig/index.ts';

const TREE = `X := y
config X
	bool "x"
config A
	bool "a" if X
	default y if X
	depends on B && X
	select X if B
	imply X
	help
	  X is not mentioned here.
config N
	int
	range 1 X if X
	default X
choice KIND
	prompt "kind"
	default M if X
config M
	bool "m"
endchoice
menu "menu"
	visible if X
	depends on X
	comment "X"
		depends on !X
endmenu
if X = "X"
source "$(X)/$(other, $(X))"
endif
configdefault X
	default y
`;

function load(text: string): KconfigTree {
  const texts: Record<string, string> = { Root: text, 'y/': '' };
  return loadKconfig({
    file: 'Root',
    files: { read: (path) => texts[path], exists: (path) => path in texts || path.startsWith('y'), list: () => [] },
    env: {},
    strict: false,
  });
}

const show = (text: string, { role, range, isCondition, owner }: Mention): string => {
  const { start, end } = range;
  expect(end.line).toBe(start.line);
  const named = text.split('\n')[start.line - 1]!.slice(start.column - 1, end.column - 1);
  return `${start.line} ${role}${isCondition ? '?' : ''} ${owner ?? '-'} ${named}`;
};

describe('mentions', () => {
  test('have their range, role and owner', () => {
    const tree = load(TREE);
    const defconfig = parseDefconfig('CONFIG_A=y\n# CONFIG_X is not set\n', 'd');
    const mentions = tree.mentions('X', defconfig);
    const [last] = mentions.slice(-1) as [Mention];
    expect(last).toEqual({
      role: 'defconfig',
      isCondition: false,
      range: { file: 'd', start: { line: 2, column: 1 }, end: { line: 2, column: 22 } },
    });
    expect(mentions.slice(0, -1).map((mention) => show(TREE, mention))).toEqual([
      '2 definition X X',
      '5 prompt? A X',
      '6 default? A X',
      '7 depends A X',
      '8 select A X',
      '9 imply A X',
      '14 range N X',
      '14 range? N X',
      '15 default N X',
      '18 default? KIND X',
      '23 visible - X',
      '24 depends - X',
      '26 depends - X',
      '28 depends - X',
      '31 definition X X',
      '1 macro - X',
      '29 macro - X',
      '29 macro - X',
    ]);
  });

  test('are found of a choice and of its members', () => {
    const roles = (name: string): string[] => load(TREE).mentions(name).map((mention) => show(TREE, mention));
    expect(roles('KIND')).toEqual(['16 choice KIND KIND']);
    expect(roles('M')).toEqual(['18 default KIND M', '19 definition M M', '19 choice KIND M']);
  });

  test('of names that nothing has are none', () => {
    expect(load(TREE).mentions('NONE')).toEqual([]);
    expect(load(TREE).mentions('y')).toEqual([]);
  });

  test('by a macro are where the macro is used', () => {
    const text = 'dep := A\nconfig A\n\tbool\nconfig B\n\tbool\n\tdepends on $(dep) && !A\n';
    const tree = load(text);
    expect(tree.mentions('A').map((mention) => show(text, mention))).toEqual([
      '2 definition A A',
      '6 depends B $(dep)',
      '6 depends B A',
    ]);
    expect(tree.mentions('dep').map((mention) => show(text, mention))).toEqual([
      '1 macro - dep',
      '6 macro - dep',
    ]);
  });

  test('are found in many files, far to the right, and by a long macro', () => {
    const many = Array.from({ length: 3000 }, (_, at) => `config S${at}\n\tbool\n\tdepends on A\n`).join('');
    const far = ' '.repeat(70_000);
    const long = `$(f,${'x'.repeat(40_000)})`;
    const texts: Record<string, string> = {
      Root: 'f = A\nconfig A\n\tbool\nsource "one"\nconfig B\n\tbool\n\tdepends on A\nsource "other"\n',
      one: many,
      other: `config C\n\tbool\n\tdepends on ${far}A && ${long} && A\n`,
    };
    const files = { read: (path: string) => texts[path], exists: (path: string) => path in texts, list: () => [] };
    const mentions = loadKconfig({ file: 'Root', files, env: {} }).mentions('A');
    expect(mentions).toHaveLength(1 + 3000 + 1 + 3);
    expect(mentions.map(({ range }) => range.file)).toEqual([
      'Root',
      ...Array.from({ length: 3000 }, () => 'one'),
      'Root',
      'other',
      'other',
      'other',
    ]);
    expect(mentions[2345]!.range.start.line).toBe(2345 * 3);
    const shown = mentions.slice(-4).map((mention) => show(texts[mention.range.file]!, mention));
    expect(shown).toEqual(['7 depends B A', '3 depends C A', `3 depends C ${long}`, '3 depends C A']);
  });
});
