import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { describe, expect, test } from '@jest/globals';

import { run as runCommand } from '../../../../src/cli/run.ts';
import { DEMO, useFolder } from './folder.ts';

const folder = useFolder({
  'Kconfig.demo': DEMO,
  x_defconfig: 'CONFIG_DEBUG=yes\nCONFIG_ALIGN=x\nCONFIG_CHECKS=y\n',
  unmet_defconfig: 'CONFIG_CHECKS=y\n',
});

const defconfig = (name: string, ...args: string[]) =>
  folder.run(['kconfig', 'defconfig', '--kconfig', 'Kconfig.demo', '--defconfig', name, ...args]);

test('a bad value is a warning, and the rest is taken', async () => {
  const { code, stderr } = await defconfig('x_defconfig');
  expect(code).toBe(0);
  expect(stderr).toBe(
    "x_defconfig:1:1: note: DEBUG: 'yes' is not y or n; its first letter is taken: write y [loose-value]\n" +
      "x_defconfig:2:1: warning: ALIGN: 'x' is not an integer: write one such as 16 [wrong-type]\n",
  );
  expect(folder.read('.config')).toMatch(/^CONFIG_DEBUG=y$/m);
  expect(folder.read('.config')).toMatch(/^CONFIG_ALIGN=8$/m);
});

test('--strict refuses every one, and writes nothing', async () => {
  const { code, stdout, stderr } = await defconfig('x_defconfig', '--strict');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^x_defconfig:1:1: error: .*\[loose-value\]\nx_defconfig:2:1: error: /);
  expect(folder.read('.config')).toBeUndefined();
});

test('a file that is not a configuration does not flood or steer the terminal', async () => {
  folder.write({ odd_defconfig: '\u001b[2J\n'.repeat(5000) });
  const lines: string[] = [];
  const stream = { write: (text: string) => lines.push(text) };
  const args = ['--kconfig', 'Kconfig.demo', '--defconfig', 'odd_defconfig'];
  const code = await runCommand({
    argv: ['node', 'mallocgen', 'kconfig', 'defconfig', ...args],
    env: {},
    stdin: Readable.from([]),
    stdout: { write: () => true },
    stderr: stream,
    cwd: () => folder.path,
  });
  expect({ code, count: lines.length }).toEqual({ code: 0, count: 7 });
  expect(lines[1]).toMatch(/^odd_defconfig:1:1: warning: '\\x1b\[2J' is neither /);
  expect(lines[6]).toBe('… and 4995 more of these [malformed-line]; --all-warnings lists them\n');
});

describe('--deny', () => {
  test('refuses one kind', async () => {
    const { code, stderr } = await defconfig('unmet_defconfig', '--deny', 'unmet-dependency');
    expect(code).toBe(2);
    expect(stderr).toBe(
      'Kconfig.demo:53:1: error: CANARY: selected by CHECKS (Kconfig.demo:51) although it depends on DEBUG [=n] [unmet-dependency]\n',
    );
    expect(folder.read('.config')).toBeUndefined();
  });

  test('leaves the others alone', async () => {
    const args = ['--deny', 'wrong-type', '--deny', 'unknown-symbol'];
    expect((await defconfig('unmet_defconfig', ...args)).code).toBe(0);
    expect((await defconfig('x_defconfig', ...args)).code).toBe(2);
  });

  test('is about the tree as well, which --strict is not', async () => {
    folder.write({ 'Kconfig.odd': 'config A\n\tbool "A"\n\tbool "B"\n', a_defconfig: '' });
    const run = (...args: string[]) =>
      folder.run(['kconfig', 'defconfig', '--kconfig', 'Kconfig.odd', '--defconfig', 'a_defconfig', ...args]);
    expect((await run('--strict')).code).toBe(0);
    expect(await run('--deny', 'prompt-redefined')).toEqual({
      code: 2,
      stdout: '',
      stderr: 'Kconfig.odd:3:2: error: A: a second prompt replaces the first [prompt-redefined]\n',
    });
  });

  test('knows its codes', async () => {
    expect((await defconfig('x_defconfig', '--deny', 'unmet-dependencies')).stderr).toBe(
      '--deny unmet-dependencies: no diagnostic has this code. Did you mean unmet-dependency?\n',
    );
  });
});

describe('what a tree says before an error', () => {
  const TREE = '$(info,hello)\n$(warning-if,y,careful)\nconfig A\n\tbool "A"\n\n$(error-if,y,no)\n';

  test('comes first', async () => {
    folder.write({ 'Kconfig.demo': TREE });
    const { code, stdout, stderr } = await defconfig('x_defconfig');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(
      'Kconfig.demo:1:1: note: hello [macro-info]\n' +
        'Kconfig.demo:2:1: warning: careful [macro-warning]\n' +
        'Kconfig.demo:6:1: error: no [error-if]\n',
    );
  });

  test('is in JSON, too', async () => {
    folder.write({ 'Kconfig.demo': TREE });
    const { stdout } = await defconfig('x_defconfig', '--format', 'json');
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string }[] };
    expect(diagnostics.map(({ code }) => code)).toEqual(['macro-info', 'macro-warning', 'error-if']);
  });
});

describe('--format json', () => {
  test('has code, severity and place of each', async () => {
    const { code, stdout, stderr } = await defconfig('x_defconfig', '--format', 'json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      target: 'defconfig',
      written: ['.config'],
      diagnostics: [
        {
          code: 'loose-value',
          severity: 'note',
          file: 'x_defconfig',
          line: 1,
          column: 1,
          message: expect.stringContaining("DEBUG: 'yes' is not y or n"),
          symbol: 'DEBUG',
        },
        {
          code: 'wrong-type',
          severity: 'warning',
          file: 'x_defconfig',
          line: 2,
          column: 1,
          message: "ALIGN: 'x' is not an integer: write one such as 16",
          symbol: 'ALIGN',
        },
      ],
    });
  });

  test('reports errors the same way', async () => {
    const refused = await defconfig('x_defconfig', '--format', 'json', '--deny', 'wrong-type');
    expect(refused.code).toBe(2);
    expect(JSON.parse(refused.stdout)).toMatchObject({
      written: [],
      diagnostics: [{ severity: 'note' }, { severity: 'error', code: 'wrong-type' }],
    });
    folder.write({ 'Kconfig.demo': 'config A\n\tbool "A"\n\tdepends on && B\n\nfrob\n' });
    const broken = await defconfig('x_defconfig', '--format', 'json');
    expect({ code: broken.code, stderr: broken.stderr }).toEqual({ code: 2, stderr: '' });
    expect(JSON.parse(broken.stdout)).toEqual({
      target: 'defconfig',
      written: [],
      diagnostics: [
        {
          code: 'syntax-error',
          severity: 'error',
          file: 'Kconfig.demo',
          line: 3,
          column: 13,
          message: expect.stringContaining("found '&& B'"),
        },
        expect.objectContaining({ code: 'syntax-error', line: 5, column: 1 }),
      ],
    });
  });
});

test.each([
  [['kconfig', 'oldconfig'], 'usage', '--format json does not go with oldconfig: leave it out.'],
  [['why', 'DEBGU'], 'usage', 'DEBGU: the tree has no such symbol. Did you mean DEBUG?'],
  [['config', 'diff', 'x_defconfig', 'none'], 'usage', expect.stringMatching(/^none: there is no such file\./)],
  [['config', 'find', 'A &&', '--defconfig', '*_defconfig'], expect.any(String), expect.any(String)],
])('%j --format json tells an error as JSON on standard output', async (args, errorCode, message) => {
  const { code, stdout, stderr } = await folder.run([
    ...args,
    '--kconfig',
    'Kconfig.demo',
    '--format',
    'json',
  ]);
  expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
  expect(JSON.parse(stdout)).toEqual({
    diagnostics: [expect.objectContaining({ code: errorCode, severity: 'error', message })],
  });
});

describe('nonsense exits 2 with one sentence and writes nothing', () => {
  test.each([
    [['defcofnig'], 'defcofnig: there is no such target. Did you mean defconfig?'],
    [['frobnicate'], 'frobnicate: there is no such target. mallocgen kconfig --help lists what there is.'],
    [['toString'], 'toString: there is no such target. mallocgen kconfig --help lists what there is.'],
    [[], 'Words are missing: 0 given, 1 needed. Add --help to see the form of this command.'],
    [['olddefconfig', 'a.config'], 'a.config: only merge takes files as words; olddefconfig takes options.'],
    [['olddefconfig', '--defconfig', 'x'], '--defconfig does not go with olddefconfig: leave it out.'],
    [['defconfig', '--seed', '1'], '--seed does not go with defconfig: leave it out.'],
    [['listnewconfig', '--output', 'x'], '--output does not go with listnewconfig: leave it out.'],
    [['randconfig', '--seed', '1.5'], '--seed 1.5: give a whole number from 0 to 0xFFFFFFFF.'],
    [['randconfig', '--seed', '0x100000000'], '--seed 0x100000000: give a whole number from 0 to 0xFFFFFFFF.'],
    [['merge'], 'merge needs files: mallocgen kconfig merge BASE FRAGMENT…'],
    [['olddefconfig', '--config', 'none'], 'none: there is no such file. Correct the path, or leave --config out.'],
    [['olddefconfig', '--frob'], '--frob: there is no such option. mallocgen --help lists them.'],
  ])('kconfig %j', async (args, message) => {
    const { code, stdout, stderr } = await folder.run(['kconfig', ...args, '--kconfig', 'Kconfig.demo']);
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: `${message}\n` });
    expect(folder.read('.config')).toBeUndefined();
  });

  test('a Kconfig file that is not there', async () => {
    const { code, stderr } = await folder.run(['kconfig', 'alldefconfig', '--kconfig', 'none']);
    expect(code).toBe(2);
    expect(stderr).toBe(
      '--kconfig none: there is no such file. Name the first file of a Kconfig tree.\n',
    );
  });

  test('a tree that wants a shell, without --allow-shell', async () => {
    folder.write({ 'Kconfig.shell': 'config A\n\tstring\n\tdefault "$(shell,echo hi)"\n' });
    const args = ['kconfig', 'alldefconfig', '--kconfig', 'Kconfig.shell'];
    const { code, stderr } = await folder.run(args);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^Kconfig\.shell:3:10: error: .*--allow-shell/);
    await folder.run([...args, '--allow-shell'], { env: { PATH: process.env['PATH'] ?? '' } });
    expect(folder.read('.config')).toMatch(/^CONFIG_A="hi"$/m);
  });

  test('a path that cannot be written', async () => {
    folder.write({ file: '' });
    const args = ['kconfig', 'alldefconfig', '--kconfig', 'Kconfig.demo', '--output', 'file/x'];
    const { code, stderr } = await folder.run(args);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr:
        'file/x: cannot be written: there is a folder where a file is needed, or a file where a folder is. Name another place with --output.\n',
    });
  });

  test('a .config that syncconfig cannot write', async () => {
    folder.write({ file: '' });
    const args = ['kconfig', 'syncconfig', '--kconfig', 'Kconfig.demo'];
    await folder.run(['kconfig', 'alldefconfig', '--kconfig', 'Kconfig.demo']);
    // The old version would go there.
    mkdirSync(join(folder.path, '.config.old'));
    const { code, stderr } = await folder.run(args);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/Copy it to a place .* and name the copy with --config\.\n$/),
    });
    folder.write({ 'place/copy': folder.read('.config') ?? '' });
    expect((await folder.run([...args, '--config', 'place/copy'])).code).toBe(0);
  });

  test('a configuration that is a folder', async () => {
    mkdirSync(join(folder.path, 'folder'));
    const args = ['kconfig', 'olddefconfig', '--kconfig', 'Kconfig.demo', '--config', 'folder'];
    const { code, stderr } = await folder.run(args);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'folder: cannot be read: it is a folder, so name another file\n',
    });
  });
});
