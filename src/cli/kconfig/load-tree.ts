import {
  loadKconfig,
  openKeptTree,
  type BesideWork,
  type KconfigTree,
  type KeptTree,
  type LoadOptions,
} from '../../../generator/kconfig/index.ts';
import type { ConfigurationFolders } from '../inputs/configuration-folders.ts';
import type { TreeLocation } from '../inputs/tree-location.ts';

/** A tree that was read, and where configurations of it are looked for. */
export interface LoadedTree {
  readonly tree: KconfigTree;
  readonly location: TreeLocation;
  readonly folders: ConfigurationFolders;
}

/**
 * Loads a tree. Its first file is called as the user called it, or `Kconfig`, and the files that it sources
 * as it calls them, so that nothing depends on where the folder is. Throws a `KconfigError`, or a
 * `KconfigReadError`.
 */
export function loadTree(location: TreeLocation): KconfigTree {
  return location.tree ?? loadKconfig(optionsFor(location));
}

/**
 * A tree that was kept, before its shell commands have run; undefined if it has to be loaded.
 *
 * @param running if given, the commands begin to run before the tree is put together.
 */
export function keptTree(location: TreeLocation, running?: BesideWork): KeptTree | undefined {
  return location.tree === undefined ? openKeptTree(optionsFor(location), running) : undefined;
}

function optionsFor(location: TreeLocation): LoadOptions {
  const { file, name, cwd, srctree, env, allowShell, functions, dialect, cache } = location;
  // One that is found is in the environment, and need not be looked for again.
  return { file, name, cwd, srctree, env, allowShell, dialect, prefix: 'CONFIG_', cache, functions };
}
