import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, relative, resolve } from 'node:path';

import { openSession, type Defconfig } from '../../../generator/kconfig/index.ts';
import { requireBinaryen } from '../../../generator/wasm/require-binaryen.ts';
import { MallocgenError } from '../../../generator/error.ts';
import { isConfigurationName } from '../../../generator/output/configuration-name.ts';
import { EditedFiles } from '../../menuconfig/files/edited-files.ts';
import { loadQuestion } from '../../menuconfig/files/load-question.ts';
import type { OpenedFile } from '../../menuconfig/model/document.ts';
import { hasAllocator } from '../../menuconfig/model/has-allocator.ts';
import { isChanged } from '../../menuconfig/model/is-changed.ts';
import type { Model, Surroundings } from '../../menuconfig/model/model.ts';
import { runScreen, type Perform, type StopSignal } from '../../menuconfig/screen.ts';
import type { Message } from '../../menuconfig/update/update.ts';
import type { CommandHost } from '../command-host.ts';
import { EXIT } from '../exit-code.ts';
import { announce } from '../inputs/announce.ts';
import {
  configurationFolders,
  type ConfigurationFolders,
} from '../inputs/configuration-folders.ts';
import { refusePipe } from '../inputs/refuse-pipe.ts';
import { locateConfiguration, notesOn } from '../inputs/locate-configuration.ts';
import { locateTree, type TreeArguments } from '../inputs/tree-location.ts';
import { wasmRequest, type WasmArguments } from '../inputs/wasm-request.ts';
import {
  configPath,
  readConfigFile,
  readDotConfig,
  readListedConfig,
} from '../kconfig/config-files.ts';
import { explanationLines } from '../kconfig/explanation-text.ts';
import { gitNote } from '../kconfig/git-note.ts';
import { keptTree, loadTree, type LoadedTree } from '../kconfig/load-tree.ts';
import { relativePaths } from '../relative-paths.ts';
import { UsageError } from '../usage-error.ts';
import { fileAccess } from './file-access.ts';
import { terminalOf } from './terminal-of.ts';

/** The command line of `mallocgen menuconfig`. */
export interface MenuconfigArguments extends TreeArguments, WasmArguments {
  readonly config: string | undefined;
  readonly defconfig: string | undefined;
  readonly configs?: string | undefined;
  readonly budget: number | undefined;
}

/** What a shell makes of a program that a signal ended. */
const SIGNAL_CODES: Readonly<Record<StopSignal, number>> = {
  SIGHUP: 129,
  SIGINT: 130,
  SIGTERM: 143,
};

/**
 * Runs the command. Throws {@link UsageError} without a terminal, and a `MallocgenError` if the tree or the
 * configuration cannot be read.
 */
export async function runMenuconfig(args: MenuconfigArguments, host: CommandHost): Promise<number> {
  const terminal = terminalOf(host);
  checkBudget(args.budget);
  const wasm = wasmRequest(args);
  if (wasm !== undefined) await requireBinaryen();
  const location = locateTree(args, host);
  const folders = configurationFolders(args, location, host);
  const { file, path, notes } = locate(args, folders, host);
  const isThere = existsSync(path);
  announce({ tree: location, configurations: isThere ? [path] : [], notes }, host);
  const kept = keptTree(location);
  const place = { location, folders };
  let loaded: LoadedTree = { tree: kept?.tree ?? loadTree(location), ...place };
  const files = new EditedFiles(fileAccess(host));
  files.opened(file.path);
  const readFirst = (): Defconfig | undefined =>
    isThere
      ? read(path, loaded, file.format === 'full')
      : readListedConfig(loaded, () => undefined);
  const first = readFirst();
  const ending = await runScreen({
    ...terminal,
    start: {
      session: openSession(loaded.tree, first),
      assignments: first?.assignments ?? [],
      surroundings: surroundings(host),
      file,
    },
    perform: (effect) => perform(effect, files, loaded, host),
    ...(kept && {
      check: async (signal: AbortSignal) => {
        if (await kept.isCurrent(signal)) return undefined;
        if (signal.aborted) return undefined;
        loaded = { tree: loadTree(location), ...place };
        return (model: Model): Message => {
          const isFirst = model.file.path === file.path;
          const other = (): Defconfig => read(resolve(host.cwd(), model.file.path), loaded);
          return reread(model, loaded, isFirst ? readFirst() : other());
        };
      },
    }),
    ...(hasAllocator(loaded.tree) && {
      prices: async () => {
        const { ownPricer } = await import('../price/own-pricer.ts');
        return ownPricer(loaded.tree, host, availableParallelism(), false, wasm);
      },
    }),
    budget: args.budget,
    isWasm: wasm !== undefined,
  });
  if (ending.kind === 'interrupted') return SIGNAL_CODES[ending.signal];
  host.messages.write(`${farewell(ending.model)}\n`);
  if (!isThere) host.messages.write(noteOnNew(ending.model, path, host));
  return EXIT.good;
}

/** Throws {@link UsageError} for a number that cannot be bytes. */
function checkBudget(budget: number | undefined): void {
  if (budget === undefined || (Number.isSafeInteger(budget) && budget > 0)) return;
  throw new UsageError(`--budget ${budget}: give a number of bytes, such as 4000.`);
}

/** What was done, as the screen that showed it is gone. */
function farewell(model: Model): string {
  const { file, written: path } = model;
  if (isChanged(model)) return `The changes were not saved; ${file.path} is as it was.`;
  return path === undefined ? 'Nothing was saved.' : `Wrote ${path}.`;
}

/** What to say of a configuration that was made at `path`; '' if nothing. */
function noteOnNew({ file, written: saved }: Model, path: string, host: CommandHost): string {
  const isMade = file.format === 'full' && saved !== undefined && existsSync(path);
  return isMade ? (gitNote(path, host.cwd()) ?? '') : '';
}

interface Located {
  readonly file: OpenedFile;
  /** Absolute. */
  readonly path: string;
  readonly notes: readonly string[];
}

/** The configuration to edit. */
function locate(
  { config, defconfig }: MenuconfigArguments,
  folders: ConfigurationFolders,
  host: CommandHost,
): Located {
  if (defconfig === undefined) {
    const path = configPath(config, host);
    if (existsSync(path)) refusePipe(path, config ?? path);
    const notes = existsSync(path) ? [] : [`there is no ${relativePaths(path, host.cwd())} yet.`];
    return { file: { path: written(path, host), format: 'full' }, path, notes };
  }
  if (config !== undefined) {
    throw new UsageError('--defconfig and --config both name a configuration: give one of them.');
  }
  const { path, others } = locateConfiguration(defconfig, folders);
  return {
    file: { path: written(path, host), format: 'minimal' },
    path,
    notes: notesOn(defconfig, others),
  };
}

/** A path as the user would write it. */
function written(path: string, host: CommandHost): string {
  const way = relative(host.cwd(), path);
  return way.startsWith('..') ? path : way;
}

/** Reads a configuration. What the user asks for in the menu is a `.config` only if it is called so. */
function read(
  path: string,
  loaded: LoadedTree,
  isDotConfig = basename(path) === '.config',
): Defconfig {
  return isDotConfig ? readDotConfig(path, loaded) : readConfigFile(path, loaded);
}

/** The session in another tree, with what the user has changed in this one. */
function reread({ session }: Model, { tree }: LoadedTree, first: Defconfig | undefined): Message {
  const fresh = openSession(tree, first);
  if (!session.isClean) fresh.replace(session.defconfig());
  return { kind: 'reread', session: fresh, assignments: first?.assignments ?? [] };
}

function perform(
  effect: Parameters<Perform>[0],
  files: EditedFiles,
  loaded: LoadedTree,
  host: CommandHost,
): Message {
  try {
    if (effect.kind === 'preview') return { kind: 'preview', present: files.read(effect.path) };
    if (effect.kind === 'write') {
      const outcome = files.write(effect);
      if (typeof outcome !== 'string') return { kind: 'ask', question: outcome };
      const { format } = effect.file;
      return { kind: 'written', file: { path: outcome, format }, then: effect.then };
    }
    const { path } = locateConfiguration(effect.path, loaded.folders);
    const format = isConfigurationName(basename(path)) ? 'minimal' : effect.format;
    const file: OpenedFile = { path: written(path, host), format };
    const defconfig = read(path, loaded);
    if (!effect.isAgreed) return { kind: 'ask', question: loadQuestion(effect.path) };
    files.opened(file.path);
    const { assignments } = defconfig;
    return { kind: 'opened', file, assignments, session: openSession(loaded.tree, defconfig) };
  } catch (error) {
    if (!(error instanceof MallocgenError)) throw error;
    return { kind: 'failed', sentence: relativePaths(error.message, host.cwd()) };
  }
}

function surroundings(host: CommandHost): Surroundings {
  return {
    shorten: (text) => relativePaths(text, host.cwd()),
    explain: (session, name) => {
      const explanation = session.explain(name);
      return explanation ? explanationLines(explanation, session.tree.prefix) : [];
    },
  };
}
