import type { Input, Key, NamedKey } from './key.ts';

const ESC = '\u001b';

/** The final letters of `CSI` and `SS3` sequences: cursor keys of ECMA-48 and of xterm's modes. */
const BY_LETTER: Readonly<Record<string, NamedKey>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  H: 'home',
  F: 'end',
  P: 'f1',
  M: 'enter',
};

/** The numbers of `CSI n ~` sequences: VT220's, and those of rxvt and the Linux console for Home and End. */
const BY_NUMBER: Readonly<Record<string, NamedKey>> = {
  1: 'home',
  2: 'insert',
  3: 'delete',
  4: 'end',
  5: 'pageup',
  6: 'pagedown',
  7: 'home',
  8: 'end',
  11: 'f1',
};

const CONTROLS: Readonly<Record<string, NamedKey>> = {
  '\u0003': 'ctrl-c',
  '\u0008': 'backspace',
  '\t': 'tab',
  '\n': 'enter',
  '\u000c': 'ctrl-l',
  '\r': 'enter',
  '\u0012': 'ctrl-r',
  '\u0015': 'ctrl-u',
  '\u0017': 'ctrl-w',
  '\u001a': 'ctrl-z',
  '\u007f': 'backspace',
};

/**
 * `CSI`, its parameters and final letter; the Linux console's `CSI [ A` for F1; `SS3` and a letter. ECMA-48 has
 * more parameters and bytes before the letter than keys have: reports of a mouse come with them.
 */
// oxlint-disable-next-line no-control-regex
const SEQUENCE = /^\u001b(?:\[([0-?]*)[ -/]*([@-Z\\-~])|\[\[([A-E])|O([@-~]))/;
/** X10's report of a mouse: `CSI M`, then the button and the place, a character each. */
// oxlint-disable-next-line no-control-regex
const MOUSE = /^\u001b\[M[^]{3}/;
/** What a terminal answers to an earlier program: `OSC`, `DCS`, `APC` and others, up to `ST` or BEL. */
// oxlint-disable-next-line no-control-regex
const ANSWER = /^\u001b[\]P_^X][^\u0007\u001b]{0,4096}(?:\u0007|\u001b\\)/;
// oxlint-disable-next-line no-control-regex
const UNFINISHED = /^\u001b(?:|\[[0-?]*[ -/]*|\[\[|\[M[^]{0,2}|O)$/;
/** Without its end, this is Esc and what was typed after it. */
// oxlint-disable-next-line no-control-regex
const UNFINISHED_ANSWER = /^\u001b[\]P_^X][^\u0007\u001b]{0,4096}\u001b?$/;

const PASTE_START = `${ESC}[200~`;
const PASTE_END = `${ESC}[201~`;

/** Two presses of Esc within this time go back once: in mconf, hands have learned to press it twice. */
const PAIR_MILLISECONDS = 400;

/** No more of an unfinished paste is kept: 1 MiB of characters. */
const LONGEST_PASTE = 1 << 20;

/**
 * Turns what a terminal sends into keys. An Esc alone begins every other sequence as well; only time tells
 * it apart: `push` leaves it waiting, and `flush`, called a little later, makes it a key.
 */
export class KeyDecoder {
  readonly #utf8 = new TextDecoder();
  #pending = '';
  #lastEsc = Number.NEGATIVE_INFINITY;

  /** Whether `flush` should be called when nothing more comes. */
  get isWaiting(): boolean {
    return this.#pending !== '' && !this.#pending.startsWith(PASTE_START);
  }

  /** @param now milliseconds of a clock that only goes forward */
  push(bytes: Uint8Array, now: number): readonly Input[] {
    this.#pending += this.#utf8.decode(bytes, { stream: true });
    return this.#decode(now, false);
  }

  /** Takes what is waiting as it is. */
  flush(now: number): readonly Input[] {
    return this.#decode(now, true);
  }

  #decode(now: number, isLast: boolean): readonly Input[] {
    const inputs: Input[] = [];
    while (this.#pending !== '') {
      if (this.#pending.startsWith(PASTE_START)) {
        const end = this.#pending.indexOf(PASTE_END);
        if (end < 0) {
          this.#pending = this.#pending.slice(0, LONGEST_PASTE);
          break;
        }
        inputs.push({ kind: 'paste', text: this.#pending.slice(PASTE_START.length, end) });
        this.#take(end + PASTE_END.length);
        continue;
      }
      const isUnfinished =
        UNFINISHED.test(this.#pending) ||
        UNFINISHED_ANSWER.test(this.#pending) ||
        PASTE_START.startsWith(this.#pending);
      if (isUnfinished && !isLast) break;
      const key = this.#next(now);
      if (key !== undefined) inputs.push({ kind: 'key', key });
    }
    return inputs;
  }

  /** Takes one key from what is pending; undefined for what means nothing. */
  #next(now: number): Key | undefined {
    const [first = ''] = this.#pending;
    if (first === ESC) return this.#escape(now);
    this.#take(first.length);
    this.#lastEsc = Number.NEGATIVE_INFINITY;
    const control = CONTROLS[first];
    if (control !== undefined) return control;
    return first < ' ' || (first >= '\u0080' && first < '\u00a0') ? undefined : first;
  }

  #escape(now: number): Key | undefined {
    const report = MOUSE.exec(this.#pending) ?? ANSWER.exec(this.#pending);
    if (report) {
      this.#take(report[0].length);
      return undefined;
    }
    const found = SEQUENCE.exec(this.#pending);
    if (found) {
      this.#take(found[0].length);
      this.#lastEsc = Number.NEGATIVE_INFINITY;
      const [, parameters = '', letter, console, keypad] = found;
      if (console !== undefined) return console === 'A' ? 'f1' : undefined;
      if (keypad !== undefined) return BY_LETTER[keypad];
      if (letter === '~') return BY_NUMBER[parameters.replace(/;.*/, '')];
      return letter === 'M' ? undefined : BY_LETTER[letter!];
    }
    if (UNFINISHED.test(this.#pending) && this.#pending.length > 1) {
      this.#take(this.#pending.length);
      return undefined;
    }
    this.#take(1);
    if (now - this.#lastEsc < PAIR_MILLISECONDS) {
      this.#lastEsc = Number.NEGATIVE_INFINITY;
      return undefined;
    }
    this.#lastEsc = now;
    return 'esc';
  }

  #take(length: number): void {
    this.#pending = this.#pending.slice(length);
  }
}
