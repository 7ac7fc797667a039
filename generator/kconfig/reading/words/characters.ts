const NAME = 1;
const WORD = 2;

/** Bit NAME: letters, digits, `_`, `-`. Bit WORD: these, `/` and `.`. By character code below 128. */
const CLASSES = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const character = String.fromCharCode(code);
  if (/[A-Za-z0-9_-]/.test(character)) CLASSES[code] = NAME | WORD;
  else if (/[/.]/.test(character)) CLASSES[code] = WORD;
}

/** A character of a keyword or a macro variable's name. */
export function isNameCode(code: number): boolean {
  return code < 128 && (CLASSES[code]! & NAME) !== 0;
}

/** A character of an unquoted word after the keyword: a symbol, a number, a path. */
export function isWordCode(code: number): boolean {
  return code < 128 && (CLASSES[code]! & WORD) !== 0;
}

/** The offset after the name characters that begin at `at`. */
export function endOfName(text: string, at: number): number {
  let end = at;
  while (isNameCode(text.charCodeAt(end))) end++;
  return end;
}

/** The offset after the word characters that begin at `at`. */
export function endOfWord(text: string, at: number): number {
  let end = at;
  while (isWordCode(text.charCodeAt(end))) end++;
  return end;
}

export const TAB = 9;
export const NEWLINE = 10;
export const RETURN = 13;
export const SPACE = 32;
export const BANG = 33;
export const DOUBLE_QUOTE = 34;
export const HASH = 35;
export const DOLLAR = 36;
export const AMPERSAND = 38;
export const SINGLE_QUOTE = 39;
export const OPEN_PAREN = 40;
export const CLOSE_PAREN = 41;
export const PLUS = 43;
export const COLON = 58;
export const LESS = 60;
export const EQUAL = 61;
export const GREATER = 62;
export const BACKSLASH = 92;
export const OPEN_BRACE = 123;
export const BAR = 124;

/** A space or a tab; a carriage return counts, so that files with CRLF read as others do. */
export function isBlankCode(code: number): boolean {
  return code === SPACE || code === TAB || code === RETURN;
}
