import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { PACKAGE_ROOT } from '../../src/package-root.ts';
import { FOREIGN } from '../src/menuconfig/sitting.ts';

const PROGRAM = join(PACKAGE_ROOT, 'bin/mallocgen.js');
const isBuilt = existsSync(join(PACKAGE_ROOT, 'dist/bundle/mallocgen.cjs'));
/** util-linux's `script` gives a program a terminal of its own; that of other systems has other options. */
const hasTerminal =
  spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') === true;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mallocgen-terminal-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The command in a terminal of the system. */
class Terminal {
  output = '';
  readonly #child;
  readonly ended: Promise<number | null>;

  constructor(args = `--kconfig '${join(FOREIGN, 'Kconfig')}'`) {
    const command = `node '${PROGRAM}' menuconfig ${args}`;
    // The shell outlives the terminal.
    const line = `trap : HUP; stty rows 24 cols 80; ${command}; echo "code $?" | tee ended; stty -a`;
    this.#child = spawn('script', ['-qec', line, '/dev/null'], {
      cwd: folder,
      env: { ...process.env, TERM: 'xterm', XDG_CACHE_HOME: folder, SHELL: '/bin/sh' },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    this.#child.stdout.on('data', (bytes: Buffer) => {
      this.output += bytes.toString();
    });
    this.ended = new Promise((resolve) => {
      this.#child.on('exit', resolve);
    });
  }

  /** Waits for a text that was not there before. */
  async shows(text: string): Promise<void> {
    for (let tries = 0; tries < 1500; tries += 1) {
      if (this.output.includes(text)) {
        this.output = this.output.slice(this.output.indexOf(text) + text.length);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    this.#child.kill();
    throw new Error(`'${text}' did not come:\n${JSON.stringify(this.output)}`);
  }

  type(keys: string): void {
    this.#child.stdin.write(keys);
  }

  /** Takes the terminal away, as when its window is closed. */
  close(): void {
    this.#child.kill('SIGKILL');
  }
}

(isBuilt && hasTerminal ? describe : describe.skip)('in a terminal of the system', () => {
  test('the menus open, set, save and quit, and the terminal is as before', async () => {
    const terminal = new Terminal();
    await terminal.shows('Router firmware');
    terminal.type('\u001b[F\u001b[A\u001b[Ay');
    await terminal.shows('[*] Expert options');
    terminal.type('s');
    await terminal.shows('Save the configuration to');
    terminal.type('\r');
    await terminal.shows('Wrote .config');
    terminal.type('q');
    await terminal.shows('\u001b[?1049l');
    await terminal.shows('code 0');
    // Lines are edited and echoed again.
    await terminal.shows(' icanon');
    expect(await terminal.ended).toBe(0);
    expect(readFileSync(join(folder, '.config'), 'utf8')).toContain('CONFIG_EXPERT=y\n');
  });

  test('Ctrl-C leaves the file as it was', async () => {
    writeFileSync(join(folder, '.config'), 'CONFIG_EXPERT=y\n');
    const terminal = new Terminal();
    await terminal.shows('Router firmware');
    terminal.type('\u001b[F\u001b[A\u001b[An');
    await terminal.shows('[ ] Expert options');
    terminal.type('\u0003');
    await terminal.shows('\u001b[?1049l');
    await terminal.shows('code 130');
    await terminal.shows(' icanon');
    await terminal.ended;
    expect(readFileSync(join(folder, '.config'), 'utf8')).toBe('CONFIG_EXPERT=y\n');
  });

  test('a terminal that is closed ends it like any program, and leaves the file as it was', async () => {
    writeFileSync(join(folder, '.config'), 'CONFIG_EXPERT=y\n');
    const terminal = new Terminal();
    await terminal.shows('Router firmware');
    terminal.close();
    await terminal.ended;
    const file = join(folder, 'ended');
    const ended = (): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');
    for (let tries = 0; tries < 1500 && ended() === ''; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(ended()).toBe('code 129\n');
    expect(readFileSync(join(folder, '.config'), 'utf8')).toBe('CONFIG_EXPERT=y\n');
  });

  describe('the shell commands of a tree that was kept are not waited for', () => {
    /** Opened for the second time, while the tree's command still waits for a file. */
    async function opened(): Promise<Terminal> {
      const many = Array.from({ length: 600 }, (_, at) => `config A${at}\n\tbool "a${at}"\n`);
      const first =
        'config FIRST\n\tbool "The $(shell,until [ -e go ]; do echo >> waiting; sleep 0.1; done; cat answer)"\n';
      writeFileSync(join(folder, 'Kconfig'), first + many.join(''));
      writeFileSync(join(folder, 'answer'), 'first\n');
      writeFileSync(join(folder, 'go'), '');
      const before = new Terminal('--allow-shell');
      await before.shows('[ ] The first');
      before.type('q');
      await before.ended;
      rmSync(join(folder, 'go'));
      const terminal = new Terminal('--allow-shell');
      await terminal.shows('[ ] The first');
      return terminal;
    }

    test('but nothing is written before they have run', async () => {
      const terminal = await opened();
      terminal.type('ys\r');
      await terminal.shows('Writing .config when the shell commands of the tree have run');
      expect(existsSync(join(folder, '.config'))).toBe(false);
      writeFileSync(join(folder, 'go'), '');
      await terminal.shows('Wrote .config');
      terminal.type('q');
      await terminal.shows('code 0');
      expect(readFileSync(join(folder, '.config'), 'utf8')).toContain('CONFIG_FIRST=y\n');
    });

    test('and the tree is read again if one has another output, with what was changed', async () => {
      const terminal = await opened();
      terminal.type('\u001b[By');
      await terminal.shows('[*] a0');
      writeFileSync(join(folder, 'answer'), 'other\n');
      writeFileSync(join(folder, 'go'), '');
      await terminal.shows('other');
      await terminal.shows('Read the tree again');
      terminal.type('q');
      await terminal.shows('Save the configuration to .config?');
      terminal.type('y');
      await terminal.shows('code 0');
      expect(readFileSync(join(folder, '.config'), 'utf8')).toContain('CONFIG_A0=y\n');
    });

    test('and they are ended if the user leaves', async () => {
      const terminal = await opened();
      for (let tries = 0; tries < 1500 && !existsSync(join(folder, 'waiting')); tries += 1) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      terminal.type('q');
      await terminal.shows('code 0');
      await terminal.ended;
      const waited = (): number => readFileSync(join(folder, 'waiting')).length;
      const before = waited();
      await new Promise((resolve) => setTimeout(resolve, 500));
      expect(waited()).toBe(before);
    });
  });
});
