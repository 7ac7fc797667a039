import type { Frame } from '../view/frame.ts';
import type { Line } from '../view/line.ts';
import { styleSequence } from './styles.ts';

/*
 * The control sequences are those of ECMA-48 and of DEC's terminals, which every terminal of today has.
 * Modes that a terminal does not know, such as 2026, it ignores.
 */
const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';
const ERASE_TO_END_OF_LINE = '\u001b[K';
const ERASE_SCREEN = '\u001b[0m\u001b[H\u001b[2J';
/** Between these two, a terminal shows nothing of what it gets: no half-drawn screen. */
const BEGIN_UPDATE = '\u001b[?2026h';
const END_UPDATE = '\u001b[?2026l';

/** Knows what a terminal shows, and makes the shortest sequences that turn it into the next frame. */
export class FrameWriter {
  readonly #hasColours: boolean;
  #shown: readonly string[] = [];
  #cursor = '';
  #isBlank = false;

  constructor(hasColours: boolean) {
    this.#hasColours = hasColours;
  }

  /** Forgets what is on the terminal: the next frame is drawn as a whole. */
  forget(): void {
    this.#shown = [];
    this.#cursor = '';
    this.#isBlank = false;
  }

  /** What to send for a frame; empty if the terminal shows it already. */
  sequencesFor({ lines, cursor }: Frame): string {
    const texts = lines.map((each) => this.#lineText(each));
    const isWhole = !this.#isBlank || texts.length !== this.#shown.length;
    const parts = texts.flatMap((text, row) => {
      const isSame = isWhole ? text === '' : text === this.#shown[row];
      // Erased first: after a text that fills the row, the cursor is still on its last column.
      const erased = isWhole ? '' : ERASE_TO_END_OF_LINE;
      return isSame ? [] : [`\u001b[${row + 1};1H${erased}${text}\u001b[0m`];
    });
    const place = `\u001b[${cursor.row + 1};${cursor.column + 1}H${cursor.isShown ? SHOW_CURSOR : ''}`;
    if (parts.length === 0 && !isWhole && place === this.#cursor) return '';
    this.#shown = texts;
    this.#cursor = place;
    this.#isBlank = true;
    const erase = isWhole ? ERASE_SCREEN : '';
    return BEGIN_UPDATE + HIDE_CURSOR + erase + parts.join('') + place + END_UPDATE;
  }

  /** A line with its styles. Blanks in no style at its end are left out. */
  #lineText(spans: Line): string {
    let text = '';
    let style = '';
    let trailing = 0;
    for (const span of spans) {
      if (span.text === '') continue;
      const sequence = styleSequence(span.style, this.#hasColours);
      const isBlank = span.style === 'plain' && span.text.trim() === '';
      if (sequence !== style && !(style === '' && span.style === 'plain')) {
        text += sequence;
        style = sequence;
      } else if (style === '') style = sequence;
      text += span.text;
      trailing = isBlank ? trailing : text.length;
    }
    return text.slice(0, trailing);
  }
}
