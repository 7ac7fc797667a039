import { parentOf } from '../../text/paths.ts';
import { findWords } from '../detection/find-dialect.ts';
import { probeTitlePrefix } from '../detection/probe-prefix.ts';
import { findDialect } from '../dialects/dialect.ts';
import { frozen } from '../diagnostics/frozen.ts';
import { LoadErrors } from '../diagnostics/load-errors.ts';
import { Reporter } from '../diagnostics/reporter.ts';
import { KconfigError } from '../diagnostics/errors.ts';
import { MAX_WARNINGS_OF_A_KIND } from '../diagnostics/limits.ts';
import { type SourceFinder, SourceReader } from '../reading/files/source-reader.ts';
import { MacroExpander } from '../reading/macro/expander.ts';
import { MacroFunctions, type GivenFunction, type Shell } from '../reading/macro/functions.ts';
import type { KconfigFiles } from '../reading/files/kconfig-files.ts';
import { Parser } from '../reading/syntax/parser.ts';
import { TreeBuilder } from './build.ts';
import { findTransitionalErrors } from './check-transitional.ts';
import { makeEvaluationTables } from './evaluation-tables.ts';
import { FlatConditions } from './flat-conditions.ts';
import { finalizeTree } from './finalize.ts';
import { findMentions, MentionRecorder } from './mentions.ts';
import { adviceOn } from './missing-variables.ts';
import { menuNodes } from './model/menu-nodes.ts';
import { findOrder } from './order.ts';
import { LARGE_TABLE, SMALL_TABLE, SUM_TABLE } from './symbol-table.ts';
import type { KconfigTree } from './tree.ts';

export interface TreeOptions {
  /** The root Kconfig file: a path from the working directory, or below `srctree`. */
  readonly file: string;
  /** What positions and `$(filename)` call the root file; `file` if not given. */
  readonly name?: string;
  /** Where relative paths lead from; the process's own working directory if not given. */
  readonly cwd?: string;
  /**
   * Where sourced files are looked for if not below the working directory. If not given: the
   * environment's `srctree`, otherwise the folder of `file`.
   */
  readonly srctree?: string;
  /**
   * Whether an error in the text costs the tree, as in the C program: that is so if not given. If false,
   * as editors and menus want it, it costs its statement, and becomes a diagnostic of the severity
   * `error`; the rest of the tree can be used.
   */
  readonly strict?: boolean;
  /**
   * Macro functions in code, by name, such as the `dt_has_compat` of Zephyr: `$(NAME,a,b)` calls
   * `functions.NAME('a', 'b')`; a text in place of a function is what each call gives. They take the place of
   * the language's own; a variable that the tree assigns comes before them.
   */
  readonly functions?: Readonly<Record<string, GivenFunction>> | undefined;
  /**
   * Whose Kconfig it is: `u-boot`, `linux`, `linux-6.1` or another of `DIALECT_NAMES`. If not given, what
   * the program beside a tree on the disk and the words of its first file say, and `u-boot` without any.
   */
  readonly dialect?: string;
  /**
   * What comes before the names of symbols in configurations, where the environment has no `CONFIG_`. If not
   * given, what the program beside a tree on the disk and the title of the tree say, and `CONFIG_` without any.
   */
  readonly prefix?: string;
}

/** What a tree meets outside of its own text. */
export interface TreeSurroundings {
  readonly files: KconfigFiles;
  /** The variables that macros see, `srctree` among them. `CONFIG_` renames the prefix of symbols. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Runs `$(shell,…)`. */
  readonly shell: Shell;
}

/** A tree, and what it mentions where. */
export interface LoadedTree {
  readonly tree: KconfigTree;
  readonly mentions: MentionRecorder;
}

/**
 * Parses a Kconfig file and all that it sources.
 *
 * @throws KconfigReadError when the file cannot be read, or a KconfigError with a position: syntax,
 * source, macro, shell, a dependency loop, or a tree beyond the limits. Its `diagnostics` are what was
 * found before. With `strict: false` only a file that cannot be read throws.
 */
export function loadTree(options: TreeOptions, surroundings: TreeSurroundings): LoadedTree {
  const reporter = new Reporter(MAX_WARNINGS_OF_A_KIND);
  const missing = new Set<string>();
  try {
    return load(options, surroundings, reporter, missing);
  } catch (error) {
    if (!(error instanceof KconfigError)) throw error;
    throw error.follow(reporter.diagnostics, adviceOn(missing, error, surroundings.env));
  }
}

function load(
  options: TreeOptions,
  { files, env, shell }: TreeSurroundings,
  reporter: Reporter,
  missing: Set<string>,
): LoadedTree {
  const srctree = srctreeOf(options, env);
  const reader = new SourceReader(files, srctree, options.cwd ?? '.');
  const functions = new MacroFunctions(shell, reporter, options.functions);
  const mentions = new MentionRecorder();
  const macros = new MacroExpander(functions, env, mentions, missing);
  const rootFile = reader.readRoot(options.file, options.name ?? options.file);
  const dialect = findDialect(options.dialect ?? findWords(rootFile.text).name);
  const errors = new LoadErrors(reporter, options.strict ?? true);
  const built = new TreeBuilder(rootFile.file, reporter, errors, mentions, dialect, env);
  const find = noticingVariables((...source) => reader.find(dialect, ...source), reporter);
  new Parser(macros, reporter, find, built, errors, dialect).parse(rootFile);
  built.finish();
  const { table, root } = built;
  for (const error of findTransitionalErrors(table.symbols)) errors.note(error);
  for (const name of functions.uncalled) {
    reporter.note(
      'unused-function',
      root.position,
      `the function '${name}' is given, and the tree does not call it: check its name`,
    );
  }
  errors.finish(undefined);
  const { conditionCount, conditionSymbols } = finalizeTree(built, reporter, errors, dialect);
  const visitOrder = table.inHashOrder(
    dialect.hasSumTable ? SUM_TABLE : dialect.hasLargeTable ? LARGE_TABLE : SMALL_TABLE,
  );
  const nodes = [...menuNodes(root)];
  const tables = makeEvaluationTables(table.symbols, visitOrder, nodes, built.modules, dialect);
  const tree: KconfigTree = {
    file: options.name ?? options.file,
    title: built.title,
    heading: dialect.namesBusybox
      ? ["Automatically generated make config: don't edit", `${built.title.startsWith('Toybox') ? 'ToyBox' : 'Busybox'} version: ${env['KERNELVERSION'] ?? ''}`]
      : ['Automatically generated file; DO NOT EDIT.', built.title],
    files: [...reader.files],
    root,
    symbols: table.symbols,
    names: table.names,
    choices: table.choices,
    visitOrder,
    nodes,
    tables,
    conditionCount,
    conditions: new FlatConditions(conditionCount),
    ...findOrder(table.symbols, tables, conditionSymbols, built.modules, dialect, (loop) => {
      if (dialect.refusesLoops) errors.note(loop);
      else reporter.warn('dependency-loop', loop.position, loop.sentence);
    }),
    modules: built.modules ?? table.no,
    defconfigList: built.defconfigList,
    yes: table.yes,
    mod: table.mod,
    no: table.no,
    dialect,
    prefix: env['CONFIG_'] ?? options.prefix ?? probeTitlePrefix(rootFile.text)?.prefix ?? 'CONFIG_',
    takesMarkedDefaults: !dialect.marksDefaults || env['KCONFIG_DEFAULTS_POLICY'] !== 'kconfig',
    srctree,
    diagnostics: frozen(reporter.diagnostics),
    mentions: (name, ...defconfigs) => findMentions(mentions, table, name, defconfigs),
  };
  return { tree, mentions };
}

/** Finds sources, and warns where none is found because a `$NAME` is not one of the language's references. */
function noticingVariables(find: SourceFinder, reporter: Reporter): SourceFinder {
  return function* noticing(keyword, pattern, position, open) {
    let isFound = false;
    for (const source of find(keyword, pattern, position, open)) {
      isFound = true;
      yield source;
    }
    const [variable, name] = /\$\{?([A-Za-z_]\w*)\}?/.exec(pattern) ?? [];
    if (isFound || name === undefined) return;
    reporter.warn(
      'unexpanded-variable',
      position,
      `${keyword} finds no file for '${pattern}', in which ${variable} stays as it is: write $(${name})`,
    );
  };
}

/** Where sourced files are looked for after the working directory: if nothing says so, the folder of the root file. */
export function srctreeOf(
  { srctree, file }: Pick<TreeOptions, 'srctree' | 'file'>,
  env: TreeSurroundings['env'],
): string | undefined {
  const given = srctree ?? env['srctree'];
  if (given !== undefined) return given;
  const folder = parentOf(file);
  return folder === '.' ? undefined : folder;
}
