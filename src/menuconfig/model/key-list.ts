import type { TextDialog } from './dialog.ts';

/** The keys of the menus and what they do, in the order in which the help lists them. */
export const KEY_LIST: readonly (readonly [keys: readonly string[], what: string])[] = [
  [['Up', 'Down', '-', '+'], 'select the row above or below'],
  [['PgUp', 'PgDn'], 'select a row one screen away'],
  [['Home', 'End'], 'select the first or last row'],
  [['Space'], 'next value; enter a menu; edit a number or text'],
  [['Enter'], 'enter a menu, set a row; offers a way if a row cannot be set'],
  [['Right', 'Left'], 'enter a menu, go back'],
  [['y', 'm', 'n'], 'set to y, as a module, or to n'],
  [['Esc', 'X'], 'go back, in the main menu leave; Esc Esc is one Esc'],
  [['/'], 'search names and prompts; a number jumps to its hit'],
  [['?', 'H'], 'the help of the row'],
  [['W'], 'why the row has its value, and what would change it'],
  [['U', 'Ctrl-R'], 'undo, and do it again'],
  [['R'], 'take the value back, so that the default applies'],
  [['Z'], 'show all rows, also those that are hidden'],
  [['F'], 'show the help of the row below the menu'],
  [['C'], 'show the names of symbols'],
  [['E'], 'list what is wrong with the configuration, with the keys that repair it'],
  [['P'], 'lay the phases side by side; Left and Right choose the one in view'],
  [['B'], 'count brotli, raw or static bytes in the price column'],
  [['V'], 'preview what would be written'],
  [['S', 'D'], 'save; save a minimal configuration'],
  [['O'], 'load another configuration'],
  [['Q'], 'leave; asks only if something would be lost'],
  [['Ctrl-L'], 'draw the screen again'],
  [['Ctrl-Z'], 'stop, until fg'],
  [['Ctrl-C'], 'leave at once, without saving'],
  [['F1', 'K'], 'this list'],
];

/** The marks of the menus. */
const MARKS: readonly (readonly [mark: string, what: string])[] = [
  ['[*] [ ]', 'y or n'],
  ['<*> <M> < >', 'y, module or n'],
  ['{*} {M}', 'y or module: another option needs it'],
  ['-*- -M- - -', 'fixed: another option decides'],
  ['(value)', 'a number or text'],
  ['(X) ( )', 'one of a choice'],
  ['(NEW)', 'has its default: the configuration says nothing about it'],
  ['---> ----', 'has rows of its own; ---- if there is nothing to set in it'],
];

const KEY_COLUMNS = 14;

function keysText(): string {
  const row = ([left, what]: readonly [string, string]): string =>
    `${left.padEnd(KEY_COLUMNS)}${what}`;
  const keys = KEY_LIST.map(([names, what]) => row([names.join(' '), what]));
  return [...keys, '', ...MARKS.map(row)].join('\n');
}

/** The help on keys. */
export function keysDialog(): TextDialog {
  return { kind: 'text', title: 'Keys', text: keysText(), top: 0 };
}
