import { describe, expect, test } from '@jest/globals';
import type { SymbolValue } from '../../../generator/kconfig/evaluation/symbol-value.ts';
import type { Mode } from '../../../generator/kconfig/index.ts';
import { configureText } from './trees.ts';

const KCONFIG = `config MODULES
	bool "modules"
	option modules

config A
	bool "a"
	default y if B

config B
	bool "b"

config S
	bool "s"
	select T if A
	imply I

config T
	bool "t"

config I
	bool "i"

config N
	int "n"
	default 50
	range 1 9 if B

config X
	hex "x"

choice
	prompt "c"
	default C2 if B

config C1
	bool "c1"

config C2
	bool "c2"

endchoice
`;

function valueOf(name: string, defconfig: string, mode: Mode = 'defconfig'): SymbolValue {
  return configureText(KCONFIG, defconfig, { mode }).get(name)!;
}

describe('where a value comes from', () => {
  test.each([
    ['A', 'CONFIG_A=y', 'y', { kind: 'written', position: 'x_defconfig:1' }],
    ['A', 'CONFIG_B=y\n# CONFIG_A is not set', 'n', { kind: 'written', position: 'x_defconfig:2' }],
    ['A', 'CONFIG_B=y', 'y', { kind: 'default', position: 'Root:7' }],
    ['A', '', 'n', { kind: 'implicit' }],
    ['T', 'CONFIG_S=y\nCONFIG_A=y', 'y', { kind: 'select', position: 'Root:14', by: 'S' }],
    [
      'T',
      'CONFIG_S=y\nCONFIG_A=y\n# CONFIG_T is not set',
      'y',
      { kind: 'select', position: 'Root:14', by: 'S' },
    ],
    ['T', 'CONFIG_S=y\nCONFIG_A=y\nCONFIG_T=y', 'y', { kind: 'written', position: 'x_defconfig:3' }],
    ['I', 'CONFIG_S=y', 'y', { kind: 'imply', position: 'Root:15', by: 'S' }],
    ['N', '', '50', { kind: 'default', position: 'Root:25' }],
    ['N', 'CONFIG_B=y', '9', { kind: 'range', position: 'Root:26' }],
    ['N', 'CONFIG_B=y\nCONFIG_N=8', '8', { kind: 'written', position: 'x_defconfig:2' }],
    ['X', '', '', { kind: 'implicit' }],
    ['X', 'CONFIG_X=0x1', '0x1', { kind: 'written', position: 'x_defconfig:1' }],
    ['C2', 'CONFIG_B=y', 'y', { kind: 'choice', position: 'Root:33', by: 'C2' }],
    ['C1', 'CONFIG_B=y', 'n', { kind: 'choice', position: 'Root:33', by: 'C2' }],
    ['C1', '', 'y', { kind: 'choice', position: 'Root:31', by: 'C1' }],
    ['C2', 'CONFIG_C2=y', 'y', { kind: 'written', position: 'x_defconfig:1' }],
    ['C1', 'CONFIG_C2=y', 'n', { kind: 'choice', position: 'x_defconfig:1', by: 'C2' }],
  ])('%s with %j', (name, defconfig, value, expected) => {
    const found = valueOf(name, defconfig);
    expect(found.value).toBe(value);
    const { position, ...origin } = found.origin;
    expect({
      ...origin,
      ...(position && { position: `${position.file}:${position.line}` }),
    }).toEqual(expected);
  });

  test('the mode, where no file says anything', () => {
    expect(valueOf('A', '', 'allyesconfig').origin).toEqual({ kind: 'mode' });
    expect(valueOf('A', 'CONFIG_A=y', 'allyesconfig').origin.kind).toBe('written');
  });
});

describe('a value', () => {
  test('has type, visibility, the assignment and whether .config has it', () => {
    expect(valueOf('X', 'CONFIG_X=0x1')).toMatchObject({
      name: 'X',
      type: 'hex',
      visible: 'y',
      inConfig: true,
      assigned: { value: '0x1', position: { line: 1 } },
    });
    expect(configureText('config A\n\tbool\n').get('A')).toMatchObject({
      visible: 'n',
      inConfig: false,
    });
  });

  test('is undefined for what the tree only mentions', () => {
    const configuration = configureText('config A\n\tbool\n\tdepends on B\n');
    expect(configuration.get('B')).toBeUndefined();
    expect(configuration.get('C')).toBeUndefined();
    expect(configuration.symbols.map(({ name }) => name)).toEqual(['A']);
  });

  test('cannot be changed', () => {
    expect(Object.isFrozen(valueOf('A', ''))).toBe(true);
  });
});
