import { isNode } from '../../files/node.ts';
import { findDialectOf, findPrefixOf, findProgram, findProgramPrefix, type TreePlace } from '../detection/find-dialect.ts';
import type { FoundDialect } from '../detection/found-dialect.ts';
import type { FoundPrefix } from '../detection/probe-prefix.ts';
import { KconfigReadError } from '../diagnostics/errors.ts';
import type { KconfigFiles } from '../reading/files/kconfig-files.ts';
import { refuseShell } from '../reading/macro/refuse-shell.ts';
import type { Shell } from '../reading/macro/functions.ts';
import { loadTree, srctreeOf, type TreeOptions } from '../tree/load.ts';
import type { KconfigTree } from '../tree/tree.ts';
import { nodeFiles } from './node-files.ts';
import { allowShell, type BesideWork, type NodeShell, type ShellPermission } from './shell.ts';
import { Noting } from './tree-cache/noting.ts';
import { CachedTree, type KeptTree, type TreeCache } from './tree-cache/tree-cache.ts';

export interface LoadOptions extends TreeOptions {
  /** Where files are read from; the disk, by Node.js, if not given. */
  readonly files?: KconfigFiles;
  /** The variables that macros see; the process's own if not given. `CONFIG_` renames the prefix. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Whether `$(shell,…)` may run commands, for which Node.js is needed; if not, one is an error at its line. */
  readonly allowShell?: boolean | ShellPermission;
  /**
   * Where the parsed tree is kept, and taken from if nothing that it was made from has changed: the content
   * of its files, the variables that it asks for, and the output of its shell commands, which run again. Not
   * used with `files` or `functions`.
   */
  readonly cache?: TreeCache | undefined;
}

/**
 * Parses a Kconfig file and all that it sources.
 *
 * @throws KconfigReadError when the file cannot be read, or a KconfigError with a position: syntax,
 * source, macro, shell, a dependency loop, or a tree beyond the limits. Its `diagnostics` are what was
 * found before.
 */
export function loadKconfig(options: LoadOptions): KconfigTree {
  if (!isNode() && !options.files) {
    throw new KconfigReadError(
      `${options.file}: cannot be read: there is no disk here, so give loadKconfig() 'files' to read from`,
    );
  }
  const { asked, env, shell } = preparedFor(options);
  const cached = placeOf(options, asked);
  if (cached === undefined) return loadTree(asked, { files: options.files ?? nodeFiles, env, shell }).tree;
  const known = cached.read(env, shell);
  if (known) return known;
  const noting = new Noting();
  const now = Date.now();
  const surroundings = { files: noting.files, env: noting.env(env), shell: noting.shell(shell) };
  const loaded = loadTree(asked, surroundings);
  cached.write(loaded, noting.notes(now));
  return loaded.tree;
}

/**
 * The tree of `loadKconfig` without the wait for its shell commands: undefined if it was not kept, or if
 * anything but their output has changed. Who takes it asks `isCurrent` before anything depends on it.
 *
 * @param running if given, the commands begin to run before the tree is put together.
 */
export function openKeptTree(options: LoadOptions, running?: BesideWork): KeptTree | undefined {
  if (!isNode()) return undefined;
  const { asked, env, shell } = preparedFor(options);
  return placeOf(options, asked)?.open(env, shell, running);
}

/** What a caller asks for, as all that it leaves open is filled in. */
interface Prepared {
  readonly asked: LoadOptions;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly shell: Shell & Partial<NodeShell>;
}

function preparedFor(options: LoadOptions): Prepared {
  const hasNode = isNode();
  const permission = options.allowShell ?? false;
  const own = options.env ?? (hasNode ? process.env : {});
  const srctree = srctreeOf(options, own);
  const env = srctree === undefined || own['srctree'] !== undefined ? own : { srctree, ...own };
  const dialect =
    options.dialect ?? (options.files ? undefined : findProgram({ ...options, env }, nodeFiles)?.name);
  const isAskedFor = options.files !== undefined || env['CONFIG_'] !== undefined;
  const prefix = options.prefix ?? (isAskedFor ? undefined : findProgramPrefix({ ...options, env }, nodeFiles)?.prefix);
  const mayRun = hasNode && permission !== false;
  return {
    asked: { ...options, ...(dialect !== undefined && { dialect }), ...(prefix !== undefined && { prefix }) },
    env,
    shell: mayRun ? allowShell(env, permission === true ? {} : permission) : refuseShell,
  };
}

/** Where a tree is kept; undefined if it is not. */
function placeOf(options: LoadOptions, asked: LoadOptions): CachedTree | undefined {
  const { cache, files, functions } = options;
  if (!isNode() || !cache || files || functions) return undefined;
  const { file, name, cwd, srctree, strict, dialect, prefix, allowShell: permission } = asked;
  const place = [process.cwd(), file, name, cwd, srctree];
  const mayRun = permission !== undefined && permission !== false;
  return new CachedTree(cache, [...place, strict ?? true, dialect, prefix, mayRun]);
}

/** The dialect that `loadKconfig` takes for a tree if none is given, and why. */
export function findTreeDialect(place: TreePlace, files: KconfigFiles = nodeFiles): FoundDialect {
  return findDialectOf(place, files);
}

/** What `loadKconfig` puts before the names of symbols if it is not told, and why; undefined if nothing says it. */
export function findTreePrefix(place: TreePlace, files: KconfigFiles = nodeFiles): FoundPrefix | undefined {
  return findPrefixOf(place, files);
}
