/** The words that begin a statement or an option, as the C program knows them. */
const C_KEYWORDS = [
  'mainmenu',
  'menu',
  'endmenu',
  'source',
  'choice',
  'endchoice',
  'comment',
  'config',
  'menuconfig',
  'help',
  '---help---',
  'if',
  'endif',
  'depends',
  'optional',
  'default',
  'prompt',
  'tristate',
  'def_tristate',
  'bool',
  'def_bool',
  'int',
  'hex',
  'string',
  'select',
  'imply',
  'range',
  'visible',
  'option',
] as const;

/** Words that only some dialects know. */
const DIALECT_KEYWORDS = ['boolean', 'reset', 'float', 'set', 'warning'] as const;

/**
 * Words of later kernels (`modules`, `transitional`), of Kconfiglib (`rsource` and similar,
 * `def_int` …) and of Zephyr (`configdefault`). They stay usable as names of macro variables.
 */
const LATER_KEYWORDS = [
  'modules',
  'transitional',
  'rsource',
  'osource',
  'orsource',
  'gsource',
  'grsource',
  'configdefault',
  'def_int',
  'def_hex',
  'def_string',
] as const;

export type Keyword = (typeof C_KEYWORDS)[number] | (typeof LATER_KEYWORDS)[number] | (typeof DIALECT_KEYWORDS)[number];

/** Whether a word may also name a macro variable that is assigned to. */
export const LATER: ReadonlySet<string> = new Set([...LATER_KEYWORDS, ...DIALECT_KEYWORDS]);

/** Looks a word up; identity gives the keyword its type. */
export const KEYWORDS: ReadonlyMap<string, Keyword> = new Map(
  [...C_KEYWORDS, ...LATER_KEYWORDS, ...DIALECT_KEYWORDS].map((word) => [word, word]),
);
