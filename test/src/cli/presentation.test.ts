import { PassThrough } from 'node:stream';

import { describe, expect, test } from '@jest/globals';

import { styler } from '../../../src/host-process.ts';
import { markdownLines } from '../../../src/cli/markdown-table.ts';
import { progressOn } from '../../../src/cli/progress.ts';
import { relativePaths } from '../../../src/cli/relative-paths.ts';
import { tableLines } from '../../../src/cli/table.ts';

describe('tableLines', () => {
  const columns = [
    { title: 'phase', value: ([phase]: readonly [string, number]) => phase },
    { title: 'raw', value: ([, raw]: readonly [string, number]) => raw },
    { title: 'note', value: () => '' },
  ];

  test('aligns text to the left and numbers to the right, with no blanks at the end', () => {
    const rows = [
      ['u-boot', 12345],
      ['spl', 7],
    ] as const;
    expect(tableLines(columns, rows)).toEqual([
      'phase     raw  note',
      'u-boot  12345',
      'spl         7',
    ]);
  });

  test('has one line for a row, whatever the name of a file', () => {
    expect(tableLines(columns, [['new\nline\u001b[2J', 1]])).toEqual([
      'phase         raw  note',
      'new line [2J    1',
    ]);
    expect(markdownLines(columns, [['new\r\n|line\u0007', 1]])[2]).toBe(
      '| new \\|line  |   1 |      |',
    );
  });

  test('without rows has its titles', () => {
    expect(tableLines(columns, [])).toEqual(['phase  raw  note']);
  });
});

describe('relativePaths', () => {
  test.each([
    ['/home/me/x_defconfig:3: bad', 'x_defconfig:3: bad'],
    ['cannot read "/home/me/a" nor (/home/me/b)', 'cannot read "a" nor (b)'],
    ['/home/merry/x', '/home/merry/x'],
    ['/mnt/home/me/x', '/mnt/home/me/x'],
    ['/home/me', '/home/me'],
  ])('%j reads %j in /home/me', (text, expected) => {
    expect(relativePaths(text, '/home/me')).toBe(expected);
  });

  test('a folder with special characters is taken literally', () => {
    expect(relativePaths('/a.b+(c)/x /aXb+(c)/y', '/a.b+(c)')).toBe('x /aXb+(c)/y');
  });
});

describe('styler', () => {
  const terminal = Object.assign(new PassThrough(), { isTTY: true });
  const bold = '\u001b[1mx\u001b[22m';

  test.each([
    ['a terminal', terminal, {}, bold],
    ['a terminal with an empty NO_COLOR', terminal, { NO_COLOR: '' }, bold],
    ['a terminal with NO_COLOR', terminal, { NO_COLOR: '1' }, 'x'],
    ['a dumb terminal', terminal, { TERM: 'dumb' }, 'x'],
    ['a file', new PassThrough(), {}, 'x'],
  ])('on %s', (_, stream, env, expected) => {
    expect(styler(stream, env)('bold', 'x')).toBe(expected);
  });
});

describe('progressOn', () => {
  const host = {
    argv: [],
    env: {},
    stdin: new PassThrough(),
    stdout: new PassThrough(),
    cwd: () => '/',
    listed: 5,
  };

  test.each([
    ['a file', new PassThrough(), {}],
    ['a dumb terminal', Object.assign(new PassThrough(), { isTTY: true }), { TERM: 'dumb' }],
    [
      'the terminal of a CI service',
      Object.assign(new PassThrough(), { isTTY: true }),
      { CI: '1' },
    ],
  ])('writes a line for each step to %s', async (_, stderr, env) => {
    const progress = await progressOn({ ...host, stderr, messages: stderr, env });
    progress.step('one');
    progress.step('two');
    progress.end();
    expect(String(stderr.read())).toBe('one\ntwo\n');
  });

  test('spins on a terminal', async () => {
    const written: string[] = [];
    const stderr = Object.assign(new PassThrough(), {
      isTTY: true,
      write: (text: string) => written.push(text),
      cursorTo: () => written.push('\r'),
      clearLine: () => written.push('<clear>'),
      moveCursor: () => true,
    });
    const progress = await progressOn({ ...host, stderr, messages: stderr });
    progress.step('one');
    progress.step('two');
    progress.end();
    const text = written.join('');
    expect(text).toMatch(/. one[^]*. two/u);
    expect(text).not.toMatch(/^one$/m);
  });
});
