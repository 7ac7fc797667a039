import { describe, expect, test } from '@jest/globals';
import {
  askNewSymbols,
  configure,
  formatDiagnostic,
  parseDefconfig,
  readDefconfig,
  type ConfigurationCode,
  type Defconfig,
  type Diagnostic,
  type LoadOptions,
  type TreeCode,
} from '../../../generator/kconfig/index.ts';
import { configureText, errorOf, load } from './trees.ts';

interface TreeFixture {
  readonly kconfig: string;
  /** The whole message, with its place. */
  readonly message: string;
  readonly column: number;
  readonly severity?: 'note';
  readonly options?: Partial<LoadOptions>;
}

const TREE: Readonly<Record<TreeCode, TreeFixture>> = {
  'unsupported-character': {
    kconfig: 'config A\n\tbool ; "a"\n',
    message: "Root:2: the character ';' has no meaning here and is ignored",
    column: 7,
  },
  'unterminated-string': {
    kconfig: 'config A\n\tbool "a\n',
    message: "Root:2: the string 'a' has no closing quote",
    column: 7,
  },
  'macro-warning': {
    kconfig: '$(warning-if,y,look here)\n',
    message: 'Root:1: look here',
    column: 1,
  },
  'macro-info': { kconfig: '$(info,a b)\n', message: 'Root:1: a b', column: 1, severity: 'note' },
  'unknown-option': {
    kconfig: 'config A\n\tbool\n\toption colour="A"\n',
    message: "Root:3: A: the option 'colour' is unknown and ignored",
    column: 2,
  },
  'undefined-variable': {
    kconfig: 'config A\n\tstring\n\toption env="A"\n',
    message: "Root:3: A: the environment has no variable 'A'",
    column: 2,
  },
  'menuconfig-without-prompt': {
    kconfig: 'menuconfig A\n\tbool\n',
    message: 'Root:1: A: a menuconfig without a prompt shows no menu',
    column: 1,
  },
  'prompt-whitespace': {
    kconfig: 'config A\n\tbool " a"\n',
    message: 'Root:2: blanks before the prompt are ignored',
    column: 2,
  },
  'prompt-redefined': {
    kconfig: 'config A\n\tbool "a"\n\tprompt "b"\n',
    message: 'Root:3: A: a second prompt replaces the first',
    column: 2,
  },
  'type-redefined': {
    kconfig: 'config A\n\tbool\nconfig A\n\tint\n',
    message: 'Root:3: A: the type int is ignored, it is bool already',
    column: 1,
  },
  'help-redefined': {
    kconfig: 'config A\n\tbool\n\thelp\n\t  a\n\thelp\n\t  b\n',
    message: 'Root:5: A: a second help text replaces the first',
    column: 2,
  },
  'help-blank': {
    kconfig: 'config A\n\tbool\n\thelp\n\n\nconfig B\n\tbool\n',
    message: 'Root:3: A: the help text is blank',
    column: 2,
  },
  'symbol-without-type': {
    kconfig: 'config A\n\tprompt "a"\n',
    message: 'Root:1: A: it has no type: add bool, int or another',
    column: 1,
  },
  'choice-without-prompt': {
    kconfig: 'choice\n\tbool\nconfig A\n\tbool "a"\nendchoice\n',
    message: 'Root:1: the choice: a choice needs a prompt',
    column: 1,
  },
  'choice-value-without-prompt': {
    kconfig: 'choice\n\tprompt "c"\nconfig A\n\tbool\nendchoice\n',
    message: 'Root:3: A: a member of a choice needs a prompt',
    column: 1,
  },
  'choice-value-default': {
    kconfig: 'choice\n\tprompt "c"\nconfig A\n\tbool "a"\n\tdefault y\nendchoice\n',
    message: 'Root:5: A: a member of a choice takes no default: give it to the choice',
    column: 2,
  },
  'choice-value-elsewhere': {
    kconfig: 'choice\n\tprompt "c"\nconfig A\n\tbool "a"\nendchoice\nconfig A\n\tprompt "b"\n',
    message: 'Root:7: A: a member of a choice has a prompt outside of it',
    column: 2,
  },
  'choice-default-foreign': {
    kconfig: 'choice\n\tprompt "c"\n\tdefault B\nconfig A\n\tbool "a"\nendchoice\n',
    message: 'Root:3: the choice: the default B is not one of its members',
    column: 2,
  },
  'default-not-symbol': {
    kconfig: 'config A\n\tint\n\tdefault 1 && 2\n',
    message: 'Root:3: A: its default must be one symbol or constant',
    column: 2,
  },
  'invalid-number': {
    kconfig: 'config A\n\thex\n\tdefault 4M\n',
    message: "Root:3: A: the default '4M' is not a hex number",
    column: 2,
  },
  'select-by-wrong-type': {
    kconfig: 'config A\n\tint\n\tselect B\nconfig B\n\tbool\n',
    message: 'Root:3: A: only bool and tristate symbols can select others',
    column: 2,
  },
  'select-of-wrong-type': {
    kconfig: 'config A\n\tbool\n\timply B\nconfig B\n\tint\n',
    message: 'Root:3: A: it cannot imply B, which is int',
    column: 2,
  },
  'range-on-wrong-type': {
    kconfig: 'config A\n\tstring\n\trange 1 2\n',
    message: 'Root:3: A: only numbers have a range',
    column: 2,
  },
  'invalid-range': {
    kconfig: 'config A\n\tint\n\trange 1 B\nconfig B\n\tbool\n',
    message: "Root:3: A: the range from '1' to 'B' is invalid",
    column: 2,
  },
  'empty-range': {
    kconfig: 'config A\n\thex\n\trange 0x10 f\n',
    message:
      'Root:3: A: the low end of its range, 0x10, is above the high end, f, so no number is valid',
    column: 2,
    severity: 'note',
  },
  'number-as-bool': {
    kconfig: 'config A\n\tbool\n\tdefault 0\n',
    message: "Root:3: A: the default '0' is the name of a symbol that does not exist, so it is n: write n",
    column: 2,
    severity: 'note',
  },
  'unexpanded-variable': {
    kconfig: 'osource "none/Kconfig"\norsource "soc/$TARGET/Kconfig*"\n',
    message:
      "Root:2: orsource finds no file for 'soc/$TARGET/Kconfig*', in which $TARGET stays as it is: write $(TARGET)",
    column: 1,
  },
  'unused-function': {
    kconfig: 'config A\n\tdef_bool $(has_part,a)\n',
    message: "Root:1: the function 'has_parts' is given, and the tree does not call it: check its name",
    column: 1,
    severity: 'note',
    options: { functions: { has_part: 'y', has_parts: 'y' } },
  },
  'decimal-hex': {
    kconfig: 'config A\n\thex\n\tdefault 4096\n',
    message:
      "Root:3: A: '4096' is hex, 16534 in decimal; write 0x1000 if 4096 is meant in decimal, otherwise 0x4096",
    column: 2,
    severity: 'note',
  },
  'dependency-loop': {
    kconfig: 'config A\n\tbool\n\tdefault y if A\n',
    message:
      'Root:3: a value depends on itself: A → A; remove one of these links\n  Root:3: A has a default that depends on A',
    column: 2,
    options: { dialect: 'kconfig-4.11' },
  },
  'bool-compared-with-m': {
    kconfig: 'config A\n\tbool\nconfig B\n\tbool\n\tdepends on A = m\n',
    message: "Root:5: A is bool and never m, so 'A = m' is always false",
    column: 13,
  },
};

describe('each code about a tree', () => {
  test.each(Object.entries(TREE))('%s', (code, { kconfig, message, column, severity, options }) => {
    const found = load(kconfig, options).diagnostics.filter((diagnostic) => diagnostic.code === code);
    expect(found.map(formatDiagnostic)).toEqual([message]);
    expect(found[0]!.position.column).toBe(column);
    expect(found[0]!.severity).toBe(severity ?? 'warning');
  });
});

const KCONFIG = `config A
	bool "a"

config N
	int "n"
	default 5
	range 1 99

config X
	hex "x"

config S
	string "s"

config D
	bool "d"
	depends on A

choice
	prompt "c"

config C1
	bool "c1"

config C2
	bool "c2"

endchoice

config HIDDEN
	bool
	depends on A

config SELECTS
	bool "selects"
	select HIDDEN
`;

interface ConfigFixture {
  readonly defconfig: string;
  readonly messages: readonly string[];
  readonly severity?: 'note';
  readonly kconfig?: string;
  /** Whether the C preprocessor finds it, and nothing else does. */
  readonly isPreprocessed?: boolean;
}

const CONFIGURATION: Readonly<Record<ConfigurationCode, ConfigFixture>> = {
  'malformed-line': {
    defconfig: 'CONFIG_A=y\nCONFIG_D\nhello\nCONFIG_D = y\nCONFIG_=y\n# CONFIG_ is not set\n',
    messages: [
      "x_defconfig:2: 'CONFIG_D' is neither 'CONFIG_NAME=value' nor '# CONFIG_NAME is not set'",
      "x_defconfig:3: 'hello' is neither 'CONFIG_NAME=value' nor '# CONFIG_NAME is not set'",
      "x_defconfig:4: 'CONFIG_D = y' is neither 'CONFIG_NAME=value' nor '# CONFIG_NAME is not set'",
      "x_defconfig:5: 'CONFIG_=y' is neither 'CONFIG_NAME=value' nor '# CONFIG_NAME is not set'",
      "x_defconfig:6: '# CONFIG_ is not set' is neither 'CONFIG_NAME=value' nor '# CONFIG_NAME is not set'",
    ],
  },
  'misspelled-unset': {
    defconfig: '#CONFIG_A is not set\n#  CONFIG_N is not set\n#CONFIG_A=y\n#CONFIG_A is not set here\n',
    messages: [
      "x_defconfig:1: the line is a comment and sets nothing: write '# CONFIG_A is not set' to switch A off",
      "x_defconfig:2: the line is a comment and sets nothing: write '# CONFIG_N is not set' to switch N off",
    ],
    severity: 'note',
  },
  'byte-order-mark': {
    defconfig: '\uFEFFCONFIG_A=y\n',
    messages: [
      'x_defconfig:1: the file begins with a byte order mark, which makes C conf ignore its first line: remove it',
    ],
    severity: 'note',
    isPreprocessed: true,
  },
  'preprocessor-warning': {
    defconfig: '#warning use another board\n',
    messages: ['x_defconfig:1: use another board'],
    isPreprocessed: true,
  },
  'comment-like-directive': {
    defconfig: '# if you want more, switch it on\nCONFIG_A=y\n# line by line\n',
    messages: ['if', 'line'].map(
      (word, index) =>
        `x_defconfig:${2 * index + 1}: the C preprocessor, which U-Boot's build runs on its defconfigs, takes this comment for '#${word}': begin it with another word`,
    ),
    severity: 'note',
    isPreprocessed: true,
  },
  'continued-comment': {
    defconfig: '# more \\\nCONFIG_A=y\n# text \\\n more\n',
    messages: [
      'x_defconfig:1: the comment ends with a backslash, so the next line belongs to it and sets nothing: remove the backslash',
    ],
    severity: 'note',
    isPreprocessed: true,
  },
  'undefined-macro': {
    defconfig: '#ifdef CONFIG_A\n#endif\n#if defined(CONFIG_N) || X\n#endif\n',
    messages: [
      'x_defconfig:1: CONFIG_A is never defined here, since the preprocessor runs before the configuration is known: remove the condition',
      'x_defconfig:3: CONFIG_N is never defined here, since the preprocessor runs before the configuration is known: remove the condition',
    ],
    severity: 'note',
    isPreprocessed: true,
  },
  reassigned: {
    defconfig: 'CONFIG_A=y\n# CONFIG_A is not set\n',
    messages: ['x_defconfig:2: A: overrides line 1; keep one of the two'],
  },
  'wrong-type': {
    defconfig: 'CONFIG_A=1\nCONFIG_N=0x5\nCONFIG_X=4M\nCONFIG_S=text\nCONFIG_D=m\n',
    messages: [
      "x_defconfig:1: A: '1' is not y or n",
      "x_defconfig:2: N: '0x5' is not an integer: write 5",
      "x_defconfig:3: X: '4M' is not a hex number: write 0x400000",
      "x_defconfig:4: S: 'text' is not text in double quotes: write \"text\"",
      "x_defconfig:5: D: 'm' is not y or n",
    ],
  },
  'loose-value': {
    defconfig: 'CONFIG_A=yes\nCONFIG_D=n # not yet\n',
    messages: [
      "x_defconfig:1: A: 'yes' is not y or n; its first letter is taken: write y",
      "x_defconfig:2: D: 'n # not yet' is not y or n; its first letter is taken: write n",
    ],
    severity: 'note',
  },
  'decimal-hex': {
    defconfig: 'CONFIG_X=1048576\n',
    messages: [
      "x_defconfig:1: X: '1048576' is hex, 17073526 in decimal; write 0x100000 if 1048576 is meant in decimal, otherwise 0x1048576",
    ],
    severity: 'note',
  },
  'unset-ignored': {
    defconfig: '# CONFIG_N is not set\n',
    messages: ["x_defconfig:1: N: it is int, so 'is not set' means nothing; remove the line"],
    severity: 'note',
  },
  'out-of-range': {
    defconfig: 'CONFIG_N=100\n',
    messages: ['x_defconfig:1: N: 100 is outside the range from 1 to 99 (Root:7)'],
    severity: 'note',
  },
  'unknown-symbol': {
    defconfig: 'CONFIG_HIDEN=y\nCONFIG_QUITE_ANOTHER=1\n',
    messages: [
      'x_defconfig:1: HIDEN: the tree has no such symbol; did you mean HIDDEN?',
      'x_defconfig:2: QUITE_ANOTHER: the tree has no such symbol; remove the line',
    ],
  },
  'value-not-taken': {
    defconfig: 'CONFIG_D=y\n',
    messages: [
      'x_defconfig:1: D: y was not taken, it is n: it needs A [=n] (Root:17), which does not hold',
    ],
    severity: 'note',
  },
  'choice-conflict': {
    defconfig: 'CONFIG_C1=y\nCONFIG_C2=y\n',
    messages: ['x_defconfig:2: C2: overrides C1 of the same choice; set one of them'],
  },
  'choice-inconsistent': {
    kconfig: `config MODULES
	bool "m"
	option modules

choice
	prompt "c"

config T1
	tristate "t1"

config T2
	tristate "t2"

endchoice
`,
    defconfig: 'CONFIG_MODULES=y\nCONFIG_T1=y\nCONFIG_T2=m\n',
    messages: [
      'x_defconfig:3: T2: m beside a member that is y; a choice has one y or any number of m',
    ],
  },
  'unmet-dependency': {
    defconfig: 'CONFIG_SELECTS=y\n',
    messages: ['Root:30: HIDDEN: selected by SELECTS (Root:36) although it depends on A [=n]'],
  },
  'empty-range': {
    kconfig: 'config LIMIT\n\tint "l"\n\tdefault 9\nconfig A\n\tint "a"\n\trange 5 LIMIT\n',
    defconfig: 'CONFIG_LIMIT=3\n',
    messages: [
      'Root:6: A: the low end of its range, 5, is above the high end, LIMIT, 3, so no number is valid',
    ],
    severity: 'note',
  },
};

function readFixture({ defconfig, isPreprocessed = false }: ConfigFixture): Defconfig {
  const files = { read: () => defconfig, exists: () => true, list: () => [] };
  return readDefconfig('x_defconfig', { files, preprocess: isPreprocessed });
}

describe('each code about a configuration', () => {
  test.each(Object.entries(CONFIGURATION))('%s', (code, fixture) => {
    const { diagnostics } = configure(load(fixture.kconfig ?? KCONFIG), readFixture(fixture));
    const found = diagnostics.filter((diagnostic: Diagnostic) => diagnostic.code === code);
    expect(found.map(formatDiagnostic)).toEqual(fixture.messages);
    for (const { severity } of found) expect(severity).toBe(fixture.severity ?? 'warning');
  });

  test.each(Object.entries(CONFIGURATION))('%s can be denied', (code, fixture) => {
    const tree = load(fixture.kconfig ?? KCONFIG);
    const defconfig = readFixture(fixture);
    const deny = [code as ConfigurationCode];
    expect(errorOf(() => configure(tree, defconfig, { deny }))).toEqual({
      code: 'configuration-refused',
      message: fixture.messages.join('\n'),
    });
    expect(errorOf(() => configure(tree, defconfig, { deny: 'all' })).code).toBe(
      'configuration-refused',
    );
  });

  test('a clean file has none', () => {
    expect(configureText(KCONFIG, 'CONFIG_A=y\nCONFIG_N=7\n', { deny: 'all' }).diagnostics).toEqual(
      [],
    );
  });
});

const because = (kconfig: string, defconfig: string): string[] =>
  configureText(kconfig, defconfig)
    .diagnostics.filter(({ code }) => code === 'value-not-taken')
    .map(formatDiagnostic);

describe('why a value was not taken', () => {
  test('no prompt', () => {
    expect(because('config A\n\tbool\n', 'CONFIG_A=y')).toEqual([
      'x_defconfig:1: A: y was not taken, it is n: it has no prompt, so only default, select and imply set it',
    ]);
  });

  test('each false leaf, with the clause of the block that it stands in', () => {
    const kconfig = `config A
	bool "a"
config B
	bool "b"
config C
	int "c"
	default 3
if A && !A
menu "m"
	visible if B
config D
	bool "d" if C > 3 || A
	depends on (A || B) && C = 3
endmenu
endif
`;
    expect(because(kconfig, 'CONFIG_D=y')).toEqual([
      'x_defconfig:1: D: y was not taken, it is n: it needs B [=n] (Root:10); A [=n] (Root:8); ' +
        'one of C [=3] > 3 (Root:12) or A [=n] (Root:12); ' +
        'and one of A [=n] (Root:13) or B [=n] (Root:13)',
    ]);
  });

  test('outside the range, where no note about that comes first', () => {
    const tree = load('config N\n\tint "n"\n\trange 0 10\n');
    const lines = parseDefconfig('CONFIG_N=99\n', 'x_defconfig');
    const { diagnostics } = configure(tree, lines, { mode: 'alldefconfig' });
    expect(diagnostics.map(formatDiagnostic)).toEqual([
      'x_defconfig:1: N: 99 was not taken, it is 10: 99 is outside the range from 0 to 10 (Root:3)',
    ]);
  });

  test('selected', () => {
    const kconfig = 'config A\n\tbool "a"\nconfig B\n\tbool "b"\n\tselect A\n';
    expect(because(kconfig, '# CONFIG_A is not set\nCONFIG_B=y')).toEqual([
      'x_defconfig:1: A: n was not taken, it is y: B selects it (Root:5)',
    ]);
  });

  test('another member of the choice', () => {
    expect(because(KCONFIG, 'CONFIG_C1=y\nCONFIG_C2=y')).toEqual([
      'x_defconfig:1: C1: y was not taken, it is n: the choice took C2 (x_defconfig:2)',
    ]);
  });

  test('no modules', () => {
    expect(
      because('config MODULES\n\tbool "m"\n\tmodules\nconfig T\n\ttristate "t"\n', 'CONFIG_T=m'),
    ).toEqual(['x_defconfig:1: T: m was not taken, it is y: m needs MODULES, which is n']);
  });

  test('a leaf that is m is not a hindrance where m is enough', () => {
    const kconfig = `config MODULES
	def_bool y
	modules
config U
	tristate "u"
config A
	bool "a"
config T
	tristate "t"
	depends on U && A
`;
    expect(because(kconfig, 'CONFIG_U=m\nCONFIG_T=m')).toEqual([
      'x_defconfig:2: T: m was not taken, it is n: it needs A [=n] (Root:10), which does not hold',
    ]);
  });

  test('a dependency that is m', () => {
    const kconfig =
      'config MODULES\n\tdef_bool y\n\tmodules\nconfig U\n\ttristate "u"\nconfig T\n\ttristate "t"\n\tdepends on U\n';
    expect(because(kconfig, 'CONFIG_U=m\nCONFIG_T=y')).toEqual([
      'x_defconfig:2: T: y was not taken, it is m: it needs U [=m] (Root:8), which does not hold, so at most m is possible',
    ]);
  });
});

test('a character that cannot be seen is called by its name', () => {
  const { diagnostics } = load('\uFEFFconfig A\n\tbool\u00A0"a"\n');
  expect(diagnostics.map(formatDiagnostic)).toEqual([
    'Root:1: the byte order mark has no meaning here and is ignored',
    'Root:2: the no-break space has no meaning here and is ignored',
  ]);
});

describe('a range whose low end is above its high end', () => {
  const range = (type: string, bounds: string): string[] =>
    load(`config A\n\t${type} "a"\n\trange ${bounds}\n`)
      .diagnostics.filter(({ code }) => code === 'empty-range')
      .map(formatDiagnostic);

  test.each([
    ['int', '10 5', true],
    ['int', '5 5', false],
    ['int', '-5 -10', true],
    ['int', '-10 -5', false],
    ['hex', '0xB a', true],
    ['hex', 'a 0xB', false],
  ])('%s %s', (type, bounds, isEmpty) => {
    expect(range(type, bounds)).toHaveLength(isEmpty ? 1 : 0);
  });

  test('is not reported where the symbol has no line in .config', () => {
    const kconfig = 'config L\n\tint\n\tdefault 1\nconfig A\n\tint "a" if n\n\trange 5 L\n';
    expect(configureText(kconfig, '').diagnostics).toEqual([]);
  });

  test('ends oldconfig with a sentence, where C asks for ever', () => {
    const tree = load('config A\n\tint "a"\n\trange 10 5\n');
    const dialogue = askNewSymbols(tree, undefined);
    const answers = ['7', '12', ''];
    const run = (): void => {
      for (let step = dialogue.next(); step.done !== true; ) {
        step = dialogue.next(step.value.kind === 'ask' ? (answers.shift() ?? '') : undefined);
      }
    };
    expect(errorOf(run)).toEqual({
      code: 'no-valid-value',
      message:
        'Root:3: A: no answer can be taken: the low end of its range, 10, is above the high end, 5, so no number is valid; correct the range',
    });
    expect(answers).toHaveLength(2);
  });
});
