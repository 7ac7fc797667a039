/*
 * Every command that the README and the pages of docs/ show in an indented block runs and has an answer.
 * They run in a folder like a clone, with a few of the configurations.
 */
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { COMMANDS } from '../../src/cli/commands.ts';
import { PACKAGE_ROOT } from '../../src/package-root.ts';
import { mallocgen } from '../src/cli/fake-process.ts';
import { blockAfter, commandsOf, PAGES, readPage, wordsOf } from './page.ts';

/**
 * Configurations that the commands name, and no more: some commands measure all that there are. A module
 * takes longer to measure as WebAssembly, so those of that target have a folder with one configuration.
 */
const CONFIGURATIONS = ['small', 'spl_simple', 'sandbox_vpl'];
const WASM_CONFIGURATION = 'small';

/** A path of the reader's choice, and one that exists. */
const PLACEHOLDERS: Readonly<Record<string, string>> = { DIR: 'page' };

/** Commands that need another tree, answers, or a minute: only their options are checked. */
const NOT_RUN = /U-BOOT|\bBOARD_|^mallocgen (?:fit|report) |^mallocgen init$/;

/** Commands that print nothing: they write a file, or wait for input. */
const SILENT = /^mallocgen (?:fit|kconfig|sandbox$)/;

const cases = PAGES.flatMap((page) =>
  commandsOf(readPage(page)).map((command) => ({ page, command })),
);

let cwd: string;
beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'commands-'));
  for (const folder of ['configs', 'wasm-configs', 'alloc']) mkdirSync(join(cwd, folder));
  const kconfigs = readdirSync(PACKAGE_ROOT).filter((name) => name.startsWith('Kconfig'));
  const defconfigs = CONFIGURATIONS.map((name) => `configs/${name}_defconfig`);
  for (const file of [...kconfigs, ...defconfigs]) {
    copyFileSync(join(PACKAGE_ROOT, file), join(cwd, file));
  }
  const small = `${WASM_CONFIGURATION}_defconfig`;
  copyFileSync(join(PACKAGE_ROOT, 'configs', small), join(cwd, 'wasm-configs', small));
  const files = {
    A_defconfig: 'CONFIG_SYS_MALLOC_SMALL=y\n',
    B_defconfig: 'CONFIG_64BIT=y\n',
    '.config': 'CONFIG_SYS_MALLOC_SMALL=y\n',
    'heap.defconfig': 'CONFIG_SYS_MALLOC_SMALL=y\n',
    checked_defconfig: 'CONFIG_MALLOC_DEBUG=y\n',
    'alloc/web_defconfig': blockAfter(readPage('docs/own-project.md'), 'text', 'alloc/'),
    'my.trace': 'm 1 100\nr 2 1 200\nf 2\n',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  await succeed(['--defconfig', 'small_defconfig']);
  await succeed(['matrix', '--configs', 'configs', '--update']);
  await succeed(['sandbox', '--malloc_dump', 'before.txt', '-c', 'poweroff']);
  await succeed(['sandbox', '--malloc_dump', 'after.txt', '-c', 'setenv foo bar; poweroff']);
  const log = ['sandbox', '-c', 'malloc log start; setenv foo bar; malloc log dump'];
  writeFileSync(join(cwd, 'malloc_log.txt'), (await succeed(log)).stdout);
}, 120_000);
afterAll(() => rmSync(cwd, { recursive: true }));

async function succeed(args: readonly string[]) {
  const outcome = await mallocgen(args, { cwd });
  expect([args, outcome.code, outcome.stderr]).toEqual([args, 0, expect.anything()]);
  return outcome;
}

/** The arguments of a command on a page. What measures every configuration does so in this folder. */
function argumentsOf(command: string): readonly string[] {
  const [, ...words] = wordsOf(command).map((word) => PLACEHOLDERS[word] ?? word);
  const measuresAll =
    ['matrix', 'report'].includes(words[0] ?? '') &&
    !words.includes('--defconfig') &&
    !words.includes('--configs');
  if (!measuresAll) return words;
  return [...words, '--configs', words.includes('wasm') ? 'wasm-configs' : 'configs'];
}

test('there are commands on the pages', () => {
  expect(cases.length).toBeGreaterThan(20);
});

test.each(cases.filter(({ command }) => !NOT_RUN.test(command)))(
  '$page: $command',
  async ({ command }) => {
    const { stdout } = await succeed(argumentsOf(command));
    if (!SILENT.test(command)) expect(stdout).toMatch(/\w/);
    expect(stdout).not.toMatch(/^0 |\b0 configurations/m);
  },
);

test.each(cases.filter(({ command }) => NOT_RUN.test(command)))(
  '$page: the options of $command exist',
  ({ command }) => {
    const [, name = ''] = wordsOf(command);
    const definition = COMMANDS.find((each) => each.name.split(' ')[0] === name);
    for (const [, option = ''] of command.matchAll(/ --([\w-]+)/g)) {
      expect(definition?.options).toHaveProperty([option]);
    }
  },
);
