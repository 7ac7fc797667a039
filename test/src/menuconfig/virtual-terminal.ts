import xterm, { type Terminal as XtermTerminal } from '@xterm/headless';

import type { TerminalInput, TerminalOutput } from '../../../src/menuconfig/terminal/terminal.ts';
import type { Size } from '../../../src/menuconfig/model/size.ts';

const { Terminal } = xterm;

/** What an xterm sends. */
const SEQUENCES: Readonly<Record<string, string>> = {
  up: '\u001b[A',
  down: '\u001b[B',
  right: '\u001b[C',
  left: '\u001b[D',
  home: '\u001b[H',
  end: '\u001b[F',
  pageup: '\u001b[5~',
  pagedown: '\u001b[6~',
  delete: '\u001b[3~',
  backspace: '\u007f',
  enter: '\r',
  esc: '\u001b',
  f1: '\u001bOP',
  'ctrl-c': '\u0003',
  'ctrl-l': '\u000c',
  'ctrl-r': '\u0012',
  'ctrl-u': '\u0015',
  'ctrl-w': '\u0017',
  'ctrl-z': '\u001a',
};

/** One place of the screen. */
export interface Cell {
  /** Empty for a blank, and for the second half of a wide character. */
  readonly text: string;
  /** 2 for a wide character, 0 for its second half. */
  readonly columns: number;
  /** The number of the colour; undefined for the terminal's own. */
  readonly colour: number | undefined;
  readonly isBold: boolean;
  readonly isDim: boolean;
  readonly isInverse: boolean;
}

/** A terminal without a screen, which can be read: standard input and output of a program. */
export class VirtualTerminal {
  readonly xterm: XtermTerminal;
  /** Everything that the program wrote. */
  written = '';
  isRaw = false;
  readonly #listeners = new Map<string, Set<(bytes: Uint8Array) => void>>();

  constructor({ columns, rows }: Size) {
    this.xterm = new Terminal({ cols: columns, rows, allowProposedApi: true });
    Object.assign(this.output, { columns, rows });
  }

  readonly input: TerminalInput = {
    isTTY: true,
    setRawMode: (isRaw) => {
      this.isRaw = isRaw;
    },
    on: (event, listener) => this.#on(event, listener),
    off: (event, listener) => this.#off(event, listener),
    resume: () => undefined,
    pause: () => undefined,
  };

  readonly output: TerminalOutput & { columns: number; rows: number } = {
    isTTY: true,
    columns: 0,
    rows: 0,
    write: (text) => {
      this.written += text;
      this.xterm.write(text);
    },
    on: (event, listener) => this.#on(event, listener),
    off: (event, listener) => this.#off(event, listener),
  };

  #on(event: string, listener: (bytes: Uint8Array) => void): void {
    const listeners = this.#listeners.get(event) ?? new Set();
    listeners.add(listener);
    this.#listeners.set(event, listeners);
  }

  #off(event: string, listener: (bytes: Uint8Array) => void): void {
    this.#listeners.get(event)?.delete(listener);
  }

  emit(event: string, bytes = new Uint8Array()): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(bytes);
  }

  /** Types keys: names as in `NAMED_KEYS`, everything else as it is. */
  type(...keys: readonly string[]): void {
    for (const key of keys) this.emit('data', Buffer.from(SEQUENCES[key] ?? key));
  }

  resize({ columns, rows }: Size): void {
    this.xterm.resize(columns, rows);
    Object.assign(this.output, { columns, rows });
    this.emit('resize');
  }

  /** How many listeners the program has left. */
  get listeners(): number {
    return [...this.#listeners.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** The cells of the screen. */
  async cells(): Promise<readonly (readonly Cell[])[]> {
    await new Promise<void>((resolve) => this.xterm.write('', resolve));
    const { active } = this.xterm.buffer;
    return Array.from({ length: this.xterm.rows }, (_, row) => {
      const line = active.getLine(active.viewportY + row)!;
      return Array.from({ length: this.xterm.cols }, (__, column) => {
        const cell = line.getCell(column)!;
        return {
          text: cell.getChars(),
          columns: cell.getWidth(),
          colour: cell.isFgPalette() ? cell.getFgColor() : undefined,
          isBold: cell.isBold() !== 0,
          isDim: cell.isDim() !== 0,
          isInverse: cell.isInverse() !== 0,
        };
      });
    });
  }

  /** The rows of the screen, without blanks at their ends. */
  async screen(): Promise<readonly string[]> {
    await new Promise<void>((resolve) => this.xterm.write('', resolve));
    const { active } = this.xterm.buffer;
    return Array.from({ length: this.xterm.rows }, (_, row) =>
      (active.getLine(active.viewportY + row)?.translateToString(true) ?? '').trimEnd(),
    );
  }
}
