/** The keys that are not characters. */
export const NAMED_KEYS = [
  'up',
  'down',
  'left',
  'right',
  'pageup',
  'pagedown',
  'home',
  'end',
  'insert',
  'delete',
  'backspace',
  'tab',
  'enter',
  'esc',
  'f1',
  'ctrl-c',
  'ctrl-l',
  'ctrl-r',
  'ctrl-u',
  'ctrl-w',
  'ctrl-z',
] as const;

export type NamedKey = (typeof NAMED_KEYS)[number];

/** A key: one of the names, or the character that it types. Names are longer than one character. */
export type Key = string;

/** What a user does at the keyboard. A text that is pasted is not a row of keys. */
export type Input =
  { readonly kind: 'key'; readonly key: Key } | { readonly kind: 'paste'; readonly text: string };

export function isCharacter(key: Key): boolean {
  return [...key].length === 1;
}
