import type { Style } from '../view/line.ts';

/**
 * The SGR parameters of each style. Only foreground colours that can be read on black and on white, and
 * what a terminal makes of its own two colours: reverse, bold and faint. These are not colours in the sense
 * of https://no-color.org, so that NO_COLOR leaves them.
 */
const STYLES: Readonly<Record<Style, { readonly plain: string; readonly coloured: string }>> = {
  plain: { plain: '', coloured: '' },
  title: { plain: '7', coloured: '7' },
  selected: { plain: '7', coloured: '7' },
  strong: { plain: '1', coloured: '1' },
  dim: { plain: '2', coloured: '2' },
  fault: { plain: '1', coloured: '1;31' },
  new: { plain: '', coloured: '35' },
  more: { plain: '', coloured: '' },
  less: { plain: '', coloured: '32' },
};

/** What comes before a text to give it a style, and ends the one before. */
export function styleSequence(style: Style, hasColours: boolean): string {
  const { plain, coloured } = STYLES[style];
  const parameters = hasColours ? coloured : plain;
  return parameters === '' ? '\u001b[0m' : `\u001b[0;${parameters}m`;
}
