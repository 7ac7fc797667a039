/** The longest line of a message, and how much of one that is longer stays at either end. */
const MAX_LINE = 1000;
const HEAD = 600;
const TAIL = 300;

/** The most lines of a message, and how many of more stay. */
const MAX_LINES = 200;
const SHOWN_LINES = 100;

/** Control characters but tab and newline, and bytes that are not UTF-8. */
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const UNPRINTABLE = /[\0-\x08\x0B-\x1F\x7F-\x9F]|[\uDC80-\uDCFF]/gu;

/**
 * Makes a message fit to be shown, whatever files it quotes: what is too long is cut in the middle,
 * because places are at the beginning and remedies at the end; control characters are written as
 * `\xNN`.
 */
export function legible(message: string): string {
  if (message.length <= MAX_LINE) return escape(message);
  const lines = message.split('\n');
  const kept = lines.length > MAX_LINES ? lines.slice(0, SHOWN_LINES) : lines;
  if (kept !== lines) kept.push(`  … and ${lines.length - SHOWN_LINES} more lines`);
  return escape(kept.map(cut).join('\n'));
}

/** A text to quote in a message: the beginning of a long one. */
export function excerpt(text: string, length = 60): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}

function cut(line: string): string {
  return line.length > MAX_LINE ? `${line.slice(0, HEAD)} … ${line.slice(-TAIL)}` : line;
}

function escape(text: string): string {
  return text.replaceAll(
    UNPRINTABLE,
    (character) => `\\x${(character.charCodeAt(0) & 0xff).toString(16).padStart(2, '0')}`,
  );
}
