import type { Release } from './release.ts';

/**
 * In what the programs that read Kconfig differ. Each rule is a question that one place of the code asks.
 * What all of them do alike is no rule.
 */
export interface DialectRules {
  /** `.config` has `# end of TITLE` where a menu with a visible line ends. */
  readonly endsMenus: boolean;
  /** A default that is n has a line in `.config` for a symbol without a visible prompt. */
  readonly writesDefaultN: boolean;
  /** A number beyond its range gets the text of the bound as it is written, not its number formatted again. */
  readonly copiesBounds: boolean;
  /** An int without a value is 0, a hex 0x0. */
  readonly numbersAreZero: boolean;
  /** A number of a file that is beyond its range is clamped; otherwise it does not count. */
  readonly clampsUser: boolean;
  /**
   * A choice is always on as far as its members are visible, whether its prompt is or not, and takes the
   * member that the file has y for last, or the first that the file has not n for.
   */
  readonly choosesByMembers: boolean;
  /** A select does nothing where what its target depends on is n. */
  readonly selectsWithinDependencies: boolean;
  /** A menu without entries has such a line too. */
  readonly endsEmptyMenus: boolean;
  /** `A != n` in a condition of a clause of a bool is simplified to `A`, so that it is m where A is. */
  readonly simplifiesForBools: boolean;
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
  /** The release that took it away again. */
  readonly until?: Release;
  /** Earlier releases that were changed in the same way later, in a version such as 6.1.192. */
  readonly backported?: readonly Release[];
  /** One sentence for the documentation. */
  readonly what: string;
}

/**
 * The history of the rules. The releases were found by building the programs of all releases from the
 * copies in crosstool-NG (4.16 to 5.9) and coreboot (5.13 to 6.8), and those of Linux 6.1 and 6.12.
 */
export const RULES: Readonly<Record<keyof DialectRules, Rule>> = {
  writesDefaultN: {
    since: undefined,
    until: '4.17',
    what: '`.config` has a line for a symbol without a visible prompt whose default is n',
  },
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
  endsEmptyMenus: {
    since: '5.18',
    what: 'that comment ends a menu without entries too',
  },
  simplifiesForBools: {
    since: undefined,
    until: '6.10',
    backported: ['6.1'],
    what: '`A != n` in a clause of a bool means `A`; not in late releases of Linux 6.1 either',
  },
  copiesBounds: {
    since: '6.7',
    backported: ['6.1'],
    what: 'a number beyond its range gets the text of the bound, as it is written; in late releases of Linux 6.1 too',
  },
  numbersAreZero: {
    since: '6.8',
    what: 'an int without a value is 0 and a hex 0x0, also in comparisons',
  },
  clampsUser: {
    since: '6.8',
    what: 'a number of a file beyond its range is clamped; before, it does not count',
  },
  choosesByMembers: {
    since: '6.11',
    what: 'a choice is on as far as its members are visible, and `is not set` for the default member counts',
  },
  selectsWithinDependencies: {
    since: undefined,
    what: '`select` does nothing where what its target depends on is n',
  },
  escapesTexts: {
    since: '4.11',
    what: 'quotes and backslashes in a text get a backslash in `.config`',
  },
};
