/**
 * Control characters, which a terminal would obey, and those that change the direction of a text: both
 * could make a screen show what is not there.
 */
// oxlint-disable-next-line no-control-regex
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** A text of a file as it can be shown: a tab is a blank, other control characters are `\xNN`. */
export function legible(text: string): string {
  return text.replace(UNSAFE, (character) => {
    if (character === '\t') return ' ';
    const code = character.codePointAt(0)!;
    return code < 0x100
      ? `\\x${code.toString(16).padStart(2, '0')}`
      : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/** The same for a text of several lines, which keeps its line breaks. */
export function legibleLines(text: string): string {
  return text.split('\n').map(legible).join('\n');
}
