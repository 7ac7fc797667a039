/*
 * The console, against the examples of the specification; addresses and names are our own.
 */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Machine } from '../../../src/console/machine.ts';
import { runLine } from '../../../src/console/run-line.ts';
import { openVariant, type ConsoleVariant } from '../../../src/console/variant.ts';
import { mallocgen } from '../cli/fake-process.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mallocgen-console-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Variants by the text of their configuration. */
const variants = new Map<string, Promise<ConsoleVariant>>();

function variantOf(defconfig: string): Promise<ConsoleVariant> {
  const path = join(folder, 'test_defconfig');
  writeFileSync(path, defconfig);
  const variant =
    variants.get(defconfig) ??
    openVariant({
      kconfig: resolve('Kconfig'),
      srctree: resolve('.'),
      defconfig: path,
      templates: resolve('templates'),
      parsedTemplates: join(folder, 'none'),
      env: {},
    });
  variants.set(defconfig, variant);
  return variant;
}

const MCHECK64 = readFileSync('configs/mcheck64_defconfig', 'utf8');

/** Runs a line of commands as `mallocgen sandbox -c` does. */
async function inConsole(line: string, mallocDump?: string, defconfig = MCHECK64) {
  const lines: string[] = [];
  const print = (text: string) => void lines.push(text);
  const machine = new Machine({ variant: await variantOf(defconfig), print, mallocDump });
  return { isGood: runLine(line, machine), lines };
}

/** What commands print that all succeed. */
async function outputOf(line: string, mallocDump?: string): Promise<readonly string[]> {
  const { isGood, lines: all } = await inConsole(line, mallocDump);
  expect(isGood).toBe(true);
  return all;
}

/** The program itself. */
async function sandbox(...args: readonly string[]) {
  const { code, stdout, stderr } = await mallocgen(['sandbox', ...args], { cwd: folder });
  return { code, output: stdout, errors: stderr };
}

describe('malloc info', () => {
  test('prints sizes as U-Boot does, and counts', async () => {
    const [total, inUse, largest, ...counts] = await outputOf('malloc info');
    expect(total).toBe('total bytes   = 64 MiB');
    expect(inUse).toMatch(/^in use bytes {2}= \d+(\.\d)? KiB$/);
    expect(largest).toMatch(/^largest free {2}= \d+(\.\d)? MiB$/);
    expect(counts).toEqual([
      'malloc count  = 9',
      'free count    = 0',
      'realloc count = 0',
      'mcheck count  = 9',
    ]);
  });

  test('counts what commands do', async () => {
    const output = await outputOf('setenv a b; setenv a c; setenv a; malloc info');
    expect(output.slice(-4)).toEqual([
      'malloc count  = 12',
      'free count    = 3',
      'realloc count = 0',
      'mcheck count  = 9',
    ]);
  });
});

describe('malloc dump', () => {
  test('has the lines of the specification', async () => {
    const output = await outputOf('setenv gap value; setenv after value; setenv gap; malloc dump');
    expect(output[0]).toMatch(/^Heap dump: [0-9a-f]+ - [0-9a-f]+$/);
    expect(output.slice(1, 3)).toEqual(['     Address        Size  Status', '-'.repeat(34)]);
    expect(output[3]).toMatch(/^ {8}[0-9a-f]{4} {10}10 {2}\(chunk header\)$/);
    const [used, free] = [
      /^[ 0-9a-f]{12} {2}[ 0-9a-f]{10} {2}used {2}strdup:\d+ <-hsearch_r:\d+ <-env_do_env_/,
      / {2}<free> {2}strdup:\d+ <-hsearch_r:\d+ <-env_do_env_/,
    ];
    const rows = output.slice(5, -5);
    expect(rows.filter((row) => used.test(row))).toHaveLength(10);
    expect(rows.filter((row) => free.test(row))).toHaveLength(1);
    expect(rows).toHaveLength(11);
    expect(output.at(-5)).toMatch(/^[ 0-9a-f]{12} {2}[ 0-9a-f]{10} {2}top$/);
    expect(output.at(-4)).toMatch(/^[ 0-9a-f]{12} {14}end$/);
    expect(output.at(-2)).toMatch(/^Used: [0-9a-f]+ bytes in 11 chunks$/);
    expect(output.at(-1)).toMatch(/^Free: [0-9a-f]+ bytes in 1 chunks \+ top$/);
  });

  test('without mcheck a used chunk has no label', async () => {
    const plain = 'CONFIG_SANDBOX=y\nCONFIG_UNIT_TEST=y\n';
    expect((await inConsole('malloc dump', undefined, plain)).lines[4]).toMatch(
      /^ {8}[0-9a-f]{4} {9}[0-9a-f]{3}$/,
    );
  });
});

describe('malloc leak', () => {
  const leaks = [
    expect.stringMatching(/^ {2}[0-9a-f]+ [0-9a-f]+ strdup:\d+ <-hsearch_r:\d+ <-env_do_env_/),
    expect.stringMatching(/^ {2}[0-9a-f]+ [0-9a-f]+ strdup:\d+ <-hsearch_r:\d+ <-env_do_env_/),
  ];

  test('lists what was allocated between start and end', async () => {
    expect(await outputOf('malloc leak start; setenv foo bar; malloc leak end')).toEqual([
      'Heap snapshot: 9 allocs',
      ...leaks,
      '2 leaked allocs',
    ]);
  });

  test('without a word counts, and keeps the snapshot', async () => {
    const output = await outputOf(
      'malloc leak start; malloc leak; setenv a b; setenv a c; malloc leak; setenv a; malloc leak end',
    );
    expect(output).toEqual(['Heap snapshot: 9 allocs', 'No leaks', '2 new allocs', 'No leaks']);
  });

  test('without a snapshot, and after its end, fails', async () => {
    const message = "No snapshot taken, use 'malloc leak start'";
    expect(await inConsole('malloc leak')).toEqual({ isGood: false, lines: [message] });
    const twice = await inConsole('malloc leak start; malloc leak end; malloc leak end');
    expect(twice.isGood).toBe(false);
    expect(twice.lines.slice(1)).toEqual(['No leaks', message]);
  });
});

test('malloc log: start, stop and dump', async () => {
  const output = await outputOf(
    'malloc log start; setenv a b; setenv a; malloc log stop; malloc log',
  );
  expect(output.slice(0, 5)).toEqual([
    'Malloc logging started',
    'Malloc logging stopped',
    'Malloc log: 4 entries (max 524288, total 4)',
    ' Seq  Type         Address      Size  Caller',
    '----  --------  ----------  --------  ------',
  ]);
  const rest = output.slice(5).map((line) => line.replace(/(.{16}).{10}(.{10}).*/, '$1 $2'));
  expect(rest).toEqual([
    '   0  alloc               2',
    '   1  alloc               2',
    '   2  free                0',
    '   3  free                0',
  ]);
  expect(output[5]).toMatch(/ {2}strdup:\d+ <-hsearch_r:\d+ <-env_do_env_set:\d+ <-run:/);
  expect(await outputOf('malloc log dump')).toEqual(['Malloc log not started']);
});

describe('the environment', () => {
  test('is set, printed and deleted', async () => {
    const output = await outputOf(
      `setenv foo 'one; two'   "three  four"; printenv foo bootdelay; setenv foo \\;; printenv foo`,
    );
    expect(output).toEqual(['foo=one; two three  four', 'bootdelay=2', 'foo=;']);
    expect((await outputOf('setenv ünï ✓; printenv')).slice(-3)).toEqual([
      'ünï=✓',
      '',
      expect.stringMatching(/^Environment size: \d+ bytes$/),
    ]);
  });

  test('what is not there, and what cannot be a name', async () => {
    expect(await inConsole('setenv a b; setenv a; printenv a')).toEqual({
      isGood: false,
      lines: ['## Error: "a" not defined'],
    });
    expect((await inConsole('setenv a=b c')).isGood).toBe(false);
    expect((await inConsole('setenv')).lines[0]).toMatch(/^setenv - set environment/);
  });

  test('keeps its variables however many come and go, and says when it is full', async () => {
    const set = (from: number, to: number, value: string) =>
      Array.from({ length: to - from }, (_, i) => `setenv v${i + from} ${value}`).join(';');
    const output = await outputOf(
      `malloc leak start;${set(0, 200, 'x')};${set(0, 150, '')};${set(100, 160, 'y')};${set(160, 200, '')};printenv;${set(100, 160, '')};malloc leak end`,
    );
    expect(output.filter((line) => line.startsWith('v'))).toHaveLength(60);
    expect(output.at(-1)).toBe('No leaks');
    const full = await inConsole(set(0, 260, 'x'));
    expect(full.isGood).toBe(false);
    expect(full.lines[0]).toBe('## Error inserting "v251" variable: no room');
  });
});

describe('poweroff and reset', () => {
  test('write the dump, %d counting restarts', async () => {
    const dump = join(folder, 'heap%d.txt');
    await outputOf('setenv a b; reset; setenv c d; setenv e f; reset; poweroff', dump);
    const files = readdirSync(folder).filter((name) => name.startsWith('heap'));
    expect(files.toSorted()).toEqual(['heap0.txt', 'heap1.txt', 'heap2.txt']);
    const chunks = files.map(
      (name) => / in (\d+) chunks\n/.exec(readFileSync(join(folder, name), 'utf8'))?.[1],
    );
    expect(chunks).toEqual(['11', '13', '9']);
  });

  test('poweroff ends the line; without either nothing is written', async () => {
    const dump = join(folder, 'none.txt');
    expect(await outputOf('poweroff; malloc info')).toEqual([]);
    await outputOf('malloc info', dump);
    expect(readdirSync(folder)).not.toContain('none.txt');
  });

  test('reset forgets snapshot and variables', async () => {
    const { lines: all } = await inConsole(
      'setenv a b; malloc leak start; reset; malloc leak; printenv a',
    );
    expect(all.slice(1)).toEqual([
      'resetting ...',
      "No snapshot taken, use 'malloc leak start'",
      '## Error: "a" not defined',
    ]);
  });

  test('a dump that cannot be written, or made, is an error', async () => {
    const path = join(folder, 'no', 'folder');
    expect(await sandbox('-c', 'poweroff', '--malloc_dump', path)).toMatchObject({
      code: 2,
      errors: expect.stringContaining('cannot be written: no such file or directory.'),
    });
    expect(await sandbox('--defconfig', 'default_defconfig', '--malloc_dump', 'x')).toMatchObject({
      code: 2,
      errors: expect.stringContaining('CONFIG_MALLOC_DEBUG=y'),
    });
  });
});

describe('what makes no sense', () => {
  test.each([
    ['frobnicate', "Unknown command 'frobnicate' - try 'help'"],
    ['malloc', 'malloc - malloc information'],
    ['malloc dumb', 'malloc - malloc information'],
    ['malloc leak begin', 'malloc - malloc information'],
    ['malloc log start now', 'malloc - malloc information'],
    ['reset now', 'reset - restart with an empty heap'],
    [
      'help nothing',
      "Unknown command 'nothing' - try 'help' without arguments for list of all known commands",
    ],
  ])('%s', async (command, message) => {
    const { isGood, lines: all } = await inConsole(command);
    expect([isGood, all[0]]).toEqual([false, message]);
  });

  test('nothing at all', async () => {
    expect(await outputOf(' ;; ; ')).toEqual([]);
  });

  test('a configuration without a heap, and commands that a configuration lacks', async () => {
    writeFileSync(join(folder, 'simple_defconfig'), 'CONFIG_SYS_MALLOC_F=y\n');
    expect((await sandbox('--defconfig', 'no_such')).code).toBe(2);
    const { output } = await sandbox(
      '--defconfig',
      './simple_defconfig',
      '-c',
      'help; malloc info',
    );
    expect(output).toMatch(
      /^Unknown command 'malloc' - try 'help'\nmalloc needs MALLOC_DEBUG, which the configuration leaves out$/m,
    );
    expect(output).not.toMatch(/malloc information/);
  });
});

test('a subcommand that the configuration lacks says what it needs', async () => {
  const plain = 'CONFIG_SANDBOX=y\nCONFIG_UNIT_TEST=y\n';
  const { isGood, lines } = await inConsole('malloc log', undefined, plain);
  expect({ isGood, lines }).toEqual({
    isGood: false,
    lines: ['malloc log needs CMD_MALLOC_LOG, which the configuration leaves out'],
  });
  const usage = (await inConsole('malloc', undefined, plain)).lines;
  expect(usage).toContain('malloc leak [start|end] - detect heap leaks');
  expect(usage.join()).not.toMatch('malloc log');
});

test('lines from a pipe are shown after the prompt', async () => {
  const stdin = 'setenv a b\nprintenv a; printenv b\n';
  expect(await mallocgen(['sandbox'], { cwd: folder, stdin })).toEqual({
    code: 1,
    stdout: '=> setenv a b\n=> printenv a; printenv b\na=b\n## Error: "b" not defined\n=> \n',
    stderr: '',
  });
});
