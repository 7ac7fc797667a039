import { execFileSync } from 'node:child_process';

import { beforeEach, describe, expect, test } from '@jest/globals';

import { mallocgenUnabridged } from './fake-process.ts';
import { useFolder } from './kconfig/folder.ts';

const SMALL = 'CONFIG_SYS_MALLOC_SMALL=y\n';
const DUMP = 'nonsense\n';

const folder = useFolder({
  'named/Kconfig': 'config A\n\tbool "a"\n',
  'named/kconfig/symbol.c': '',
  'named/kconfig/lkc.h': '#define CONFIG_ ""\n',
  small_defconfig: `${SMALL}CONFIG_64BIT=y\n`,
  'configs/board.defconfig': SMALL,
  'a.trace': 'm 1 10\n',
  'dump.txt': DUMP,
});

const first = async (...args: string[]) => {
  const { stderr } = await mallocgenUnabridged(args, { cwd: folder.path });
  return stderr.split('\n')[0];
};

const OURS = "Tree: mallocgen's own Kconfig.";

/** What is said of a tree without a program beside it and words of its own. */
const PLAIN =
  'Dialect: u-boot (a guess, as nothing in the tree shows it: name it with --dialect, such as linux).';

/** Each with a name that mallocgen and the user have both: the user's file is taken. */
const COMMANDS: readonly (readonly [string[], string])[] = [
  [
    ['--defconfig', 'small_defconfig', '--phase', 'tpl'],
    `${OURS} Configuration: ./small_defconfig.`,
  ],
  [
    ['diff', 'small_defconfig:tpl', 'board.defconfig'],
    `${OURS} Configurations: ./small_defconfig, configs/board.defconfig.`,
  ],
  [['matrix', '--jobs', '1', '--phase', 'tpl'], `${OURS} Configuration: configs/board.defconfig.`],
  [
    ['matrix', '--jobs', '1', '--phase', 'tpl', '--defconfig', 'small_defconfig'],
    `${OURS} Configuration: ./small_defconfig.`,
  ],
  [
    ['replay', 'a.trace', '--defconfig', 'small_defconfig', '--phase', 'tpl'],
    `${OURS} Configuration: ./small_defconfig. Trace: ./a.trace.`,
  ],
  [
    ['sandbox', '--defconfig', 'small_defconfig', '-c', 'help'],
    `${OURS} Configuration: ./small_defconfig.`,
  ],
  [
    ['kconfig', 'defconfig', '--defconfig', 'small_defconfig'],
    `${OURS} Configuration: ./small_defconfig.`,
  ],
  [['kconfig', 'olddefconfig'], `${OURS} Configuration: none, all symbols have their defaults.`],
  [['kconfig', 'alldefconfig'], OURS],
  [['kconfig', 'merge', 'board.defconfig'], `${OURS} Configuration: configs/board.defconfig.`],
  [['why', 'DM', '--defconfig', 'small_defconfig'], `${OURS} Configuration: ./small_defconfig.`],
  [
    ['config', 'diff', 'small_defconfig', 'debug_defconfig'],
    `${OURS} Configurations: ./small_defconfig, mallocgen's own configs/debug_defconfig.`,
  ],
  [['config', 'find', 'DM', '--defconfig', 'small*'], `${OURS} Configuration: ./small_defconfig.`],
  [
    ['config', 'find', 'DM', '--defconfig', 'sandbox*', '--defconfig', 'small*'],
    `${OURS} Configurations: 5 in mallocgen's own configs and this folder.`,
  ],
  [['heap', 'log', 'dump.txt'], 'Log: ./dump.txt.'],
  [['heap', 'diff', 'dump.txt', 'dump.txt'], 'Before: ./dump.txt. After: ./dump.txt.'],
];

describe('the first line on standard error says what a command reads', () => {
  test.each(COMMANDS)('mallocgen %j', async (args, line) => {
    expect(await first(...args)).toBe(line);
  });

  test.each(COMMANDS.map(([args]) => [args] as const))(
    'mallocgen %j --quiet does not',
    async (args) => {
      const { stderr } = await mallocgenUnabridged([...args, '--quiet'], { cwd: folder.path });
      expect(stderr).not.toMatch(/^(Tree|Log|Before|Note|Reading|… and)|warning/m);
    },
  );

  test('a name that exists twice is reported on the next', async () => {
    const args = ['why', 'DM', '--defconfig', 'small_defconfig'];
    const { stderr } = await mallocgenUnabridged(args, { cwd: folder.path });
    expect(stderr).toMatch(
      /\nNote: small_defconfig is also at \S+\/configs\/small_defconfig; that is not read\.\n$/,
    );
  });

  test('./Kconfig is the default tree, also to generate', async () => {
    folder.write({ Kconfig: 'config SYS_MALLOC_LEN\n\thex "Length"\n\tdefault 0x1000\n' });
    for (const args of [
      ['--defconfig', 'configs/board.defconfig', '--phase', 'tpl'],
      ['matrix', '--jobs', '1', '--phase', 'tpl'],
    ])
      expect(await first(...args)).toBe(
        `Tree: ./Kconfig. Configuration: configs/board.defconfig. ${PLAIN}`,
      );
    expect(await first('kconfig', 'alldefconfig')).toBe(`Tree: ./Kconfig. ${PLAIN}`);
  });
});

describe('a pipe with a name never makes a command wait', () => {
  beforeEach(() => {
    execFileSync('mkfifo', [`${folder.path}/fifo_defconfig`]);
  });

  test.each([
    ['--defconfig', 'fifo_defconfig'],
    ['diff', 'fifo_defconfig', 'small_defconfig'],
    ['matrix', '--defconfig', 'fifo_defconfig'],
    ['matrix', 'merge', 'fifo_defconfig'],
    ['matrix', '--check', '--baseline', 'fifo_defconfig'],
    ['replay', 'fifo_defconfig'],
    ['sandbox', '--defconfig', 'fifo_defconfig'],
    ['kconfig', 'defconfig', '--defconfig', 'fifo_defconfig'],
    ['kconfig', 'olddefconfig', '--config', 'fifo_defconfig'],
    ['kconfig', 'merge', 'fifo_defconfig'],
    ['why', 'DM', '--config', 'fifo_defconfig'],
    ['config', 'diff', 'fifo_defconfig', 'small_defconfig'],
    ['config', 'find', 'DM', '--defconfig', 'fifo_defconfig'],
    ['heap', 'log', 'fifo_defconfig'],
    ['why', 'DM', '--kconfig', 'fifo_defconfig'],
  ])('mallocgen %s %s %s %s', async (...args) => {
    const { code, stderr } = await folder.run(args.filter((word) => word !== undefined));
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /fifo_defconfig is a pipe, and nothing may ever come from it: name a file\.\n$/,
    );
  });

  test('as the file of KCONFIG_ALLCONFIG', async () => {
    const env = { KCONFIG_ALLCONFIG: 'fifo_defconfig' };
    const { code, stderr } = await folder.run(['kconfig', 'allnoconfig'], { env });
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/^KCONFIG_ALLCONFIG=fifo_defconfig is a pipe, /),
    ]);
  });

  test('as what a configuration includes', async () => {
    folder.write({ board_defconfig: '#include "fifo_defconfig"\n' });
    const { code, stderr } = await folder.run(['why', 'DM', '--defconfig', 'board_defconfig']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('cannot be read')]);
  });

  test('nor does a device without an end', async () => {
    expect(await folder.run(['--defconfig', '/dev/zero'])).toMatchObject({
      code: 2,
      stderr: '/dev/zero is a device, and may never end: name a file.\n',
    });
  });
});

describe('warnings of one kind', () => {
  const MANY = Array.from({ length: 30 }, (_, i) => `CONFIG_NOPE${i}=y\n`).join('');
  const left = '… and 25 more of these [unknown-symbol]; --all-warnings lists them\n';
  beforeEach(() => folder.write({ many_defconfig: SMALL + MANY }));

  test.each([
    [['--defconfig', 'many_defconfig']],
    [['matrix', '--jobs', '1', '--defconfig', 'many_defconfig']],
    [['diff', 'many_defconfig', 'many_defconfig']],
    [['replay', 'a.trace', '--defconfig', 'many_defconfig']],
    [['report', '--html', 'r', '--no-costs', '--jobs', '1', '--defconfig', 'many_defconfig']],
    [['sandbox', '-c', 'help', '--defconfig', 'many_defconfig']],
    [['kconfig', 'defconfig', '--defconfig', 'many_defconfig']],
    [['why', 'DM', '--defconfig', 'many_defconfig']],
    [['config', 'find', '!DM', '--defconfig', 'many_defconfig']],
    [['config', 'diff', 'many_defconfig', 'many_defconfig']],
  ])('are counted after the first few, listed and hidden as the user wants: %j', async (args) => {
    const { code, stderr } = await folder.run(args);
    expect(code).toBe(0);
    expect(stderr.match(/NOPE\d+: /g)).toHaveLength(5);
    expect(stderr).toContain(left);
    const all = await folder.run([...args, '--all-warnings']);
    expect(all.stderr.match(/NOPE\d+: /g)).toHaveLength(30);
    expect((await folder.run([...args, '--quiet'])).stderr).toBe('');
  });

  test('are errors with --strict, of which more are listed', async () => {
    const args = ['kconfig', 'defconfig', '--defconfig', 'many_defconfig', '--strict', '--quiet'];
    const { code, stderr } = await folder.run(args);
    expect(code).toBe(2);
    expect(stderr.match(/NOPE\d+: /g)).toHaveLength(20);
    expect(stderr).toContain(
      '… and 10 more of these [unknown-symbol]; --all-warnings lists them\n',
    );
    const generate = await folder.run(['--defconfig', 'many_defconfig', '--strict', '--quiet']);
    expect(generate.stderr.match(/NOPE\d+: /g)).toHaveLength(20);
    expect(generate.stderr).toContain('… and 10 more; --all-warnings lists them\n');
  });
});

test('what comes before the names of symbols is said if it is unusual and nobody gave it', async () => {
  const command = ['kconfig', 'alldefconfig', '--kconfig', 'named/Kconfig'];
  const dialect = 'Tree: named/Kconfig. Dialect: kconfig-4.11 (kconfig is beside it).';
  expect(await first(...command)).toBe(`${dialect} Prefix of symbols: none (kconfig says so).`);
  expect(await first(...command, '--define', 'CONFIG_=X_')).toBe(dialect);
});
