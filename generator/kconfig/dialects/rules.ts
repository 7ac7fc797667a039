import type { Release } from './release.ts';

/**
 * In what the programs that read Kconfig differ. Each rule is a question that one place of the code asks.
 * What all of them do alike is not a rule.
 */
export interface DialectRules {
  /** `.config` has `# end of TITLE` where a menu with a visible line ends. */
  readonly endsMenus: boolean;
  /** Macros: `$(NAME)`, functions, assignments. Before, `$NAME` is a symbol, in `source` and `mainmenu`. */
  readonly hasMacros: boolean;
  /** `option env="NAME"` gives a symbol the value of a variable of the environment. */
  readonly hasOptionEnv: boolean;
  /** `boolean` is another word for `bool`. */
  readonly hasBoolean: boolean;
  /** `reset` is a clause of a choice, for its menus only. */
  readonly hasReset: boolean;
  /** A menu may have a help text. */
  readonly hasMenuHelp: boolean;
  /** `set NAME=VALUE` in a bool gives another symbol its value; `set default` gives it a default. */
  readonly setsValues: boolean;
  /** `float` is a type. */
  readonly hasFloat: boolean;
  /** `warning "…"` is a clause of a symbol, for menus only. */
  readonly hasWarning: boolean;
  /** `# default:` before a line of `.config` says that no user gave the value. */
  readonly marksDefaults: boolean;
  /** The name of a choice may be in quotes. */
  readonly quotesChoiceNames: boolean;
  /** A line that ends in `\` goes on in the next, also within quotes. */
  readonly joinsLinesInTexts: boolean;
  /** `$NAME` and `${NAME}` in quotes are variables of the environment, if set. */
  readonly expandsVariables: boolean;
  /** A pattern of `source` may match nothing. */
  readonly allowsEmptyPatterns: boolean;
  /** A file of `source` need not exist. */
  readonly allowsMissingFiles: boolean;
  /** A file of `source` is looked for beside the file that names it, too. */
  readonly looksBesideFile: boolean;
  /** The files that match a pattern of `source` are read from the last to the first. */
  readonly readsMatchesBackwards: boolean;
  /** `.config` has a line for every symbol, at every place that defines it. */
  readonly writesEverything: boolean;
  /** The list of new symbols has their values, and the members of choices. */
  readonly listsValues: boolean;
  /** That list has choices, too, if they have names. */
  readonly listsChoices: boolean;
  /** `.config` begins with the version of BusyBox, and `autoconf.h` has macros of its own. */
  readonly namesBusybox: boolean;
  /** A default that is n has a line in `.config` for a symbol without a visible prompt. */
  readonly writesDefaultN: boolean;
  /** A number beyond its range gets the text of the bound as it is written, not its number formatted again. */
  readonly copiesBounds: boolean;
  /** An int without a value is 0, a hex 0x0. */
  readonly numbersAreZero: boolean;
  /** A number of a file that is beyond its range is clamped; otherwise it does not count. */
  readonly clampsUser: boolean;
  /** A definition without a condition lets a symbol be raised, whatever its other definitions depend on. */
  readonly countsFreeDefinitions: boolean;
  /** The same is found out whenever a value is worked out; otherwise once, after a file was read. */
  readonly rejectsWhileEvaluating: boolean;
  /**
   * A choice is always on as far as its members are visible, whether its prompt is or not, and takes the
   * member that the file has y for last, or the first that the file has not n for.
   */
  readonly choosesByMembers: boolean;
  /** A choice's member that is not chosen is n, whatever its `default` says, in `savedefconfig` too. */
  readonly membersDefaultToN: boolean;
  /** A symbol in several choices belongs to the last one; otherwise to the first. */
  readonly joinsLastChoice: boolean;
  /** Of members of a choice that are y and m in a file, the last one says whether the choice is. */
  readonly takesLastMode: boolean;
  /** A user's m is y under an imply by y even if the dependencies of the symbol do not hold. */
  readonly impliesBeyondDependencies: boolean;
  /** A negative int is less than any hex; otherwise both are compared without a sign. */
  readonly comparesSigned: boolean;
  /** A mode that sets all symbols reads `.config` first, and leaves MODULES, which has been evaluated then. */
  readonly startsFromConfig: boolean;
  /** `select NAME VALUE` raises the symbol to the value at most. */
  readonly selectsValues: boolean;
  /** `select` acts on members of choices, too; a choice that no user decides takes such a member. */
  readonly selectsMembers: boolean;
  /** Names of symbols begin with `CONFIG_` in Kconfig too, and `.config` has them as they are. */
  readonly namesInFull: boolean;
  /** A symbol called MODULES lets m exist where none has `option modules`. */
  readonly findsModulesByName: boolean;
  /** `savedefconfig` keeps the member that a choice takes by itself. */
  readonly savesDefaultMembers: boolean;
  /** A select does nothing where what its target depends on is n. */
  readonly selectsWithinDependencies: boolean;
  /** A menu without entries has such a line too. */
  readonly endsEmptyMenus: boolean;
  /** y and n are taken out of each condition; before, only where operands repeat. */
  readonly foldsConstants: boolean;
  /** `A != n` in a condition of a clause of a bool is simplified to `A`, so that it is m where A is. */
  readonly simplifiesForBools: boolean;
  /** A member of a choice that is not visible has no line in `.config`; before, it has one if its choice is visible. */
  readonly hidesMembers: boolean;
  /** A symbol that is defined in several places has one line in `.config` in any case. */
  readonly writesOnce: boolean;
  /** An assigned m stays m under an imply by y. */
  readonly implyKeepsModule: boolean;
  /** A symbol that is selected or implied and never defined can be a link of such a loop. */
  readonly followsUndefined: boolean;
  /** A value that depends on itself is an error; before, the program only warns of it. */
  readonly refusesLoops: boolean;
  /** `mainmenu` may come after other statements, in any file, and the last one counts. */
  readonly allowsLateTitle: boolean;
  /** A dialogue that does not ask about all symbols leaves out menus without new ones. */
  readonly skipsOldMenus: boolean;
  /** A dialogue shows all menus first, prints nothing in place of answers, and only help texts for help. */
  readonly hasOldDialogue: boolean;
  /** A dialogue prints the answers unless it is led on a terminal. Every question offers help. */
  readonly echoesAnswers: boolean;
  /** That help calls the type `bool`; before, `boolean`. */
  readonly namesBool: boolean;
  /** That help has a line for each symbol that selects or implies. */
  readonly listsSelects: boolean;
  /** That list is divided by what the symbols raise it to. */
  readonly groupsSelects: boolean;
  /** The help that a dialogue shows tells each definition by itself, with what it depends on. */
  readonly describesDefinitions: boolean;
  /** The help names the entry itself after the menus that it is in. */
  readonly locatesEntry: boolean;
  /** In that help `y`, `m` and `n` have their values behind them, as symbols do. */
  readonly valuesConstants: boolean;
  /** A text in `auto.conf` has neither quotes nor `\\`. */
  readonly hasPlainAutoConf: boolean;
  /** The stamps beside `auto.conf` are called as the symbols; before, `A_B` has `a/b.h`. */
  readonly namesStampsPlainly: boolean;
  /** The first comment of `autoconf.h` has no empty lines. */
  readonly hasShortHeader: boolean;
  /** The options of rustc are written beside `auto.conf`. */
  readonly hasRustcCfg: boolean;
  /** The table of symbols, by which `auto.conf` is ordered, has 16384 buckets, not 9973. */
  readonly hasLargeTable: boolean;
  /** That table has 257 buckets, filled by the sums of the letters of names. */
  readonly hasSumTable: boolean;
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
 * copies in crosstool-NG (4.16 to 5.9) and coreboot (5.13 to 6.8), and those of Linux 6.1, 6.12 and 7.2; that
 * of the stamps from the fixdep of Linux 5.12 in Xen. That of hidden members lies between 2.6.32, which AT91
 * Bootstrap has, and 3.13, which Buildroot has.
 */
export const RULES: Readonly<Record<keyof DialectRules, Rule>> = {
  hasMacros: {
    since: '4.18',
    what: '`$(NAME)`, functions and assignments; before, `$NAME` in `source` and `mainmenu` is a symbol',
  },
  hasOptionEnv: {
    since: undefined,
    until: '4.18',
    what: '`option env="NAME"` gives a symbol the value of a variable of the environment',
  },
  hasBoolean: {
    since: undefined,
    until: '4.16',
    what: '`boolean` is another word for `bool`',
  },
  hasReset: { since: undefined, what: '`reset` is a clause of a choice, for its menus only' },
  hasMenuHelp: { since: undefined, what: 'a menu may have a help text' },
  setsValues: {
    since: undefined,
    what: '`set NAME=VALUE` gives a symbol its value, `set default` a default',
  },
  hasFloat: { since: undefined, what: '`float` is a type' },
  hasWarning: { since: undefined, what: '`warning` is a clause of a symbol, for menus only' },
  marksDefaults: {
    since: undefined,
    what: '`.config` has `# default:` before each value that no user gave',
  },
  quotesChoiceNames: { since: undefined, what: 'the name of a choice may be in quotes' },
  joinsLinesInTexts: {
    since: undefined,
    what: 'a line that ends in a backslash continues in the next, also within quotes',
  },
  expandsVariables: {
    since: undefined,
    what: '`$NAME` and `${NAME}` in quotes are variables of the environment, if they are set',
  },
  allowsEmptyPatterns: { since: undefined, what: 'a pattern of `source` may match nothing' },
  allowsMissingFiles: { since: undefined, what: 'a file of `source` need not exist' },
  looksBesideFile: {
    since: undefined,
    what: 'a file of `source` is also looked for beside the file that names it',
  },
  readsMatchesBackwards: {
    since: undefined,
    what: 'the files that match a pattern of `source` are read from the last to the first',
  },
  writesEverything: {
    since: undefined,
    what: '`.config` has a line for every symbol, at every place that defines it',
  },
  namesBusybox: {
    since: undefined,
    what: '`.config` begins with the version of BusyBox, and `autoconf.h` has `ENABLE_` and `IF_` macros',
  },
  writesDefaultN: {
    since: undefined,
    until: '4.17',
    what: '`.config` has a line for a symbol without a visible prompt whose default is n',
  },
  hidesMembers: {
    since: '3.13',
    what: 'a member of a choice that is not visible has no line in `.config`; before, it has one if its choice is visible',
  },
  listsValues: {
    since: '4.17',
    what: '`listnewconfig` prints the value of each symbol, members of choices too; before only names, and no members',
  },
  listsChoices: {
    since: '2.6',
    what: 'that list has choices, too, if they have names; not in Kconfiglib',
  },
  followsUndefined: {
    since: '2.6',
    what: 'a symbol that is selected or implied but never defined can be a link of a loop; not in Kconfiglib',
  },
  refusesLoops: {
    since: '4.19',
    what: 'a value that depends on itself is an error; before, only a warning',
  },
  endsMenus: {
    since: '5.2',
    what: 'a comment ends each menu in `.config`',
  },
  writesOnce: {
    since: '5.3',
    what: '`.config` has one line for a symbol, also if a choice is evaluated between two definitions of a member',
  },
  allowsLateTitle: {
    since: undefined,
    what: '`mainmenu` may come after other statements, and the last one counts; otherwise it comes first',
  },
  echoesAnswers: {
    since: '4.16',
    what: 'a dialogue prints the answers unless it is led on a terminal, and offers help in each question; before, it prints empty lines, and offers only what help there is',
  },
  namesBool: { since: '4.16', what: 'the help in a dialogue has `bool` for a type; before, `boolean`' },
  listsSelects: {
    since: '4.16',
    what: 'the help in a dialogue has a line for each symbol that selects or implies; before, one condition',
  },
  groupsSelects: {
    since: '4.17',
    what: 'that list is in three parts: of what raises the symbol to y, to m, and not now',
  },
  skipsOldMenus: {
    since: '4.17',
    what: '`oldconfig` shows only menus with new symbols; before, those in them too',
  },
  hasOldDialogue: {
    since: undefined,
    what: '`oldconfig` shows all menus before it looks for new symbols, prints nothing for answers, and for help the text alone',
  },
  describesDefinitions: {
    since: '5.6',
    what: 'the help in a dialogue has the place, the prompt and the conditions of each definition; before, all prompts and the first place',
  },
  implyKeepsModule: {
    since: '5.7',
    what: 'an assigned m stays m if a symbol that is y implies it',
  },
  writesImplied: {
    since: '5.7',
    what: '`.config` has a line for a symbol that is implied, even if its dependencies keep it n',
  },
  namesStampsPlainly: {
    since: '5.13',
    what: 'a file of `include/config` is called as its symbol; before, that of `A_B` is `a/b.h`',
  },
  hasShortHeader: {
    since: '5.16',
    what: 'the comment at the beginning of `autoconf.h` has no empty lines',
  },
  hasPlainAutoConf: {
    since: '5.17',
    what: 'a text in `auto.conf` has neither quotes nor backslashes of its own',
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
  locatesEntry: { since: '6.1', what: 'that help names the entry itself below the menus that it is in' },
  valuesConstants: {
    since: '6.10',
    backported: ['6.1'],
    what: 'in that help `y`, `m` and `n` have values behind them, as symbols do; in late releases of Linux 6.1 too',
  },
  hasRustcCfg: { since: '6.1', what: '`genconfig` writes `include/generated/rustc_cfg`' },
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
  countsFreeDefinitions: {
    since: undefined,
    what: 'a definition without a condition fulfils the dependencies of its symbol, so that `imply` reaches it',
  },
  rejectsWhileEvaluating: {
    since: undefined,
    what: 'whether a number of a file lies in its range is asked when the value is worked out, not once after reading',
  },
  choosesByMembers: {
    since: '6.11',
    what: 'a choice is on as far as its members are visible, and `is not set` for the default member counts',
  },
  membersDefaultToN: {
    since: undefined,
    what: 'a member of a choice that is not chosen is n whatever its `default` says, for `savedefconfig` too',
  },
  joinsLastChoice: {
    since: undefined,
    what: 'a symbol in several choices belongs to the last one; otherwise to the first',
  },
  takesLastMode: {
    since: undefined,
    what: 'where a file has y for one member of a choice and m for another, the last line counts; otherwise none',
  },
  impliesBeyondDependencies: {
    since: undefined,
    what: 'an m becomes y under an imply by y even where the dependencies of the symbol are n',
  },
  comparesSigned: {
    since: undefined,
    what: 'a negative int is less than any hex; otherwise the two are compared without signs',
  },
  startsFromConfig: {
    since: undefined,
    what: '`allyesconfig`, `allmodconfig`, `allnoconfig` and `alldefconfig` read `.config` first, not the file of KCONFIG_ALLCONFIG, and leave MODULES as it is then',
  },
  hasLargeTable: {
    since: '6.12',
    what: '`auto.conf`, `autoconf.h` and `rustc_cfg` are ordered by a table of 16384 buckets, before of 9973',
  },
  hasSumTable: {
    since: undefined,
    until: '3.0',
    what: 'that table has 257 buckets, and the sum of its letters leads a name to one',
  },
  foldsConstants: {
    since: '6.12',
    what: '`y` and `n` are taken out of each condition, so that what they decide makes no loop; before, only where operands repeat',
  },
  selectsWithinDependencies: {
    since: undefined,
    what: '`select` does nothing where what its target depends on is n',
  },
  selectsValues: {
    since: undefined,
    what: '`select NAME VALUE` raises the symbol to the value at most',
  },
  selectsMembers: {
    since: undefined,
    what: '`select` acts on members of choices, too, and a choice that no user decides takes such a member',
  },
  namesInFull: {
    since: undefined,
    what: 'names of symbols begin with `CONFIG_` in Kconfig too, and `.config` has them as they are',
  },
  findsModulesByName: {
    since: undefined,
    until: '3.13',
    what: 'a symbol called MODULES lets m exist where none has `option modules`',
  },
  savesDefaultMembers: {
    since: undefined,
    what: '`savedefconfig` keeps the member that a choice takes by itself',
  },
  escapesTexts: {
    since: '2.6',
    what: 'quotes and backslashes in a text get a backslash in `.config`',
  },
};
