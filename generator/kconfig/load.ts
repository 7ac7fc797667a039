import { dirname } from 'node:path';

import { Reporter } from './diagnostics/reporter.ts';
import { ShellFailedError } from './errors.ts';
import { SHELL_TIMEOUT } from './limits.ts';
import { CommandsBeside } from './macro/commands/commands-beside.ts';
import { commandsInTurn, REFUSED_COMMANDS, type Commands } from './macro/commands/commands.ts';
import { ReadAgain } from './macro/commands/read-again.ts';
import type { CommandSettings } from './macro/commands/run-command.ts';
import { MacroExpander } from './macro/expander.ts';
import { MacroFunctions } from './macro/functions.ts';
import { SourceReader } from './source.ts';
import { Parser, type SourceFinder } from './syntax/parser.ts';
import { TreeBuilder } from './tree/build.ts';
import { makeEvaluationTables } from './tree/evaluation-tables.ts';
import { finalizeTree } from './tree/finalize.ts';
import { menuNodes } from './tree/menu.ts';
import { findOrder } from './tree/order.ts';
import { draft } from './tree/symbol.ts';
import type { KconfigTree } from './tree/tree.ts';

/** What the caller of `loadKconfig` lets a tree do. */
export interface ShellPermission {
  /** Milliseconds that one command may take; 10000 if not given. */
  readonly timeout?: number;
  /**
   * The path of `command-thread.ts`, compiled: a thread runs it, and the commands, one after the other,
   * while the tree is parsed. The result is the same. If not given, each command is waited for.
   */
  readonly thread?: string;
}

export interface LoadOptions {
  /** The root Kconfig file: a path from the working directory, or below `srctree`. */
  readonly file: string;
  /**
   * Where sourced files are looked for if not below the working directory. If not given: the
   * environment's `srctree`, else the folder of `file`.
   */
  readonly srctree?: string;
  /** The variables that macros see; the process's own if not given. `CONFIG_` renames the prefix. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Whether `$(shell,…)` may run commands; if not, one is an error at its line. */
  readonly allowShell?: boolean | ShellPermission;
}

/**
 * Parses a Kconfig file and all that it sources.
 *
 * @throws KconfigReadError when the file cannot be read, or a KconfigError with a position: syntax,
 * source, macro, shell, a dependency loop, or a tree beyond the limits.
 */
export function loadKconfig(options: LoadOptions): KconfigTree {
  const env = options.env ?? process.env;
  const srctree = options.srctree ?? env['srctree'] ?? defaultSrctree(options.file);
  const request = {
    file: options.file,
    srctree,
    env: srctree === undefined ? env : { srctree, ...env },
  };
  const { allowShell = false } = options;
  if (allowShell === false) return readTree(request, REFUSED_COMMANDS);
  const { timeout = SHELL_TIMEOUT, thread } = allowShell === true ? {} : allowShell;
  const settings = { env: { ...process.env, ...request.env }, timeout };
  return thread === undefined
    ? readTree(request, commandsInTurn(settings))
    : readBeside(request, new CommandsBeside(thread, settings), settings);
}

/** Reads the tree while its commands run. */
function readBeside(
  request: ReadRequest,
  commands: CommandsBeside,
  settings: CommandSettings,
): KconfigTree {
  try {
    const tree = readTree(request, commands);
    if (!commands.haveWritten()) return tree;
  } catch (error) {
    if (error instanceof ShellFailedError) throw error;
    commands.finish();
    if (!(error instanceof ReadAgain) && !commands.haveWritten()) throw error;
  } finally {
    commands.end();
  }
  return readTree(request, commandsInTurn(settings, commands.outputs));
}

interface ReadRequest {
  readonly file: string;
  readonly srctree: string | undefined;
  /** What macros see. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

function readTree({ file, srctree, env }: ReadRequest, commands: Commands): KconfigTree {
  const reporter = new Reporter();
  const reader = new SourceReader(srctree, commands);
  const functions = new MacroFunctions(commands, reporter);
  const macros = new MacroExpander(functions, commands, env);
  const rootFile = reader.readRoot(file);
  const built = new TreeBuilder(rootFile.file, reporter);
  const find: SourceFinder = (...source) => reader.find(...source);
  new Parser(macros, reporter, find, built).parse(rootFile);
  built.settle(commands);
  commands.finish();
  const { table, root } = built;
  if (!root.prompt) {
    draft(root).prompt = {
      kind: 'menu',
      condition: undefined,
      value: undefined,
      node: root,
      target: undefined,
      text: 'Main menu',
      low: undefined,
      high: undefined,
      written: undefined,
      position: root.position,
    };
  }
  const conditionCount = finalizeTree(built, reporter);
  const visitOrder = table.inHashOrder();
  const nodes = [...menuNodes(root)];
  return {
    file,
    title: root.prompt!.text!,
    files: [...reader.files],
    root,
    symbols: table.symbols,
    names: table.names,
    choices: table.choices,
    visitOrder,
    nodes,
    tables: makeEvaluationTables(table.symbols, visitOrder, nodes, built.modules),
    conditionCount,
    ...findOrder(visitOrder),
    modules: built.modules ?? table.no,
    defconfigList: built.defconfigList,
    yes: table.yes,
    mod: table.mod,
    no: table.no,
    prefix: env['CONFIG_'] ?? 'CONFIG_',
    srctree,
    diagnostics: reporter.diagnostics,
  };
}

/** The folder of the root file, unless that is the working directory. */
function defaultSrctree(file: string): string | undefined {
  const folder = dirname(file);
  return folder === '.' ? undefined : folder;
}
