import { markup, verbatim, type Markup } from './markup.ts';

const BREAK = verbatim('<wbr>');

/** A name that may go on in the next line after each `_` and `/`, for narrow screens. */
export function breakable(name: string): Markup {
  const [first = '', ...rest] = name.split(/(?<=[_/])/);
  return markup`${first}${rest.map((part) => markup`${BREAK}${part}`)}`;
}

/** Content that may be wider than the screen. Without a mouse, it has to take the focus to be scrolled. */
export function scrollable(label: string, content: Markup): Markup {
  return markup`<div class="scroll" role="region" aria-label="${label}" tabindex="0">${content}</div>`;
}
