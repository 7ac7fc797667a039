import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { run } from '../../../src/cli/run.ts';
import { FOREIGN } from '../menuconfig/sitting.ts';
import { VirtualTerminal } from '../menuconfig/virtual-terminal.ts';
import { mallocgen } from './fake-process.ts';

const FOREIGN_TREE = join(FOREIGN, 'Kconfig');

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mallocgen-menuconfig-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function read(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

/** The command on a terminal of 80 columns and 24 rows. */
class Sitting {
  readonly terminal = new VirtualTerminal({ columns: 80, rows: 24 });
  readonly stderr = new PassThrough();
  readonly ended: Promise<number>;

  constructor(args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
    this.ended = run({
      argv: ['node', 'mallocgen', 'menuconfig', ...args],
      env: { TERM: 'xterm', XDG_CACHE_HOME: folder, ...env },
      stdin: this.terminal.input as never,
      stdout: this.terminal.output,
      stderr: this.stderr,
      cwd: () => folder,
    });
  }

  /** Waits until the screen shows a text. Prices come from other threads, which a busy machine starts late. */
  async shows(text: string): Promise<readonly string[]> {
    let screen: readonly string[] = [];
    for (let tries = 0; tries < 3000; tries += 1) {
      screen = await this.terminal.screen();
      if (screen.some((line) => line.includes(text))) return screen;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`no line has '${text}':\n${screen.join('\n')}`);
  }
}

describe('menuconfig', () => {
  test('opens, moves, sets, saves and quits', async () => {
    const sitting = new Sitting();
    const { terminal } = sitting;
    await sitting.shows('mallocgen configuration');
    terminal.type('down', 'enter');
    await sitting.shows('Size of the malloc() pool');
    terminal.type('down');
    await sitting.shows('u-boot 1');
    terminal.type(' ', 's', 'enter');
    await sitting.shows('Wrote .config');
    terminal.type('q');
    expect(await sitting.ended).toBe(0);
    expect(read('.config')).toContain('CONFIG_SYS_MALLOC_F=y\n');
    expect(String(sitting.stderr.read())).toContain('Wrote .config.');
    expect(terminal.isRaw).toBe(false);
    expect(terminal.listeners).toBe(0);
  });

  test('says of a new .config that git does not ignore it, and how to change that', async () => {
    execFileSync('git', ['init', '-q', folder]);
    const quit = async (): Promise<string> => {
      const sitting = new Sitting(['--kconfig', FOREIGN_TREE]);
      await sitting.shows('Router firmware');
      sitting.terminal.type('s', 'enter');
      await sitting.shows('Wrote .config');
      sitting.terminal.type('q');
      await sitting.ended;
      return String(sitting.stderr.read());
    };
    const note =
      "Note: git does not ignore .config. If it should not be committed: echo '/.config*'";
    expect(await quit()).toContain(note);
    expect(await quit()).not.toContain('Note: git');
    rmSync(join(folder, '.config'));
    writeFileSync(join(folder, '.gitignore'), '.config\n');
    expect(await quit()).not.toContain('Note: git');
  });

  test('asks before it loses what was changed', async () => {
    const sitting = new Sitting(['--kconfig', FOREIGN_TREE]);
    const { terminal } = sitting;
    await sitting.shows('Router firmware');
    terminal.type('end', 'up', 'up', 'y', 'q');
    await sitting.shows('Save the configuration to .config?');
    terminal.type('n');
    expect(await sitting.ended).toBe(0);
    expect(existsSync(join(folder, '.config'))).toBe(false);
    expect(String(sitting.stderr.read())).toContain('The changes were not saved');
  });

  test('asks before it replaces what another program wrote', async () => {
    writeFileSync(join(folder, '.config'), 'CONFIG_EXPERT=y\n');
    const sitting = new Sitting(['--kconfig', FOREIGN_TREE]);
    const { terminal } = sitting;
    await sitting.shows('Network');
    writeFileSync(join(folder, '.config'), 'CONFIG_NET=y\n');
    terminal.type('s', 'enter');
    await sitting.shows('.config was changed by another program');
    terminal.type('n', 's', 'enter', 'y');
    await sitting.shows('Wrote .config');
    terminal.type('q');
    expect(await sitting.ended).toBe(0);
    expect(read('.config')).toContain('CONFIG_EXPERT=y\n');
    expect(read('.config.old')).toBe('CONFIG_NET=y\n');
  });

  test('refuses the name of a folder, and writes nothing into it', async () => {
    mkdirSync(join(folder, 'board'));
    writeFileSync(join(folder, 'board/.config'), 'mine\n');
    const sitting = new Sitting(['--kconfig', FOREIGN_TREE]);
    const { terminal } = sitting;
    await sitting.shows('Network');
    terminal.type('s', 'ctrl-u', 'board', 'enter');
    await sitting.shows('board is a folder: type the name of a file, such as board/.config.');
    terminal.type('d', 'ctrl-u', 'board/', 'enter');
    await sitting.shows('board/ is a folder');
    terminal.type('q');
    await sitting.ended;
    expect(read('board/.config')).toBe('mine\n');
    expect(readdirSync(join(folder, 'board'))).toEqual(['.config']);
  });

  test('D writes a minimal configuration, and the file that is edited stays', async () => {
    writeFileSync(join(folder, '.config'), 'CONFIG_EXPERT=y\n');
    const sitting = new Sitting(['--kconfig', FOREIGN_TREE]);
    const { terminal } = sitting;
    await sitting.shows('Network');
    terminal.type('end', 'up', 'up', 'n', 'd', 'enter');
    await sitting.shows('Wrote defconfig');
    terminal.type('q');
    await sitting.shows('Save the configuration to .config?');
    terminal.type('y');
    expect(await sitting.ended).toBe(0);
    expect(read('.config')).toContain('# CONFIG_EXPERT is not set\n');
    expect(read('defconfig')).not.toContain('CONFIG_EXPERT');
  });

  test.each([
    ['--config', '1'],
    ['--defconfig', '1'],
    ['--config', ''],
  ])('writes through a link of %s with KCONFIG_OVERWRITECONFIG=%s', async (option, value) => {
    writeFileSync(join(folder, 'real'), 'CONFIG_EXPERT=y\n');
    symlinkSync('real', join(folder, 'link_defconfig'));
    const args = ['--kconfig', FOREIGN_TREE, option, join(folder, 'link_defconfig')];
    const sitting = new Sitting(args, { KCONFIG_OVERWRITECONFIG: value });
    const { terminal } = sitting;
    await sitting.shows('Network');
    terminal.type('end', 'up', 'up', 'n', 's', 'enter');
    await sitting.shows('Wrote link_defconfig');
    terminal.type('q');
    await sitting.ended;
    expect(lstatSync(join(folder, 'link_defconfig')).isSymbolicLink()).toBe(value === '1');
    expect(read('link_defconfig')).not.toContain('CONFIG_EXPERT=y');
    expect(read('real') === 'CONFIG_EXPERT=y\n').toBe(value !== '1');
  });

  test('Ctrl-C leaves the file and the terminal as they were', async () => {
    writeFileSync(join(folder, '.config'), 'CONFIG_EXPERT=y\n');
    const sitting = new Sitting(['--kconfig', FOREIGN_TREE]);
    await sitting.shows('Network');
    sitting.terminal.type('end', 'up', 'up', 'n', 'ctrl-c');
    expect(await sitting.ended).toBe(130);
    expect(read('.config')).toBe('CONFIG_EXPERT=y\n');
    expect(sitting.terminal.isRaw).toBe(false);
    expect(sitting.terminal.listeners).toBe(0);
    expect(sitting.terminal.written.endsWith('\u001b[?1049l')).toBe(true);
  });

  test.each([['without a terminal', {}, 'needs a terminal as standard input and output']])(
    '%s it names what works there',
    async (_, env, sentence) => {
      const { code, stderr } = await mallocgen(['menuconfig'], { env });
      expect(code).toBe(2);
      expect(stderr).toContain(sentence);
      expect(stderr).toContain('mallocgen kconfig oldconfig');
    },
  );

  test('on a dumb terminal it names what works there', async () => {
    const terminal = new VirtualTerminal({ columns: 80, rows: 24 });
    const stderr = new PassThrough();
    const { input, output } = terminal;
    const code = await run({
      argv: ['node', 'mallocgen', 'menuconfig'],
      env: { TERM: 'dumb' },
      stdin: input as never,
      stdout: output,
      stderr,
      cwd: () => folder,
    });
    expect(code).toBe(2);
    expect(String(stderr.read())).toContain('mallocgen kconfig oldconfig');
    expect(terminal.written).toBe('');
  });
});
