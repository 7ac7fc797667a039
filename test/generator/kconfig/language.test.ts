import { describe, expect, test } from '@jest/globals';
import { writeConfig, type Mode } from '../../../generator/kconfig/index.ts';
import { configureText, errorOf, load } from './trees.ts';

/** The lines of `.config` below the heading, without the frames of titles. */
function linesOf(kconfig: string, defconfig = '', mode: Mode = 'defconfig'): string[] {
  const text = writeConfig(configureText(kconfig, defconfig, { mode }));
  return text
    .split('\n')
    .slice(4)
    .filter((line) => line !== '' && line !== '#');
}

const MODULES = 'config MODULES\n\tbool "modules"\n\tmodules\n\tdefault y\n';

describe('depends on', () => {
  const kconfig = `${MODULES}
config A
	tristate "a"
config B
	bool "b"
config D
	bool "d"
	default y
	depends on A if B
`;

  test.each([
    ['# CONFIG_A is not set\n# CONFIG_B is not set', 'CONFIG_D=y'],
    ['# CONFIG_A is not set\nCONFIG_B=y', undefined],
    ['CONFIG_A=y\nCONFIG_B=y', 'CONFIG_D=y'],
  ])('A if B: %j', (defconfig, line) => {
    const found = linesOf(kconfig, defconfig).filter((text) => text.includes('CONFIG_D'));
    expect(found).toEqual(line === undefined ? [] : [line]);
  });
});

describe('comparisons', () => {
  test.each([
    ['N > 9', true],
    ['N >= 10', true],
    ['N < 9', false],
    ['N <= 10', true],
    ['N = 10', true],
    ['N != 0xa', false],
    ['X = 0xA', true],
    ['X = 10', true],
    ['X > 0x9', true],
    ['S = "10"', true],
    ['S < "9"', false],
    ['S = N', true],
    ['S != "ten"', true],
    // As text: n, m and y are constants without a type, and 'm' comes before 'n'.
    ['T > n', false],
    ['T < y', true],
    ['T = m', true],
    ['U = "U"', true],
    ['U', false],
    ['!(N > 9 && X > 9) || S = ""', false],
  ])('%s', (condition, holds) => {
    const kconfig = `${MODULES}
config N
	int
	default 10
config X
	hex
	default 0xa
config S
	string
	default "10"
config T
	tristate
	default m
config R
	bool "r"
	depends on ${condition}
`;
    expect(linesOf(kconfig).includes('# CONFIG_R is not set')).toBe(holds);
  });
});

describe('select and imply', () => {
  const kconfig = `
config S
	bool "s"
	select A if X
	imply B
config X
	bool "x"
config A
	bool "a"
config B
	bool "b"
`;

  test('select cannot be undone, imply can', () => {
    expect(
      linesOf(kconfig, 'CONFIG_S=y\nCONFIG_X=y\n# CONFIG_A is not set\n# CONFIG_B is not set'),
    ).toEqual(['CONFIG_S=y', 'CONFIG_X=y', 'CONFIG_A=y', '# CONFIG_B is not set']);
    expect(linesOf(kconfig, 'CONFIG_S=y')).toEqual([
      'CONFIG_S=y',
      '# CONFIG_X is not set',
      '# CONFIG_A is not set',
      'CONFIG_B=y',
    ]);
  });
});

describe('ranges', () => {
  const kconfig = `
config LOW
	int "low"
	default 3
config N
	int "n"
	default 1
	range LOW 9
config X
	hex "x"
	default 0xfff
	range 0x10 0xff
`;

  test('a default is clamped, an assigned number outside is ignored', () => {
    expect(linesOf(kconfig, 'CONFIG_N=20')).toEqual([
      'CONFIG_LOW=3',
      'CONFIG_N=3',
      'CONFIG_X=0xff',
    ]);
    expect(linesOf(kconfig, 'CONFIG_LOW=5\nCONFIG_N=7\nCONFIG_X=20')).toEqual([
      'CONFIG_LOW=5',
      'CONFIG_N=7',
      'CONFIG_X=20',
    ]);
  });

  test('are compared in 64 bits', () => {
    const wide =
      'config X\n\thex "x"\n\trange 0 0x7fffffffffffffff\n\tdefault 0xffffffffffffffff\n';
    expect(linesOf(wide)).toEqual(['CONFIG_X=0xffffffffffffffff']);
  });
});

const members = (names: string): string =>
  [...names].map((name) => `config ${name}\n\tprompt "${name}"\n`).join('');

describe('choices', () => {
  test('a choice takes the assigned member, otherwise the default, otherwise the first visible one', () => {
    const kconfig = `choice\n\tbool "c"\n\tdefault B\n${members('ABC')}endchoice\n`;
    expect(linesOf(kconfig)).toEqual([
      '# CONFIG_A is not set',
      'CONFIG_B=y',
      '# CONFIG_C is not set',
    ]);
    expect(linesOf(kconfig, 'CONFIG_C=y')).toEqual([
      '# CONFIG_A is not set',
      '# CONFIG_B is not set',
      'CONFIG_C=y',
    ]);
    expect(linesOf(kconfig.replace('default B', ''))).toContain('CONFIG_A=y');
  });

  test('an optional choice has no member unless one is assigned', () => {
    const kconfig = `choice\n\tbool "c"\n\toptional\n${members('AB')}endchoice\n`;
    expect(linesOf(kconfig)).toEqual([]);
    expect(linesOf(kconfig, 'CONFIG_B=y')).toEqual(['# CONFIG_A is not set', 'CONFIG_B=y']);
  });

  test('a tristate choice may have any number of members at m', () => {
    const kconfig = `${MODULES}choice\n\ttristate "c"\n${members('AB')}endchoice\n`;
    expect(linesOf(kconfig, 'CONFIG_A=m\nCONFIG_B=m').slice(1)).toEqual([
      'CONFIG_A=m',
      'CONFIG_B=m',
    ]);
    expect(linesOf(kconfig, 'CONFIG_A=m\nCONFIG_B=y').slice(1)).toEqual([
      '# CONFIG_A is not set',
      'CONFIG_B=y',
    ]);
  });

  test('a choice with a name has the members of all its places', () => {
    const kconfig = `choice NAME\n\tbool "c"\n${members('A')}endchoice
choice NAME\n\tbool "c"\n${members('B')}endchoice\n`;
    expect(
      load(kconfig)
        .names.get('B')!
        .choice!.members.map(({ name }) => name),
    ).toEqual(['A', 'B']);
    expect(linesOf(kconfig, 'CONFIG_B=y')).toEqual(['# CONFIG_A is not set', 'CONFIG_B=y']);
  });

  test('a symbol that depends on the member before it is not a member', () => {
    const kconfig = `choice\n\tbool "c"\n${members('AB')}config SUB\n\tbool "s"\n\tdepends on B\nendchoice\n`;
    expect(load(kconfig).names.get('SUB')!.choice).toBeUndefined();
    expect(linesOf(kconfig, 'CONFIG_B=y\nCONFIG_SUB=y')).toEqual([
      '# CONFIG_A is not set',
      'CONFIG_B=y',
      'CONFIG_SUB=y',
    ]);
  });
});

describe('definitions in several places', () => {
  test('any of the prompts and dependencies is enough', () => {
    const kconfig = `
config A
	bool "a"
config B
	bool "b"
config S
	bool "one"
	depends on A
config S
	bool "two"
	default y
	depends on B
`;
    expect(linesOf(kconfig)).toEqual(['# CONFIG_A is not set', '# CONFIG_B is not set']);
    expect(linesOf(kconfig, 'CONFIG_A=y')).toContain('# CONFIG_S is not set');
    expect(linesOf(kconfig, 'CONFIG_B=y')).toContain('CONFIG_S=y');
  });

  test('configdefault adds defaults and defines nothing', () => {
    const kconfig = `
config BOARD
	bool "board"
configdefault N
	default 7 if BOARD
config N
	int "n"
	default 5
configdefault NOBODY
	default y
`;
    expect(linesOf(kconfig)).toEqual(['# CONFIG_BOARD is not set', 'CONFIG_N=5']);
    expect(linesOf(kconfig, 'CONFIG_BOARD=y')).toEqual(['CONFIG_BOARD=y', 'CONFIG_N=7']);
    expect(load(kconfig).diagnostics).toEqual([]);
  });
});

test('transitional: the old value is the default of the new name, and goes', () => {
  const kconfig = `
config NEW
	bool "new"
	default OLD
config OLD
	bool
	transitional
`;
  expect(linesOf(kconfig, 'CONFIG_OLD=y')).toEqual(['CONFIG_NEW=y']);
  expect(linesOf(kconfig)).toEqual(['# CONFIG_NEW is not set']);
});

describe('a transitional symbol has a type and a help text only', () => {
  const only = 'OLD is transitional and may have a type and a help text only: remove its';
  test.each([
    ['\tbool "old"\n', 'prompt', 3],
    ['\tbool\n\tprompt "old"\n', 'prompt', 4],
    ['\tbool\n\tdefault y\n', 'default', 4],
    ['\tdef_bool y\n', 'default', 3],
    ['\tbool\n\tselect A\n', 'select', 4],
    ['\tbool\n\timply A\n', 'imply', 4],
    ['\tint\n\trange 1 2\n', 'range', 4],
    ['\tbool\n\tdepends on A\n', 'depends on', 4],
    ['\tbool\nconfig OLD\n\tbool "again"\n', 'prompt', 5],
  ])('%j', (clauses, kind, line) => {
    const error = errorOf(() => load(`config OLD\n\ttransitional\n${clauses}`));
    expect(error).toEqual({ code: 'syntax-error', message: `Root:${line}: ${only} '${kind}'` });
  });

  test('everything that is too much is reported at once', () => {
    const error = errorOf(() =>
      load('config OLD\n\tbool "old"\n\ttransitional\n\tdefault y\n\thelp\n\t  Old.\n'),
    );
    expect(error.message).toBe(`Root:2: ${only} 'prompt'\nRoot:4: ${only} 'default'`);
  });

  test('others may select it, and an if around it may hold or not', () => {
    const kconfig =
      'config A\n\tbool "a"\n\tselect OLD\nif A\nconfig OLD\n\tbool\n\ttransitional\nendif\n';
    expect(load(kconfig).diagnostics).toEqual([]);
  });
});

describe('modules', () => {
  test('if they are off, tristates are bools', () => {
    const kconfig = `${MODULES}config T\n\ttristate "t"\n\tdefault m\nconfig U\n\tbool "u"\n\tdepends on m\n`;
    expect(linesOf(kconfig)).toEqual(['CONFIG_MODULES=y', 'CONFIG_T=m', '# CONFIG_U is not set']);
    expect(linesOf(kconfig, '# CONFIG_MODULES is not set')).toEqual([
      '# CONFIG_MODULES is not set',
      'CONFIG_T=y',
    ]);
  });
});

test('def_int, def_hex, def_string', () => {
  const kconfig = 'config A\n\tdef_int 4\nconfig B\n\tdef_hex 0x4\nconfig C\n\tdef_string "c"\n';
  expect(linesOf(kconfig)).toEqual(['CONFIG_A=4', 'CONFIG_B=0x4', 'CONFIG_C="c"']);
});

test('allnoconfig_y and the other modes', () => {
  const kconfig = `${MODULES}config A\n\tbool "a"\n\toption allnoconfig_y\nconfig T\n\ttristate "t"\n`;
  expect(linesOf(kconfig, '', 'allnoconfig')).toEqual([
    '# CONFIG_MODULES is not set',
    'CONFIG_A=y',
    '# CONFIG_T is not set',
  ]);
  expect(linesOf(kconfig, '', 'allmodconfig')).toEqual([
    'CONFIG_MODULES=y',
    'CONFIG_A=y',
    'CONFIG_T=m',
  ]);
  expect(linesOf(kconfig, 'CONFIG_T=m', 'allyesconfig')).toEqual([
    'CONFIG_MODULES=y',
    'CONFIG_A=y',
    'CONFIG_T=m',
  ]);
});

describe('dependency loops name the whole chain and the kind of each link', () => {
  test.each([
    [
      'config A\n\tbool\n\tdepends on A\n',
      'Root:1: a value depends on itself: A → A; remove one of these links\n  Root:1: A depends on A',
    ],
    [
      'config A\n\tbool\n\tdepends on B\nconfig B\n\tbool\n\tdefault C\nconfig C\n\tbool "c" if A\n',
      'Root:6: a value depends on itself: B → C → A → B; remove one of these links\n  Root:6: B has a default that contains C\n  Root:8: C has a prompt that depends on A\n  Root:1: A depends on B',
    ],
    [
      'config A\n\tbool\n\tselect B\n\tdepends on B\nconfig B\n\tbool\n',
      'Root:3: a value depends on itself: B → A → B; remove one of these links\n  Root:3: B is selected by A\n  Root:1: A depends on B',
    ],
    [
      'config A\n\tbool\n\timply B\nconfig B\n\tbool\n\tselect A\n',
      'Root:3: a value depends on itself: B → A → B; remove one of these links\n  Root:3: B is implied by A\n  Root:6: A is selected by B',
    ],
    [
      'choice\n\tprompt "c" if A\nconfig A\n\tbool "a"\nconfig B\n\tbool "b"\nendchoice\n',
      'Root:2: a value depends on itself: the choice → the choice; remove one of these links\n  Root:2: the choice has a prompt that depends on A',
    ],
    [
      'choice\n\tprompt "c"\nconfig A\n\tbool "a"\nconfig B\n\tbool "b" if X\nendchoice\nconfig X\n\tbool\n\tdefault A\n',
      undefined,
    ],
  ])('%j', (kconfig, message) => {
    const error = errorOf(() => load(kconfig));
    expect(error.code).toBe('dependency-loop');
    if (message !== undefined) expect(error.message).toBe(message);
    for (const line of error.message.split('\n').slice(1)) expect(line).toMatch(/^ {2}Root:\d+: /);
  });

  test('a cycle through ranges is not an error, as in the C program', () => {
    const kconfig =
      'config A\n\tint "a"\n\tdefault 4\n\trange 1 B\nconfig B\n\tint "b"\n\tdefault 3\n\trange A 9\n';
    expect(() => linesOf(kconfig)).not.toThrow();
  });
});
