import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Dialect } from '../dialects/dialect.ts';
import type { Mention, NamedLines } from './mentions.ts';
import type { EvaluationTables } from './evaluation-tables.ts';
import type { FlatConditions } from './flat-conditions.ts';
import type { ConfigSymbol, MenuNode } from './model/model.ts';

/** A parsed Kconfig tree. Never changed; any number of configurations can be made of it. */
export interface KconfigTree {
  /** The root file as the caller named it. */
  readonly file: string;
  /** The text of `mainmenu`. */
  readonly title: string;
  /** The first lines of every file that is written, without what marks them as a comment. */
  readonly heading: readonly string[];
  /** All files in the order in which they were first read, named as in `source`. */
  readonly files: readonly string[];
  /** The menus, from the root. */
  readonly root: MenuNode;
  /** All symbols, constants and choices, at their index. */
  readonly symbols: readonly ConfigSymbol[];
  /** Symbols by name. */
  readonly names: ReadonlyMap<string, ConfigSymbol>;
  /** The choices that have a name; a symbol may have the same. */
  readonly choices: ReadonlyMap<string, ConfigSymbol>;
  /** All but y, m and n in the order in which the C program visits them. */
  readonly visitOrder: readonly ConfigSymbol[];
  /** All menu nodes in the order of the menus, without the root. */
  readonly nodes: readonly MenuNode[];
  /** The same as evaluation reads it. */
  readonly tables: EvaluationTables;
  /** How many distinct conditions there are, for an evaluation to remember their values. */
  readonly conditionCount: number;
  /** The conditions as evaluation reads them. */
  readonly conditions: FlatConditions;
  /** Whether values may depend on the order of evaluation: see `Order`. */
  readonly isOrderSensitive: boolean;
  /** Set only for trees too deep for recursion: symbols after those that they depend on. */
  readonly deepOrder: readonly ConfigSymbol[] | undefined;
  /** The symbol that lets `m` exist; the constant n without one. */
  readonly modules: ConfigSymbol;
  readonly defconfigList: ConfigSymbol | undefined;
  readonly yes: ConfigSymbol;
  readonly mod: ConfigSymbol;
  readonly no: ConfigSymbol;
  /** Whose Kconfig it is read as. */
  readonly dialect: Dialect;
  /** What precedes a symbol's name in configuration files: `CONFIG_`, or the environment's. */
  readonly prefix: string;
  /** Whether lines marked with `# default:` count; not if the environment's KCONFIG_DEFAULTS_POLICY is `kconfig`. */
  readonly takesMarkedDefaults: boolean;
  /** Where configuration files and sources are looked for after the working directory. */
  readonly srctree: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /**
   * Every place that names a symbol, choice or macro variable, with its range and role, in the order in
   * which the tree is read; then the lines of the given configuration files that set it.
   */
  readonly mentions: (name: string, ...defconfigs: readonly NamedLines[]) => readonly Mention[];
}
