import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

import { cacheFolder } from '../../../generator/files/cache-folder.ts';
import {
  BUILT_IN_FUNCTIONS,
  findDialect,
  findTreeDialect,
  findTreePrefix,
  type FoundDialect,
  type FoundPrefix,
  type KconfigTree,
  type TreeCache,
  type TreePlace,
} from '../../../generator/kconfig/index.ts';
import type { TreeRequest } from '../../../generator/read-tree.ts';
import type { HostProcess, Surroundings } from '../../host-process.ts';
import { PACKAGE_ROOT, packageVersion } from '../../package-root.ts';
import { programDigest } from '../../program-digest.ts';
import { UsageError } from '../usage-error.ts';
import { isReadable } from './file-kind.ts';
import { refusePipe } from './refuse-pipe.ts';
import { onCommandLine, type ShownOption } from './shown-option.ts';

/** A Kconfig tree that a command reads, before it is read. */
export interface TreeLocation {
  /** The absolute path of its first file. */
  readonly file: string;
  /** What C conf would call that file: as the user wrote it, or `Kconfig`. */
  readonly name: string;
  /** The current folder, where sourced files are looked for first. */
  readonly cwd: string;
  /** Where sourced files are looked for next. */
  readonly srctree: string;
  /** The environment as the tree should see it: `srctree` is this tree's. */
  readonly env: HostProcess['env'];
  readonly allowShell: boolean;
  /** What calls of the build system's functions give, by name. */
  readonly functions: Readonly<Record<string, string>> | undefined;
  /** Whose Kconfig it is read as. */
  readonly dialect: string;
  /** How that was found. */
  readonly dialectReason: string;
  /** What comes before the names of symbols, where the user did not say it and it is not `CONFIG_`. */
  readonly prefix: FoundPrefix | undefined;
  /** Where the parsed tree is kept; undefined if it is not to be. */
  readonly cache: TreeCache | undefined;
  /** Whether it is the tree that comes with mallocgen. */
  readonly isOurs: boolean;
  /** The tree, where it had to be read to find out whose it is. */
  readonly tree?: KconfigTree | undefined;
  /** What the user may not expect about the choice, as sentences. */
  readonly notes: readonly string[];
}

/** The tree as the generator wants it. */
export interface LocatedTreeRequest extends TreeRequest {
  readonly cwd: string;
  readonly srctree: string;
  readonly env: HostProcess['env'];
  readonly allowShell: boolean;
  readonly dialect: string;
}

/** The options of `TREE_OPTIONS` as the command line gives them. */
export interface TreeArguments {
  readonly kconfig?: string | undefined;
  /** `NAME=VALUE`: variables of the environment for the tree alone. */
  readonly define?: readonly string[] | undefined;
  /** `NAME=VALUE`: functions of the build system, and what each call of them gives. */
  readonly function?: readonly string[] | undefined;
  readonly dialect?: string | undefined;
  readonly 'allow-shell'?: boolean | undefined;
  readonly 'no-cache'?: boolean | undefined;
}

const NAME = 'Kconfig';

/** The tree that comes with mallocgen, even if the current folder has one. */
export function ownTree(args: TreeArguments, surroundings: Surroundings): TreeLocation {
  const host = withDefinitions(args, surroundings);
  return located(join(PACKAGE_ROOT, NAME), NAME, args, host, []);
}

/**
 * Finds the tree of `--kconfig`, below the current folder or below `$srctree`. Without the option, it is
 * `./Kconfig`, `$srctree/Kconfig` or mallocgen's own, the first that exists.
 * @throws {UsageError} when there is no such file or it may never end, and for a definition that is none
 */
export function locateTree(
  args: TreeArguments,
  surroundings: Surroundings,
  shown: ShownOption = onCommandLine,
): TreeLocation {
  const host = withDefinitions(args, surroundings);
  const { kconfig } = args;
  const folders = [host.cwd(), ...srctreeOf(host)];
  const paths = folders.map((folder) => resolve(folder, kconfig ?? NAME));
  const [file, ...others] = [...new Set(paths)].filter(isReadable);
  const notes = [
    ...others.map((other) => `${kconfig ?? NAME} is also at ${other}; that is not read.`),
    ...srctreeOf(host)
      .filter((folder) => !existsSync(folder))
      .map((folder) => `there is no folder ${folder}, which $srctree names.`),
  ];
  if (file !== undefined) {
    refusePipe(file, kconfig ?? NAME);
    return located(file, kconfig ?? NAME, args, host, notes);
  }
  if (kconfig !== undefined) throw missing(kconfig, resolve(host.cwd(), kconfig), shown);
  const own = ownTree(args, host);
  return host.env['srctree'] ? { ...own, notes: [`$srctree has no ${NAME}: ${paths[1]}.`] } : own;
}

export function treeRequest(location: TreeLocation): LocatedTreeRequest {
  const { file, cwd, srctree, env, allowShell, functions, dialect, tree } = location;
  const request = { kconfig: file, cwd, srctree, env, allowShell, dialect, tree };
  return { ...request, ...(functions && { functions }) };
}

function located(
  file: string,
  name: string,
  args: TreeArguments,
  host: Surroundings,
  notes: readonly string[],
): TreeLocation {
  const { dialect: asked, 'allow-shell': allowShell = false } = args;
  const cwd = host.cwd();
  const folder = dirname(file);
  // The variable may be about another tree: then it must not lead this one's files astray.
  const isOfTree = (each: string): boolean => isInside(file, each) || folder === resolve(cwd);
  const given = srctreeOf(host).find(isOfTree);
  const srctree = given ?? folder;
  const isOurs = file === join(PACKAGE_ROOT, NAME);
  const prefix = isOurs ? undefined : unusualPrefix(host.env, { file, cwd, srctree });
  const env = {
    ...host.env,
    ...(host.env['srctree'] && given === undefined && { srctree }),
    ...(prefix && { CONFIG_: prefix.prefix }),
  };
  const { name: dialect, reason: dialectReason } = dialectOf(asked, isOurs, { file, cwd, srctree });
  const cache = args['no-cache'] === true ? undefined : treeCache(host.env);
  return {
    file,
    name,
    cwd,
    srctree,
    env,
    allowShell,
    functions: functionsOf(args),
    dialect,
    dialectReason,
    prefix,
    cache,
    isOurs,
    notes,
  };
}

/**
 * Below the user's cache folder. What another build of this program kept is not taken; modules that are not
 * bundled may change at any time, so they keep nothing.
 */
function treeCache(env: HostProcess['env']): TreeCache | undefined {
  const digest = programDigest();
  if (digest === undefined) return undefined;
  return { folder: cacheFolder(env), version: `${packageVersion()} ${digest}` };
}

function dialectOf(asked: string | undefined, isOurs: boolean, place: TreePlace): FoundDialect {
  if (asked !== undefined) return { name: findDialect(asked).name, reason: 'as --dialect says' };
  return isOurs ? { name: 'u-boot', reason: 'it is ours' } : findTreeDialect(place);
}

function unusualPrefix(env: HostProcess['env'], place: TreePlace): FoundPrefix | undefined {
  if (env['CONFIG_'] !== undefined) return undefined;
  const found = findTreePrefix(place);
  return found?.prefix === 'CONFIG_' ? undefined : found;
}

/** The surroundings as the tree sees them: what make would export is in the environment. */
function withDefinitions({ define = [] }: TreeArguments, host: Surroundings): Surroundings {
  if (define.length === 0) return host;
  const definitions = define.map((definition) => {
    const [, name, value = ''] = /^([A-Za-z_]\w*)=(.*)$/s.exec(definition) ?? [];
    if (name !== undefined) return [name, value] as const;
    throw new UsageError(
      `--define ${definition}: write NAME=VALUE, where NAME has letters, digits and _ and begins with no digit.`,
    );
  });
  return { cwd: () => host.cwd(), env: { ...host.env, ...Object.fromEntries(definitions) } };
}

/** What calls of functions give; undefined if nothing is said of any. */
function functionsOf({ function: given = [] }: TreeArguments): TreeLocation['functions'] {
  if (given.length === 0) return undefined;
  const names = new Set<string>();
  const functions = given.map((definition) => {
    const [, name, value = ''] = /^([\w-]+)=(.*)$/s.exec(definition) ?? [];
    if (name !== undefined) return [checkFunction(name, names), value] as const;
    throw new UsageError(
      `--function ${definition}: write NAME=VALUE, where NAME has letters, digits, _ and -.`,
    );
  });
  return Object.fromEntries(functions);
}

/** Refuses the language's own functions, and a name that was given before. */
function checkFunction(name: string, before: Set<string>): string {
  if (BUILT_IN_FUNCTIONS.includes(name as (typeof BUILT_IN_FUNCTIONS)[number])) {
    const remedy =
      name === 'shell' ? 'leave it out, or let commands run with --allow-shell' : 'leave it out';
    throw new UsageError(`--function ${name}=…: every Kconfig tree has ${name} itself: ${remedy}.`);
  }
  if (before.has(name))
    throw new UsageError(`--function ${name}=…: it is given twice: leave one out.`);
  before.add(name);
  return name;
}

function srctreeOf(host: Surroundings): readonly string[] {
  const { srctree } = host.env;
  return srctree ? [resolve(host.cwd(), srctree)] : [];
}

/** Whether a path is in a folder, at any depth. Both are absolute. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '' && !way.startsWith('..') && !way.startsWith('/');
}

function missing(name: string, path: string, shown: ShownOption): UsageError {
  const inside = join(name, NAME);
  const option = shown('kconfig', name);
  return new UsageError(
    isReadable(join(path, NAME))
      ? `${option} is a folder. Did you mean ${shown('kconfig', inside)}?`
      : `${option}: there is no such file. Name the first file of a Kconfig tree.`,
  );
}
