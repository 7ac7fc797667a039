import { describe, expect, test } from '@jest/globals';
import {
  configure,
  parseDefconfig,
  writeConfig,
  type KconfigTree,
} from '../../../generator/kconfig/index.ts';
import { configureText, load } from './trees.ts';
import { TOPICS } from './topics.ts';

function linesOf(config: string): string[] {
  return config.split('\n').filter((line) => !/^#?$/.test(line)).slice(2);
}

describe('by topic, as the C program', () => {
  test.each(Object.entries(TOPICS))('%s', (_, { kconfig, defconfig, mode, lines }) => {
    const tree = load(kconfig);
    const result =
      mode === undefined
        ? configure(tree, parseDefconfig(defconfig ?? '', 'x_defconfig'))
        : configure(tree, undefined, { mode });
    expect(linesOf(writeConfig(result))).toEqual(lines);
  });
});

/** The menus as shown: two blanks for each level. */
function outline({ nodes, root }: KconfigTree): string[] {
  return nodes.flatMap((node) => {
    let depth = 0;
    for (let menu = node.parent; menu && menu !== root; menu = menu.parent) depth++;
    const title = node.symbol?.name ?? node.prompt?.text;
    return title === undefined ? [] : ['  '.repeat(depth) + title];
  });
}

describe('menus', () => {
  test('a symbol that depends on the one before stands below it, at any depth', () => {
    const tree = load(`
config NET
	bool "net"
config IP
	bool "ip"
	depends on NET
config IP_FRAG
	bool "fragments"
	depends on IP
choice
	prompt "stack"
	depends on NET
config SMALL
	bool "small"
endchoice
config DISK
	bool "disk"
config LATE
	bool "late"
	depends on NET
`);
    expect(outline(tree)).toEqual([
      'NET',
      '  IP',
      '    IP_FRAG',
      '  stack',
      '    SMALL',
      'DISK',
      'LATE',
    ]);
  });

  test('what an if or a file holds stands in the menu around it', () => {
    const tree = load(`
config A
	bool "a"
menu "m"
if A
config B
	bool "b"
comment "c"
endif
endmenu
`);
    expect(outline(tree)).toEqual(['A', 'm', '  B', '  c']);
  });

  test('a comparison with the symbol before, or one side of an ||, is enough', () => {
    const tree = load(`
config A
	tristate "a"
config B
	bool "b"
	depends on A != n
config C
	bool "c"
	depends on A || D
config D
	bool "d"
`);
    expect(outline(tree)).toEqual(['A', '  B', '  C', 'D']);
  });
});

describe('configdefault, as in Zephyr', () => {
  const kconfig = `
config BUS
	bool "bus"
config BOARD
	bool "board"
configdefault DRIVER
	default y if BOARD
config DRIVER
	bool "driver"
	depends on BUS
`;

  test('its default holds only where what the symbol depends on does', () => {
    const valueWith = (defconfig: string): string | undefined =>
      configureText(kconfig, defconfig).get('DRIVER')?.value;
    expect(valueWith('CONFIG_BOARD=y\n')).toBe('n');
    expect(valueWith('CONFIG_BUS=y\n')).toBe('n');
    expect(valueWith('CONFIG_BOARD=y\nCONFIG_BUS=y\n')).toBe('y');
  });

  test('of several definitions one that depends on nothing is enough', () => {
    const twice = `${kconfig}config DRIVER\n\tbool\n`;
    expect(configureText(twice, 'CONFIG_BOARD=y\n').get('DRIVER')?.value).toBe('y');
  });

  test('defaults keep the order of the tree, and ifs around them count', () => {
    const tree = `
config FAST
	bool "fast"
config N
	int
	default 1 if FAST
if FAST
configdefault N
	default 2
endif
configdefault N
	default 3
config N
	int
	default 4
`;
    expect(configureText(tree).get('N')?.value).toBe('3');
    expect(configureText(tree, 'CONFIG_FAST=y\n').get('N')?.value).toBe('1');
  });

  test.each(['depends on A', 'select A', 'imply A', 'range 1 2', 'bool', 'prompt "x"'])(
    'it takes no %s',
    (option) => {
      expect(() => load(`configdefault N\n\t${option}\n`)).toThrow(/is not an option of 'configdefault'/);
    },
  );
});

test('assigning to a choice is warned about', () => {
  const kconfig = TOPICS['the file names a choice']!.kconfig;
  expect(configureText(kconfig, 'CONFIG_KIND=y\n').diagnostics).toEqual([
    {
      code: 'reassigned',
      severity: 'warning',
      symbol: 'KIND',
      message: 'KIND: the members of a choice decide it; set one of them',
      position: { file: 'x_defconfig', line: 1, column: 1 },
    },
  ]);
});
