import { beforeEach, describe, expect, test } from '@jest/globals';

import { DEMO, useFolder } from './folder.ts';

const folder = useFolder({
  'Kconfig.demo': DEMO,
  a_defconfig: 'CONFIG_DEBUG=y\nCONFIG_TRACE=y\nCONFIG_NAME="one"\n',
  b_defconfig: '# CONFIG_DEBUG is not set\nCONFIG_HEAP_SIZE=0x2000\nCONFIG_TRACE=y\n',
  'configs/c_defconfig': 'CONFIG_HEAP_SIZE=0x4000\n',
});

const config = (...args: string[]) => folder.run(['config', ...args, '--kconfig', 'Kconfig.demo']);

describe('config diff', () => {
  test('lists what is written and what comes out differently', async () => {
    expect(await config('diff', 'a_defconfig', 'b_defconfig')).toEqual({
      code: 0,
      stderr: '',
      stdout: `written in a_defconfig and b_defconfig:
symbol     before  after
DEBUG      y       n
HEAP_SIZE  -       0x2000
NAME       "one"   -

resulting:
symbol     before  after
DEBUG      y       n
HEAP_SIZE  0x1000  0x2000
NAME       "one"   "a "heap""
TRACE      y       n
`,
    });
  });

  test('finds names in configs/, and no difference of a file to itself', async () => {
    expect((await config('diff', 'c_defconfig', 'c_defconfig')).stdout).toBe(
      'written in configs/c_defconfig and configs/c_defconfig: no difference\n\nresulting: no difference\n',
    );
  });

  test('has the same as JSON', async () => {
    const { stdout } = await config('diff', 'a_defconfig', 'c_defconfig', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({
      before: 'a_defconfig',
      after: 'configs/c_defconfig',
      written: [
        { symbol: 'DEBUG', before: 'y', after: null },
        { symbol: 'HEAP_SIZE', before: null, after: '0x4000' },
        { symbol: 'NAME' },
        { symbol: 'TRACE' },
      ],
      resulting: [
        { symbol: 'DEBUG', before: 'y', after: 'n' },
        { symbol: 'HEAP_SIZE', before: '0x1000', after: '0x4000' },
        { symbol: 'NAME' },
        { symbol: 'TRACE' },
      ],
    });
  });

  test.each([
    [['diff'], 'config diff takes two files: mallocgen config diff A B'],
    [['diff', 'a', 'b', 'c'], 'config diff takes two files: mallocgen config diff A B'],
    [['diff', 'a', 'b', '--defconfig', 'c'], '--defconfig does not go with diff: name the files as words.'],
    [['dif', 'a', 'b'], 'config dif: the questions are diff and find.'],
  ])('%j exits 2', async (args, message) => {
    expect(await config(...args)).toEqual({ code: 2, stdout: '', stderr: `${message}\n` });
  });

  test('a file that is not there exits 2', async () => {
    const { code, stderr } = await config('diff', 'a_defconfig', 'd_defconfig');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^d_defconfig: there is no such file\. Name a file by its path, or one of configs or /);
  });
});

describe('bad input', () => {
  const BAD = 'CONFIG_DEBUG=maybe\nnonsense\nCONFIG_DEBUGG=y\nCONFIG_HEAP_SIZE=0x3000\n';
  const WARNINGS =
    "bad_defconfig:1:1: warning: DEBUG: 'maybe' is not y or n [wrong-type]\n" +
    "bad_defconfig:2:1: warning: 'nonsense' is neither 'CONFIG_NAME=value' nor '# CONFIG_NAME is not set' [malformed-line]\n" +
    'bad_defconfig:3:1: warning: DEBUGG: the tree has no such symbol; did you mean DEBUG? [unknown-symbol]\n';
  const ERRORS = WARNINGS.replaceAll('warning', 'error');
  const CODES = ['wrong-type', 'malformed-line', 'unknown-symbol'];
  beforeEach(() => folder.write({ bad_defconfig: BAD }));

  describe.each([
    ['diff', ['diff', 'b_defconfig', 'bad_defconfig'], /^HEAP_SIZE  0x2000  0x3000$/m],
    ['find', ['find', 'HEAP_SIZE = 0x3000', '--defconfig', './*_defconfig'], /^bad_defconfig$/m],
  ])('config %s', (_, args, output) => {
    test('warns, and goes on without the lines', async () => {
      const { code, stdout, stderr } = await config(...args);
      expect({ code, stderr }).toEqual({ code: 0, stderr: WARNINGS });
      expect(stdout).toMatch(output);
    });

    test('has them in JSON', async () => {
      const { code, stdout, stderr } = await config(...args, '--format', 'json');
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string }[] };
      expect(diagnostics.map(({ code: each }) => each)).toEqual(CODES);
    });

    test('refuses them with --strict', async () => {
      const { code, stdout, stderr } = await config(...args, '--strict');
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(ERRORS);
    });

    test('refuses one kind with --deny, which must be a code', async () => {
      const { code, stderr } = await config(...args, '--deny', 'malformed-line');
      expect(code).toBe(2);
      expect(stderr).toContain(WARNINGS.replace(/warning(?=: 'nonsense)/, 'error'));
      expect((await config(...args, '--deny', 'none')).code).toBe(2);
    });
  });
});

describe('config find', () => {
  const find = (expression: string, ...args: string[]) =>
    config('find', expression, '--defconfig', './*_defconfig', ...args);

  test.each([
    ['DEBUG', ['a_defconfig']],
    ['!DEBUG', ['b_defconfig']],
    ['DEBUG || HEAP_SIZE >= 0x2000', ['a_defconfig', 'b_defconfig']],
    ['HEAP_SIZE > 4096 && HEAP_SIZE < 8193', ['b_defconfig']],
    ['NAME = "one"', ['a_defconfig']],
    ['BEST && (TRACE = y || CHECKS)', ['a_defconfig']],
    ['ALIGN != 8 || y', ['a_defconfig', 'b_defconfig']],
  ])('%s', async (expression, files) => {
    expect(await find(expression)).toEqual({
      code: 0,
      stdout: files.map((file) => `${file}\n`).join(''),
      stderr: '',
    });
  });

  test('takes several patterns, and those below the tree', async () => {
    const { stdout } = await config('find', 'BEST', '--defconfig', 'a_*', '--defconfig', 'configs/[a-c]_*');
    expect(stdout).toBe('a_defconfig\nconfigs/c_defconfig\n');
  });

  test('finds patterns of names in configs/', async () => {
    expect((await config('find', 'y', '--defconfig', 'c_*')).stdout).toBe('configs/c_defconfig\n');
  });

  test('exits 1 when none satisfies it', async () => {
    expect(await find('CHECKS')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'None of 2 configurations satisfies the expression.\n',
    });
  });

  test('goes on past files that fail', async () => {
    folder.write({ '0_defconfig': '#include <none>\n' });
    const { code, stdout, stderr } = await find('DEBUG');
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'a_defconfig\n' });
    expect(stderr).toMatch(/^0_defconfig:1:1: error: cannot read 'none': .*\[unreadable-config\]\n$/);
    expect((await find('CHECKS')).code).toBe(1);
    expect((await config('find', 'DEBUG', '--defconfig', '0_*')).code).toBe(2);
    const json = JSON.parse((await find('DEBUG', '--format', 'json')).stdout);
    expect(json).toEqual({
      searched: 3,
      matches: [{ file: 'a_defconfig', value: 'y' }],
      diagnostics: [expect.objectContaining({ code: 'unreadable-config', severity: 'error' })],
    });
  });

  test.each([
    [['DEBUGG'], '<expression>:1: DEBUGG: the tree has no such symbol; did you mean DEBUG?'],
    [['CONFIG_DEBUG && BEST'], '<expression>:1: CONFIG_DEBUG: a symbol is named without CONFIG_ here: write DEBUG'],
    [['CONFIG_DEBUGG'], '<expression>:1: CONFIG_DEBUGG: the tree has no such symbol;'],
    [['NAME = one'], '<expression>:1: one: the tree has no such symbol; put text to compare with in quotes'],
    [['1 = 2'], '<expression>:1: 2: the tree has no such symbol; put text to compare with in quotes'],
    [['"y"x'], "<expression>:1:4: error: expected an operator or the end, found 'x'"],
    [['DEBUG &&'], '<expression>:1:9: error: expected a symbol, found the end of the line'],
    [['DEBUG TRACE'], "<expression>:1:7: error: expected an operator or the end, found 'TRACE'"],
    [['(DEBUG'], "<expression>:1:7: error: expected ')', found the end of the line"],
    [['DEBUG\n&& BEST)'], "<expression>:1:14: error: expected an operator or the end, found ')'"],
    [[''], '<expression>:1:1: error: expected a symbol, found the end of the line'],
    [['DEBUG & BEST'], '<expression>'],
    [['$(shell,touch x)'], '<expression>'],
    [['!'.repeat(5000)], '<expression>:1:202: error: an expression nests more than 200 deep'],
    [['A', 'B'], 'config find takes one expression'],
    [[], 'config find takes one expression'],
  ])('%j exits 2', async (words, message) => {
    const { code, stdout, stderr } = await config('find', ...words, '--defconfig', './*_defconfig');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.slice(0, message.length)).toBe(message);
  });

  test.each([
    [['find', 'DEBUG'], "--defconfig is missing: name the files to search, such as --defconfig '*_defconfig'.\n"],
    [
      ['find', 'DEBUG', '--defconfig', 'none*'],
      '--defconfig none*: no configuration has such a name. Put the pattern in quotes, and name files: NAME_defconfig or NAME.defconfig.\n',
    ],
  ])('%j exits 2', async (args, message) => {
    expect(await config(...args)).toEqual({ code: 2, stdout: '', stderr: message });
  });
});
