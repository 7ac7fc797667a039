import type { Release } from './release.ts';

/**
 * In what the programs that read Kconfig differ. Each rule is a question that one place of the code asks.
 * What all of them do alike is no rule.
 */
export interface DialectRules {
  /** `.config` has `# end of TITLE` where a menu with a visible line ends. */
  readonly endsMenus: boolean;
  /** A symbol that is defined in several places has one line in `.config` in any case. */
  readonly writesOnce: boolean;
  /** An assigned m stays m under an imply by y. */
  readonly implyKeepsModule: boolean;
  /** A symbol that something implies has a line in `.config` even if its dependencies keep it n. */
  readonly writesImplied: boolean;
  /** `"` and `\` in the value of a text get a `\` in `.config` whatever the value comes from. */
  readonly escapesTexts: boolean;
}

/** Since when a rule holds, and what says so. */
export interface Rule {
  /** The release of Linux that brought it; undefined for what no release of Linux has. */
  readonly since: Release | undefined;
  /** One sentence for the documentation. */
  readonly what: string;
}

/**
 * The history of the rules. The releases were found by building the programs of all releases from the
 * copies in crosstool-NG (4.16 to 5.9) and coreboot (5.13 to 6.8), and those of Linux 6.1 and 6.12.
 */
export const RULES: Readonly<Record<keyof DialectRules, Rule>> = {
  endsMenus: {
    since: '5.2',
    what: 'a comment ends each menu in `.config`',
  },
  writesOnce: {
    since: '5.3',
    what: '`.config` has one line for a symbol, also if a choice is evaluated between two definitions of a member',
  },
  implyKeepsModule: {
    since: '5.7',
    what: 'an assigned m stays m if a symbol that is y implies it',
  },
  writesImplied: {
    since: '5.7',
    what: '`.config` has a line for a symbol that is implied, even if its dependencies keep it n',
  },
  escapesTexts: {
    since: '4.11',
    what: 'quotes and backslashes in a text get a backslash in `.config`',
  },
};
