import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { optionsOfTree } from '../../../bench/options/option.ts';
import { prerequisites } from '../../../bench/options/prerequisites.ts';
import { loadKconfig, type KconfigTree } from '../../../generator/kconfig/index.ts';

function treeOf(kconfig: string): KconfigTree {
  const folder = mkdtempSync(join(tmpdir(), 'options-'));
  try {
    writeFileSync(join(folder, 'Kconfig'), kconfig);
    return loadKconfig({ file: join(folder, 'Kconfig') });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const tree = treeOf(`
menu "First"
config A
	bool "a"
config B
	bool "b"
	depends on A
config C
	bool "c"
	default y
endmenu
menu "Second"
	depends on B && !C
config D
	bool "d"
	default y if A || C
	default n
config SPL_D
	bool "d in SPL"
	default y if A || C
config TPL_D
	bool "d in TPL"
	default SPL_D
config VPL_E
	int "e in VPL"
endmenu
config F
	bool
config G
	bool "g"
	depends on F
`);

const needed = (name: string, base = '') => {
  const symbol = tree.names.get(name);
  if (symbol === undefined) throw new Error(`no ${name}`);
  return prerequisites(tree, symbol, base).split('\n').filter(Boolean);
};

describe('what an option needs', () => {
  test('nothing, one thing, or all that leads there', () => {
    expect(needed('A')).toEqual([]);
    expect(needed('B')).toEqual(['CONFIG_A=y']);
    expect(needed('D')).toEqual(['CONFIG_A=y', 'CONFIG_B=y', '# CONFIG_C is not set']);
  });

  test('not what the base has already', () => {
    expect(needed('D', 'CONFIG_A=y\n# CONFIG_C is not set\n')).toEqual(['CONFIG_B=y']);
  });

  test('an option that nobody can set is an error', () => {
    expect(() => needed('G')).toThrow(/^G: /);
  });
});

test('options are grouped by phase forms, each with its menu and its defaults', () => {
  const options = optionsOfTree(tree);
  expect(options.map(({ name, menu, defaults }) => [name, menu, defaults])).toEqual([
    ['A', 'First', 'n'],
    ['B', 'First', 'n'],
    ['C', 'First', 'y'],
    ['D', 'Second', 'y if A || C, n'],
    ['VPL_E', 'Second', 'none'],
    ['G', '', 'n'],
  ]);
  expect(options[3]?.forms).toEqual([
    { phase: 'spl', name: 'SPL_D', defaults: 'y if A || C' },
    { phase: 'tpl', name: 'TPL_D', defaults: 'SPL_D' },
  ]);
  expect(options[4]).toMatchObject({ phase: 'vpl', forms: [] });
});
