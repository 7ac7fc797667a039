import { basename, dirname, isAbsolute, join, resolve } from 'node:path';

import { configurationName } from '../../../generator/output/configuration-name.ts';
import { nearest } from '../../../generator/text/suggest.ts';
import { UsageError } from '../usage-error.ts';
import { configurationsIn, type ConfigurationFolders } from './configuration-folders.ts';
import { fileKind, isReadable } from './file-kind.ts';
import { refusePipe } from './refuse-pipe.ts';

/** A configuration that a user named. */
export interface LocatedConfiguration {
  /** Its absolute path. */
  readonly path: string;
  /** Files that the name could mean as well, and that are not read. */
  readonly others: readonly string[];
}

/**
 * Finds the configuration that a user names: a path from the current folder, below the folder of a tree
 * that is not ours, or a name in `--configs`. A path that starts with `/`, `./` or `../` is nothing else.
 * @throws {UsageError} when there is no such file, with the name that may be meant; for a folder and
 * for a pipe
 */
export function locateConfiguration(
  name: string,
  folders: ConfigurationFolders,
): LocatedConfiguration {
  const candidates = candidatesOf(name, folders);
  const [path, ...others] = candidates.filter(isReadable);
  if (path === undefined) throw missing(name, candidates, folders);
  refusePipe(path, name);
  return { path, others };
}

/** A sentence for each file that has a name as well, and is not read. */
export function notesOn(name: string, others: readonly string[]): readonly string[] {
  return others.map((other) => `${name} is also at ${other}; that is not read.`);
}

/** The paths that a name may mean, the first one first. */
function candidatesOf(name: string, folders: ConfigurationFolders): readonly string[] {
  const searched = searchedFolders(name, folders);
  return [...new Set(searched.map((folder) => resolve(folder, name)))];
}

/** The folders in which a name, a path or a pattern is looked up, in order. */
export function searchedFolders(
  name: string,
  { cwd, srctree, configs }: ConfigurationFolders,
): readonly string[] {
  if (isAbsolute(name) || /^\.\.?(\/|$)/.test(name)) return [cwd];
  const ofTree = srctree === undefined ? [] : [srctree];
  return [cwd, ...ofTree, ...(name === basename(name) ? configs : [])];
}

function missing(
  name: string,
  candidates: readonly string[],
  folders: ConfigurationFolders,
): UsageError {
  if (candidates.some((path) => fileKind(path) === 'folder')) {
    return new UsageError(`${name} is a folder: name a file in it.`);
  }
  if (/[*?[]/.test(name)) {
    return new UsageError(`${name} is a pattern, and one file is wanted here: name one.`);
  }
  return new UsageError(`${name}: there is no such file. ${remedy(name, folders)}`);
}

/** The name that may be meant, or where names are looked up. */
function remedy(name: string, { cwd, configs }: ConfigurationFolders): string {
  const isName = name === basename(name);
  const beside = isName ? undefined : similar(name, configurationsIn(resolve(cwd, dirname(name))));
  if (beside !== undefined) return `Did you mean ${join(dirname(name), beside)}?`;
  const meant = similar(name, [...(isName ? [cwd] : []), ...configs].flatMap(configurationsIn));
  if (meant !== undefined) return `Did you mean ${meant}?`;
  return isName
    ? `Name a file by its path, or one of ${configs.join(' or ')}.`
    : 'Correct the path.';
}

/** Shorter names are all alike. */
const SHORTEST_TO_COMPARE = 3;

/** The first file whose name without its ending is that of `path`, or the most similar one. */
function similar(path: string, files: readonly string[]): string | undefined {
  const wanted = configurationName(path);
  // Equal endings would make any two names look alike.
  const names = files.map(configurationName);
  const near = wanted.length < SHORTEST_TO_COMPARE ? undefined : nearest(wanted, names);
  return files[names.indexOf(names.includes(wanted) ? wanted : (near ?? ''))];
}
