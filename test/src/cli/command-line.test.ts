import { describe, expect, test } from '@jest/globals';

import { checkArguments } from '../../../src/cli/check-arguments.ts';
import { command } from '../../../src/cli/command.ts';
import { generateCommand } from '../../../src/cli/commands/generate.ts';
import { packageVersion } from '../../../src/package-root.ts';
import { mallocgen } from './fake-process.ts';

describe('mallocgen --help', () => {
  test('goes to standard output and explains every option, with examples', async () => {
    const { code, stdout, stderr } = await mallocgen(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: mallocgen --defconfig NAME_defconfig/);
    for (const [name, { describe: text }] of Object.entries(generateCommand.options)) {
      const start = text?.slice(0, 20).replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
      expect(stdout).toMatch(new RegExp(`^ +--${name} +${start}`, 'm'));
    }
    expect(stdout.slice(stdout.indexOf('Examples:'))).toMatch(/mallocgen --defconfig sandbox_/);
  });

  test('-h is the same', async () => {
    expect(await mallocgen(['-h'])).toEqual(await mallocgen(['--help']));
  });
});

test.each([
  ['kconfig', 'defconfig', '--help'],
  ['kconfig', '--help', 'merge', 'a', 'b'],
  ['why', 'SYS_MALLOC_F', '-h'],
  ['config', 'diff', '--help'],
])('mallocgen %s %s %s … explains the command', async (...args) => {
  const { code, stdout, stderr } = await mallocgen(args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(new RegExp(`^Usage: mallocgen ${args[0]} `));
});

test('mallocgen --version prints the version of the package', async () => {
  expect(await mallocgen(['--version'])).toEqual({
    code: 0,
    stdout: `${packageVersion()}\n`,
    stderr: '',
  });
});

test.each([
  [[], '--defconfig is missing: mallocgen --help shows how to call this command.'],
  [['--defcofnig', 'x'], '--defcofnig: there is no such option. Did you mean --defconfig?'],
  [['--allowshell'], '--allowshell: there is no such option. Did you mean --allow-shell?'],
  [['--zzzzzz'], '--zzzzzz: there is no such option. mallocgen --help lists them.'],
  [['-d', 'x'], '-d: there is no such option. mallocgen --help lists them.'],
  [['--no-strict'], '--no-strict: there is no such option. --strict is off unless it is given.'],
  [['--defconfig'], '--defconfig needs a value.'],
  [['--defconfig', '--strict'], '--defconfig needs a value.'],
  [['--defconfig='], '--defconfig is empty: give it a value or leave it out.'],
  [['sandbox', '-c', ''], '-c is empty: give it a value or leave it out.'],
  [['sandbox', '-c', 'help', '-c', 'help'], '-c is given 2 times: give it once.'],
  [['sandbox', '-c'], '-c needs a value.'],
  [['--defconfig', 'a', '--defconfig', 'b'], '--defconfig is given 2 times: give it once.'],
  [
    ['--defconfig', 'a', '--format', 'xml'],
    '--format cannot be "xml": choose one of "table", "json".',
  ],
  [
    ['--defconfig', 'a', '--phase', 'uboot'],
    '--phase cannot be "uboot": choose one of "u-boot", "spl", "tpl", "vpl".',
  ],
  [['--strict=maybe'], '--strict takes no value: write --strict, or leave it out.'],
  [
    ['small_defconfig'],
    'small_defconfig: a configuration is named by an option. Did you mean --defconfig small_defconfig?',
  ],
  [
    ['--defconfig', 'small_defconfig', 'build'],
    'build: there is no such command. mallocgen --help lists what there is.',
  ],
])('mallocgen %j exits 2 with one sentence', async (args, message) => {
  expect(await mallocgen(args)).toEqual({ code: 2, stdout: '', stderr: `${message}\n` });
});

describe('a command with a name and positional arguments', () => {
  const why = command({
    name: 'why <symbol> [phase]',
    summary: 'why a symbol has its value',
    usage: '',
    options: {},
    examples: [],
    run: () => Promise.resolve(0),
  });

  test('takes its own words', () => {
    expect(() => checkArguments(why, { _: ['why'], symbol: 'DM', phase: 'spl' })).not.toThrow();
  });

  test('refuses further ones', () => {
    expect(() => checkArguments(why, { _: ['why', 'more'], symbol: 'DM' })).toThrow(/^more: /);
  });
});

test.each([
  [['price', '--jobs', 'x'], '--jobs x: that is not a number.'],
  [['menuconfig', '--budget=1k'], '--budget 1k: that is not a number.'],
])('%j repeats what is not a number', async (words, sentence) => {
  const { code, stderr } = await mallocgen(words);
  expect(code).toBe(2);
  expect(stderr).toContain(sentence);
});
