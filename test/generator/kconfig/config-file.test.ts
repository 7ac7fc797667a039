import { describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import {
  configure,
  parseDefconfig,
  readDefconfig,
  saveDefconfig,
  writeConfig,
  type Defconfig,
} from '../../../generator/kconfig/index.ts';
import { configureText, errorOf, load, withFolder } from './trees.ts';

function read(files: Readonly<Record<string, string>>): string[] {
  return withFolder(files, (folder) => {
    const defconfig = readDefconfig(join(folder, 'd'), { roots: [folder] });
    return describeLines(defconfig, folder);
  });
}

/** Each assignment and complaint as `file:line text`. */
function describeLines({ assignments, diagnostics }: Defconfig, folder: string): string[] {
  const place = ({ file, line }: { file: string; line: number }): string =>
    `${file.replace(`${folder}/`, '')}:${line}`;
  return [
    ...assignments.map(({ name, value, position }) => `${place(position)} ${name}=${value}`),
    ...diagnostics.map(({ code, position }) => `${place(position)} ${code}`),
  ];
}

describe('lines', () => {
  test.each([
    ['CONFIG_A=y', ['d:1 A=y']],
    ['CONFIG_A="a=b"', ['d:1 A="a=b"']],
    ['# CONFIG_A is not set', ['d:1 A=n']],
    ['# CONFIG_A is not set here', ['d:1 A=n']],
    ['# CONFIG_A=y', []],
    ['# a comment', []],
    ['', []],
    ['CONFIG_A=y\r\n# CONFIG_B is not set\r\n', ['d:1 A=y', 'd:2 B=n']],
    ['A=y', ['d:1 malformed-line']],
    ['CONFIG_A y', ['d:1 malformed-line']],
  ])('%j', (text, expected) => {
    expect(read({ d: text })).toEqual(expected);
  });
});

const failure = (files: Readonly<Record<string, string>>): { code: string; message: string } =>
  withFolder(files, (folder) => {
    const error = errorOf(() => readDefconfig(join(folder, 'd'), { roots: [folder] }));
    return { ...error, message: error.message.replaceAll(`${folder}/`, '') };
  });

describe('C comments and includes', () => {
  test.each([
    ['CONFIG_A=y // why', ['d:1 A=y']],
    ['CONFIG_A=y /* why */', ['d:1 A=y']],
    ['/* one\nCONFIG_A=y\n*/\nCONFIG_B=y', ['d:4 B=y']],
    ['/* one\nCONFIG_A=y\n*/ CONFIG_B=y', ['d:3 malformed-line']],
    ['/**/CONFIG_B=y', ['d:1 malformed-line']],
    [' CONFIG_A=y', ['d:1 A=y']],
    ['\tCONFIG_A=5 \t', ['d:1 A=5']],
    ['  CONFIG_A=y', ['d:1 malformed-line']],
    [' # CONFIG_A is not set', ['d:1 A=n']],
    ['  \n\t', []],
    ['CONFIG_A="http://x" /* y */', ['d:1 A="http://x"']],
    ['CONFIG_A="a\\"//b"', ['d:1 A="a\\"//b"']],
    ['# from configs/*_defconfig\nCONFIG_A=y', ['d:2 A=y']],
    ['# CONFIG_A is not set /* here */\nCONFIG_B=y', ['d:1 A=n', 'd:2 B=y']],
  ])('%j', (text, expected) => {
    expect(read({ d: text })).toEqual(expected);
  });

  test('includes keep their own positions and order', () => {
    const files = {
      d: '#include <configs/base.config>\nCONFIG_A=y\n#include "beside"\n',
      'configs/base.config': '\nCONFIG_B=y\n',
      beside: 'CONFIG_C=y\nnonsense\n',
    };
    expect(read(files)).toEqual([
      'configs/base.config:2 B=y',
      'd:2 A=y',
      'beside:1 C=y',
      'beside:2 malformed-line',
    ]);
  });

  test('what cannot be included is an error with its place', () => {
    const code = 'unreadable-config';
    expect(failure({})).toEqual({
      code,
      message: 'd: no such file: give the path of a configuration file',
    });
    expect(failure({ 'd/x': '' })).toEqual({
      code,
      message: 'd: cannot be read: it is a folder, so name another file',
    });
    expect(failure({ d: '\n#include <x>\n' })).toEqual({
      code,
      message: "d:2: cannot read 'x': no such file",
    });
    expect(failure({ d: '#include <e>\n', e: '#include <d>\n' })).toEqual({
      code,
      message: "e:1: 'd' includes itself: remove the line",
    });
    expect(failure({ d: 'CONFIG_A=y /* open\n' })).toEqual({
      code,
      message: "d:1: the comment has no end: add '*/'",
    });
  });
});

describe('a .config is taken as it is', () => {
  test.each([
    ['CONFIG_A=5 /* why */', ['.config:1 A=5 /* why */']],
    ['CONFIG_A=5 ', ['.config:1 A=5 ']],
    ['CONFIG_A="a" // b"', ['.config:1 A="a" // b"']],
    ['CONFIG_A="a" /* b"\nCONFIG_B=y', ['.config:1 A="a" /* b"', '.config:2 B=y']],
    ['#include <none>\nCONFIG_A=y', ['.config:2 A=y']],
    [' CONFIG_A=y', ['.config:1 malformed-line']],
    [' # CONFIG_A is not set', ['.config:1 malformed-line']],
    ['   ', ['.config:1 malformed-line']],
    ['\r\nCONFIG_A=y\r', ['.config:2 A=y']],
  ])('%j', (text, expected) => {
    withFolder({ '.config': text, other: text }, (folder) => {
      expect(describeLines(readDefconfig(join(folder, '.config')), folder)).toEqual(expected);
      const other = readDefconfig(join(folder, 'other'), { preprocess: false });
      const renamed = expected.map((line) => line.replace('.config', 'other'));
      expect(describeLines(other, folder)).toEqual(renamed);
    });
  });

  test('what is wrong with a line that begins with a blank', () => {
    const messages = parseDefconfig(' CONFIG_A=y\n\t# CONFIG_B is not set\n x\n', 'd').diagnostics;
    expect(messages.map(({ message }) => message)).toEqual([
      "the line 'CONFIG_A=y' begins with a blank, so it is ignored: remove the blank",
      "the line '# CONFIG_B is not set' begins with a tab, so it is ignored: remove the tab",
      "' x' is neither 'CONFIG_NAME=value' nor '# CONFIG_NAME is not set'",
    ]);
  });

  test.each([
    ['\uFEFF', 'byte order mark'],
    ['\u00A0', 'no-break space'],
    ['\u200B', 'zero-width space'],
  ])('what is wrong with a line that begins with %j', (character, name) => {
    const text = `${character}# comment\n${character}CONFIG_A=y\n`;
    expect(parseDefconfig(text, 'd').diagnostics.map(({ message }) => message)).toEqual([
      `the line '# comment' begins with a ${name}, so it is ignored: remove the ${name}`,
      `the line 'CONFIG_A=y' begins with a ${name}, so it is ignored: remove the ${name}`,
    ]);
  });

  test('the preprocessor passes over a byte order mark at the beginning of a file, as cpp does', () => {
    const mark = '\uFEFF';
    withFolder({ d: `${mark}CONFIG_A=y\n${mark}CONFIG_B=y\n\u00A0CONFIG_C=y\n` }, (folder) => {
      const { assignments, diagnostics } = readDefconfig(join(folder, 'd'));
      expect(assignments.map(({ name }) => name)).toEqual(['A']);
      expect(diagnostics.map(({ position }) => position.line)).toEqual([1, 2, 3]);
    });
  });

  test('numbers and text with blanks behind them are refused, as by the C program', () => {
    const text = 'CONFIG_N=7 \nCONFIG_T="a" \n';
    const configuration = configureText(KCONFIG, text);
    expect(configuration.get('N')!.value).toBe('5');
    expect(configuration.diagnostics.map(({ message }) => message)).toEqual([
      "N: '7 ' is not an integer: write 7",
      `T: '"a" ' is not text in double quotes: write "a"`,
    ]);
  });
});

const KCONFIG = `mainmenu "Title"

config A
	bool "a"

config T
	string "t"
	default "x \\"y\\""

config N
	int "n"
	default 5

menu "Menu"
	visible if A

config X
	hex "x"

comment "only with A"

endmenu
`;

test('.config has its heading, and each symbol in the order of the tree', () => {
  expect(writeConfig(configureText(KCONFIG, 'CONFIG_A=y\nCONFIG_X=0x1F'))).toBe(`#
# Automatically generated file; DO NOT EDIT.
# Title
#
CONFIG_A=y
CONFIG_T="x "y""
CONFIG_N=5

#
# Menu
#
CONFIG_X=0x1F

#
# only with A
#
`);
});

test('CONFIG_ of the environment is the prefix of names', () => {
  const tree = load(KCONFIG, { env: { CONFIG_: 'X_' } });
  const text = writeConfig(configure(tree, parseDefconfig('X_A=y\n', 'd', tree.prefix)));
  expect(text).toContain('X_A=y\n');
  expect(text).not.toContain('CONFIG_');
});

test('the heading is cut as in the C program', () => {
  const text = writeConfig(configureText(`mainmenu "${'x'.repeat(300)}"\n`));
  expect(text).toBe(`#\n# Automatically generated file; DO NOT EDIT.\n# ${'x'.repeat(211)}\n`);
});

test('savedefconfig keeps what differs, and reading it gives the same', () => {
  const tree = load(KCONFIG);
  const first = configure(tree, parseDefconfig('CONFIG_A=y\nCONFIG_N=7\nCONFIG_T="x "y""', 'd'));
  const saved = saveDefconfig(first);
  expect(saved).toBe('CONFIG_A=y\nCONFIG_N=7\n');
  const second = configure(tree, parseDefconfig(saved, 'd'));
  expect(writeConfig(second)).toBe(writeConfig(first));
});

test('one tree, many configurations: none sees another', () => {
  const tree = load(KCONFIG);
  const before = configure(tree);
  const text = writeConfig(before);
  const other = configure(tree, parseDefconfig('CONFIG_A=y\nCONFIG_N=9\n', 'd'));
  expect(writeConfig(other)).not.toBe(text);
  expect(writeConfig(before)).toBe(text);
  expect(writeConfig(configure(tree))).toBe(text);
});
