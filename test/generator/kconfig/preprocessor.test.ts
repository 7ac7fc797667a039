import { describe, expect, test } from '@jest/globals';
import { readDefconfig } from '../../../generator/kconfig/index.ts';
import { errorOf } from './trees.ts';

/** The values of the files' first one, `d`, as `NAME=value`, and the names of complaints. */
function read(files: Readonly<Record<string, string>>): readonly string[] {
  const { assignments, diagnostics } = readDefconfig('d', {
    roots: ['.'],
    files: {
      read: (path) => files[path],
      exists: (path) => Object.hasOwn(files, path),
      list: () => [],
    },
  });
  return [
    ...assignments.map(({ name, value, position }) => `${position.line} ${name}=${value}`),
    ...diagnostics.map(({ code, position }) => `${position.line} ${code}`),
  ];
}

// What GCC's `cpp -nostdinc -P -undef -x assembler-with-cpp` makes of them.
describe('conditions', () => {
  test.each([
    ['#if 1\nCONFIG_A=y\n#else\nCONFIG_B=y\n#endif\n', ['2 A=y']],
    ['#ifdef X\nCONFIG_A=y\n#else\nCONFIG_B=y\n#endif\n', ['4 B=y']],
    ['#ifndef X\nCONFIG_A=y\n#endif\nCONFIG_B=y\n', ['2 A=y', '4 B=y']],
    ['#ifdef __ASSEMBLER__\nCONFIG_A=y\n#endif\n', ['2 A=y']],
    ['#if 0\nCONFIG_A=y\n#elif 1\nCONFIG_B=y\n#elif 1\nCONFIG_C=y\n#else\nCONFIG_D=y\n#endif\n', ['4 B=y']],
    ['#if 0\n#elifndef X\nCONFIG_A=y\n#else\nCONFIG_B=y\n#endif\n', ['3 A=y']],
    ['#if 0\n#if 1\nCONFIG_A=y\n#else\nCONFIG_B=y\n#endif\n#error no\n#else\nCONFIG_C=y\n#endif\n', ['9 C=y']],
    ['#if 1\nCONFIG_A=y\n#elif 1 bad (\n#endif\n', ['2 A=y']],
    ['  #if 0\nCONFIG_A=y\n # endif\nCONFIG_B=y\n', ['4 B=y']],
    ['/* why */ #if 0\nCONFIG_A=y\n#endif // end\nCONFIG_B=y\n', ['4 B=y']],
    ['#if 0\n/* not\n#endif\n*/\nCONFIG_A=y\n#endif\nCONFIG_B=y\n', ['7 B=y']],
    ["#if 0\n# it's \"open\nCONFIG_A=y\n#endif\n", []],
    ['# if 0\nCONFIG_A=y\n# else\nCONFIG_B=y\n# endif\n', ['4 B=y']],
    ['# ifdef X\nCONFIG_A=y\n# endif X\n', []],
    ['#if defined(X) || \\\n !defined Y\nCONFIG_A=y\n#endif\n', ['3 A=y']],
    ['#ifdef X\n# CONFIG_A is not set\n#else\n# CONFIG_B is not set\n#endif\n', ['4 B=n']],
  ])('%j', (text, expected) => {
    expect(read({ d: text })).toEqual(expected);
  });

  test.each([
    ['2 == 2', true],
    ['1 ? 0 : 1', false],
    ['0 ? 1/0 : 3', true],
    ['0 && 1/0', false],
    ['1 || 1/0', true],
    ['-1 > 0u', true],
    ['-1 > 0', false],
    ['1 << 3 == 8 && 0x10UL == 16 && 010 == 8 && 0b11 == 3', true],
    ['-7 / 2 == -3 && -7 % 2 == -1', true],
    ['1 << 64', false],
    ['-1 >> 70 == -1', true],
    ['8 >> 1 == 4 && 8 << -1 == 4', true],
    ['~0 == -1 && !0 && (3 ^ 1) == 2 && (6 & 3) == 2 && (4 | 1) == 5', true],
    ['1 + 2 * 3 - 4 == 3', true],
    ['0xffffffffffffffff == -1', true],
    ['0x7fffffffffffffff + 1 < 0', true],
    ["'A' == 65", true],
    ['UNKNOWN', false],
    ['1, 0', false],
    ['5 > 3 && 3 >= 3 && 2 < 3 && 2 <= 1 == 0 && 1 != 2', true],
    ['__STDC__ + __LINE__ == 2', true],
  ])('#if %s is %j', (condition, expected) => {
    expect(read({ d: `#if ${condition}\nCONFIG_A=y\n#endif\n` })).toEqual(expected ? ['2 A=y'] : []);
  });
});

describe('macros', () => {
  test.each([
    ['#define BASE 0x1000\nCONFIG_A=BASE\nCONFIG_B="BASE"\nCONFIG_C=BASE_2\nCONFIG_D=0xBASE\n', ['2 A=0x1000', '3 B="BASE"', '4 C=BASE_2', '5 D=0xBASE']],
    ['#define A B\n#define B A\nCONFIG_X=A\n', ['3 X=A']],
    ['#define A B\n#define B 3\nCONFIG_X=A\n#undef B\nCONFIG_Y=A\n', ['3 X=3', '5 Y=B']],
    ['#define CONFIG_A CONFIG_B\nCONFIG_A=y\n# CONFIG_A is not set\n', ['2 B=y', '3 B=n']],
    ['#define X\n#ifdef X\nCONFIG_A=y\n#endif\n#undef X\n#ifdef X\nCONFIG_B=y\n#endif\n', ['3 A=y']],
    ['#define N 4\n#if N > 3 && defined N\nCONFIG_A=y\n#endif\n', ['3 A=y']],
    ['CONFIG_A=__LINE__\n', ['1 A=1']],
    ['#define FILE "b"\n#include FILE\n', ['1 B=y']],
  ])('%j', (text, expected) => {
    expect(read({ d: text, b: 'CONFIG_B=y\n' })).toEqual(expected);
  });

  test('hold in the files that are included, and from these on', () => {
    const files = { d: '#define V 5\n#include "b"\nCONFIG_C=W\n', b: 'CONFIG_B=V\n#define W 6\n' };
    expect(read(files)).toEqual(['1 B=5', '3 C=6']);
  });
});

describe('continued lines', () => {
  test.each([
    ['CONFIG_A="a\\\nb"\nCONFIG_B=y\n', ['1 A="ab"', '3 B=y']],
    ['CONFIG_A=1\\  \n2\n', ['1 A=12']],
    ['CONFIG_A=y\\\r\n\r\nCONFIG_B=y\r\n', ['1 A=y', '3 B=y']],
    ['// one \\\nCONFIG_A=y\nCONFIG_B=y\n', ['3 B=y']],
    ['CONFIG_A=y\\', ['1 A=y']],
  ])('%j', (text, expected) => {
    expect(read({ d: text })).toEqual(expected);
  });
});

test('quotes protect comments, and an apostrophe alone does not', () => {
  expect(read({ d: `CONFIG_A='a /* b */ c'\nCONFIG_B="it's" // c\n` })).toEqual([
    `1 A='a /* b */ c'`,
    `2 B="it's"`,
  ]);
});

test('#pragma once, and directives that change no value', () => {
  const files = {
    d: '#include "b"\n#include "b"\n#pragma other\n#line 7\n#ident "x"\nCONFIG_A=y\n',
    b: '#pragma once\nCONFIG_B=y\n',
  };
  expect(read(files)).toEqual(['2 B=y', '6 A=y']);
});

test.each([
  '# if you need more, switch it on',
  '# ifdef or not',
  '# else nothing works',
  '# endif of the story',
  '# define your own values below',
  '# undefine',
  '# error handling',
  '# include the debug options',
  '# warning: old',
  '# elif',
  '#',
  '#!/bin/sh',
  '#iffy',
  '#see also',
  '# If this is wanted',
])('%j stays a comment', (comment) => {
  const lines = read({ d: `${comment}\nCONFIG_A=y\n` });
  expect(lines.filter((line) => !line.endsWith('comment-like-directive'))).toEqual(['2 A=y']);
});

describe('what the preprocessor refuses', () => {
  test.each([
    ['CONFIG_A=y\n#error "this board is gone"\n', `d:2: the file refuses to be read: "this board is gone"`],
    ['#if 1\n# error no\n#endif\n', 'd:2: the file refuses to be read: no'],
    ['#if 1\n', "d:1: the condition has no end: add '#endif'"],
    ['#endif\n', "d:1: '#endif' without '#if': remove the line"],
    ['#else\n', "d:1: '#else' without '#if': remove the line"],
    ['#if 1\n#else\n#elif 1\n#endif\n', "d:3: '#elif' after '#else': remove one of the two"],
    ['#if\n#endif\n', 'd:1: the condition is missing'],
    ['#if IS_ENABLED(CONFIG_A)\n#endif\n', "d:1: an operator is missing before '('"],
    ['#if 1/0\n#endif\n', 'd:1: the condition divides by zero'],
    ['#if (1\n#endif\n', "d:1: ')' is missing in the condition"],
    ['#if 1 +\n#endif\n', 'd:1: the condition has no end'],
    ['#if "a"\n#endif\n', `d:1: '"a"' cannot be in a condition`],
    ['#if 1.5\n#endif\n', "d:1: '1.5' is not an integer"],
    ['#if defined(3)\n#endif\n', "d:1: 'defined' needs the name of a macro"],
    ['#ifdef 3\n#endif\n', "d:1: '3' cannot be the name of a macro"],
    ['#undef\n', 'd:1: the name of a macro is missing'],
    ['#define F(x) x\n', 'd:1: the macro F has parameters, which are not understood: write its values out'],
    ['#include nothing\n', `d:1: '#include' needs <path> or "path": 'nothing' is neither`],
    ['#import "x"\n', "d:1: '#import' is not understood: write '#include'"],
    ['CONFIG_A=__DATE__\n', 'd:1: __DATE__ is not the same everywhere: write the value itself'],
    [`#if ${'('.repeat(300)}1${')'.repeat(300)}\n#endif\n`, 'd:1: the condition nests more than 200 deep'],
    [`#if ${'!'.repeat(300)}1\n#endif\n`, 'd:1: the condition nests more than 200 deep'],
    ['#if 1\n'.repeat(300), "d:201: '#if' nests more than 200 deep"],
    [
      `${Array.from({ length: 40 }, (_, at) => `#define M${at + 1} M${at} M${at}\n`).join('')}CONFIG_A=M40\n`,
      'd:41: the macros of the line come to more than 65536 characters',
    ],
  ])('%j', (text, message) => {
    expect(errorOf(() => read({ d: text }))).toEqual({ code: 'preprocessor-error', message });
  });
});

test('a .config is read without a preprocessor', () => {
  const files = { read: () => '#if 0\nCONFIG_A=y\\\n#endif\n', exists: () => true, list: () => [] };
  const { assignments } = readDefconfig('.config', { files });
  expect(assignments.map(({ name, value }) => `${name}=${value}`)).toEqual([`A=y\\`]);
});
