import { describe, expect, test } from '@jest/globals';

import type { InvolvedSymbol, Missing, Way } from '../../../generator/kconfig/index.ts';
import { configureText } from './trees.ts';

/** One line for each part of an answer, indented by depth. */
function show(missing: readonly Missing[], depth = 0): string[] {
  const margin = '  '.repeat(depth);
  return missing.flatMap((one) => {
    if (one.kind !== 'condition') return [`${margin}${one.kind}`, ...show(one.parts, depth + 1)];
    const never = one.contradiction ? `, never with ${one.contradiction.condition}` : '';
    return [
      `${margin}${one.condition}${never}`,
      ...one.symbols.flatMap((symbol: InvolvedSymbol) => showWays(symbol.ways, depth + 1)),
      ...show(one.missing, depth + 1),
    ];
  });
}

function showWays(ways: readonly Way[], depth = 0): string[] {
  return ways.flatMap(({ kind, value, condition, holds, missing }) => [
    `${'  '.repeat(depth)}${kind} ${value}${condition === undefined ? '' : ` if ${condition}`} (${holds})`,
    ...show(missing, depth + 1),
  ]);
}

const missing = (kconfig: string, name: string, defconfig = ''): string[] =>
  show(configureText(kconfig, defconfig).explain(name)!.missing);

const A_NEEDS = (condition: string): string => `config A\n\tbool "a"\n\tdepends on ${condition}\n`;

describe('why goes to the leaves', () => {
  test('a default with a condition', () => {
    const tree = `${A_NEEDS('D1')}config D1\n\tbool\n\tdefault y if D2\nconfig D2\n\tbool "d2"\n`;
    expect(missing(tree, 'A')).toEqual([
      'D1 [=n]',
      '  default y if D2 [=n] (n)',
      '    D2 [=n]',
    ]);
  });

  test('a chain of def_bool', () => {
    const tree = `${A_NEEDS('D1')}config D1\n\tdef_bool D2\nconfig D2\n\tdef_bool D3 && D4\nconfig D3\n\tbool "d3"\nconfig D4\n\tbool "d4"\n`;
    expect(missing(tree, 'A')).toEqual([
      'D1 [=n]',
      '  default D2 [=n] (y)',
      '    D2 [=n]',
      '      default D3 [=n] && D4 [=n] (y)',
      '        D3 [=n]',
      '        D4 [=n]',
    ]);
  });

  test('an imply', () => {
    const tree = `${A_NEEDS('D')}config D\n\tbool\nconfig E\n\tbool "e"\n\timply D if F\nconfig F\n\tbool "f"\n`;
    expect(missing(tree, 'A')).toEqual([
      'D [=n]',
      '  imply E [=n] if F [=n] (n)',
      '    E [=n]',
      '    F [=n]',
    ]);
  });

  test('what its definition depends on', () => {
    const tree = `${A_NEEDS('D')}config D\n\tbool\n\tdepends on E\n\tdefault y\nconfig E\n\tbool "e"\n`;
    expect(missing(tree, 'A')).toEqual(['D [=n]', '  default y (n)', '    E [=n]']);
  });

  test('numbers and texts in comparisons', () => {
    const tree =
      `${A_NEEDS('N = 5 && S = "x"')}config N\n\tint\n\tdefault 5 if B\n\tdefault 4\n` +
      'config S\n\tstring\n\tdefault "x" if B\nconfig B\n\tbool "b"\n';
    expect(missing(tree, 'A')).toEqual([
      'N [=4] = 5',
      '  default 5 if B [=n] (n)',
      '    B [=n]',
      '  default 4 (y)',
      'S [=] = x',
      '  default "x" if B [=n] (n)',
      '    B [=n]',
    ]);
  });

  test('MODULES', () => {
    const tree = `config MODULES\n\tbool "modules"\n\tmodules\nconfig A\n\ttristate "a"\n\tdepends on m\n`;
    expect(missing(tree, 'A')).toEqual(['MODULES [=n]']);
    expect(missing(tree, 'A', 'CONFIG_MODULES=y\n')).toEqual([]);
  });

  test('a contradiction', () => {
    const tree = `config X\n\tbool "x"\n${A_NEEDS('X && !X')}if X\nconfig B\n\tbool "b"\n\tdepends on !X\nendif\n`;
    expect(missing(tree, 'A')).toEqual(['X [=n], never with !X [=n]']);
    expect(missing(tree, 'B')).toEqual(['X [=n], never with !X [=n]']);
    expect(missing(tree, 'B', 'CONFIG_X=y\n')).toEqual(['!X [=y], never with X [=y]']);
  });

  test('a tristate at m is not a contradiction', () => {
    const tree = `config MODULES\n\tdef_bool y\n\tmodules\nconfig X\n\ttristate "x"\nconfig A\n\ttristate "a"\n\tdepends on X && !X\n`;
    expect(missing(tree, 'A')).toEqual(['X [=n]']);
  });

  test('a cycle of defaults ends', () => {
    const tree = `${A_NEEDS('D')}config D\n\tbool\n\tdefault y if E = 5\nconfig E\n\tint "e" if F\n\tdefault 4\nconfig F\n\tbool "f"\n`;
    expect(missing(tree, 'A')).toEqual([
      'D [=n]',
      '  default y if E [=4] = 5 (n)',
      '    E [=4] = 5',
      '      default 4 (y)',
    ]);
  });

  test('the defaults of the symbol itself', () => {
    const tree = 'config D1\n\tbool\n\tdefault y if D2\n\tdefault n\nconfig D2\n\tbool "d2"\n';
    expect(showWays(configureText(tree).explain('D1')!.defaults)).toEqual([
      'default y if D2 [=n] (n)',
      '  D2 [=n]',
      'default n (y)',
    ]);
  });
});
