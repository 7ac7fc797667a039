import { join } from 'node:path';

import { describe, expect, test } from '@jest/globals';

import {
  configure,
  parseDefconfig,
  writeConfig,
  type ShellPermission,
} from '../../../generator/kconfig/index.ts';
import { CommandsBeside } from '../../../generator/kconfig/macro/commands/commands-beside.ts';
import { isUnsettled } from '../../../generator/kconfig/macro/commands/commands.ts';
import { PACKAGE_ROOT } from '../../../src/package-root.ts';
import { errorOf, loadFiles } from './trees.ts';

const thread = join(PACKAGE_ROOT, 'dist/bundle/command-thread.cjs');
const here = { file: 'Root', line: 1, column: 1 };

type Files = Readonly<Record<string, string>>;

/** What a tree comes to: its `.config` and warnings, or its error. */
function outcomeOf(files: Files, allowShell: ShellPermission): unknown {
  try {
    const tree = loadFiles(files, { allowShell });
    const messages = tree.diagnostics.map(({ message }) => message);
    const configuration = configure(tree, parseDefconfig('CONFIG_B=y\n', 'x_defconfig'));
    messages.push(...configuration.diagnostics.map(({ message }) => message));
    return { config: writeConfig(configuration), messages };
  } catch (error) {
    return errorOf(() => {
      throw error;
    });
  }
}

const FUNCTIONS = `if-success = $(shell,{ $(1); } >/dev/null 2>&1 && echo "$(2)" || echo "$(3)")
success = $(if-success,$(1),y,n)
`;

const BOOL = (name: string, value: string): string => `config ${name}\n\tdef_bool ${value}\n`;
const TEXT = (name: string, value: string): string =>
  `config ${name}\n\tstring\n\tdefault "${value}"\n`;

/** Trees, and something that their `.config`, messages or error must have. */
const TREES: readonly (readonly [string, Files, string])[] = [
  ['a value', { Root: `${FUNCTIONS}${BOOL('A', '$(success,true)')}` }, 'CONFIG_A=y'],
  [
    'parts of values',
    { Root: `${FUNCTIONS}${BOOL('A', '!$(success,false) && "$(shell,echo 7)" = 7')}` },
    'CONFIG_A=y',
  ],
  ['a value in quotes', { Root: TEXT('A', 'is $(shell,echo it) so') }, 'CONFIG_A="is it so"'],
  [
    'a number, under a condition that a command gives',
    {
      Root: `${FUNCTIONS}config A\n\tint\n\tdefault $(shell,echo 7) if $(success,true)\n`,
    },
    'CONFIG_A=7',
  ],
  ['a variable', { Root: `v := $(shell,echo x)\n${TEXT('A', '$(v)$(v)')}` }, 'CONFIG_A="xx"'],
  [
    'a command made of another one',
    { Root: `v := $(shell,echo x)\n${TEXT('A', '$(shell,echo $(v)y)')}` },
    'CONFIG_A="xy"',
  ],
  [
    'a name made of one',
    { Root: `v := $(shell,echo w)\nw := z\n${TEXT('A', '$($(v))')}` },
    'CONFIG_A="z"',
  ],
  [
    'a prompt and a dependency',
    { Root: `config A\n\tbool "$(shell,echo hi)"\n\tdefault y\n\tdepends on $(shell,echo y)\n` },
    'CONFIG_A=y',
  ],
  [
    'messages',
    { Root: `$(warning-if,$(shell,echo y),is $(shell,echo here))\n${BOOL('A', 'y')}` },
    'CONFIG_A=y',
  ],
  ['an error of the tree', { Root: '$(error-if,$(shell,echo y),no)\n' }, 'error-if'],
  [
    'a symbol that is defined later',
    { Root: `config A\n\tdef_bool $(shell,echo B)\nconfig B\n\tdef_bool y\n` },
    'CONFIG_A=y',
  ],
  [
    'a symbol that is mentioned before a choice of its name and defined behind it',
    {
      Root: `${BOOL('A', '$(shell,echo B)')}choice B\n\tbool "b"\nconfig C\n\tbool "c"\nendchoice\nconfig B\n\tbool "x"\n`,
    },
    'B: the members of a choice decide it',
  ],
  [
    'commands one after the other',
    {
      Root: `v := $(shell,echo x >"$srctree/new")\n${TEXT('A', '$(shell,cat "$srctree/new")')}`,
    },
    'CONFIG_A="x"',
  ],
  [
    'a file that a command makes',
    {
      Root: `v := $(shell,sleep 0.2; printf 'config A\\n\\tdef_bool y\\n' >"$srctree/made")\nsource "made"\n`,
    },
    'CONFIG_A=y',
  ],
  [
    'files that a command makes, by a pattern',
    {
      Root: `v := $(shell,sleep 0.2; printf 'config A\\n\\tdef_bool y\\n' >"$srctree/made")\nosource "mad*"\n`,
    },
    'CONFIG_A=y',
  ],
  [
    'a file that a command changes',
    {
      Root: `v := $(shell,sleep 0.2; printf 'config A\\n\\tdef_int 23\\n' >"$srctree/part")\nsource "part"\n`,
      part: 'config A\n\tdef_int 1\n',
    },
    'CONFIG_A=23',
  ],
  [
    'a file that a command mends',
    {
      Root: `v := $(shell,sleep 0.2; printf 'config A\\n\\tdef_int 23\\n' >"$srctree/part")\nsource "part"\n`,
      part: 'konfig\n',
    },
    'CONFIG_A=23',
  ],
  ['no output', { Root: BOOL('A', '$(shell,true)') }, 'syntax-error'],
  ['no output in quotes', { Root: TEXT('A', '$(shell,true)') }, 'CONFIG_A=""'],
  ['a NUL in a file', { Root: TEXT('A', 'a$(shell,echo x)\u00000\u0000') }, 'CONFIG_A="ax\u00000\u0000"'],
  ['a NUL in an output', { Root: TEXT('A', "$(shell,printf 'a\\000b')") }, 'CONFIG_A="a"'],
  [
    'a command that takes too long, and one behind it',
    { Root: `v := $(shell,sleep 20)\nw := $(shell,echo 1)\n${BOOL('A', 'y')}` },
    'shell-failed',
  ],
  [
    'a command that takes too long, and an error behind it',
    { Root: `v := $(shell,sleep 20)\nkonfig\n` },
    'shell-failed',
  ],
];

describe('a tree that is parsed while its commands run is the same as one that waits for each', () => {
  test.each(TREES)('%s', (_, files, expected) => {
    const inTurn = outcomeOf(files, { timeout: 1500 });
    expect(JSON.stringify(inTurn)).toContain(JSON.stringify(expected).slice(1, -1));
    expect(outcomeOf(files, { timeout: 1500, thread })).toEqual(inTurn);
  });
});

describe('commands beside', () => {
  const settings = { env: { PATH: process.env['PATH'] }, timeout: 5000 };

  test('nobody waits for an output before it is needed', () => {
    const commands = new CommandsBeside(thread, settings);
    const text = commands.begin('sleep 0.2; echo x', here);
    expect(isUnsettled(text)).toBe(true);
    expect(commands.areRunning).toBe(true);
    expect(commands.settle(`<${text}${text}>`)).toBe('<xx>');
    expect(commands.areRunning).toBe(false);
    commands.end();
  });

  test('a command runs once', () => {
    const commands = new CommandsBeside(thread, settings);
    const command = 'date +%N';
    const first = commands.settle(commands.begin(command, here));
    expect(first).toMatch(/^\d+$/);
    expect(commands.begin(command, here)).toBe(first);
    commands.end();
  });

  test('nothing runs after a failure', () => {
    const commands = new CommandsBeside(thread, { ...settings, timeout: 100 });
    const late = commands.begin('sleep 20', here);
    const next = commands.begin('echo 1', here);
    expect(errorOf(() => commands.settle(late)).message).toContain('did not end within 100 ms');
    expect(errorOf(() => commands.settle(next)).message).toContain('was not run');
    commands.end();
  });
});
