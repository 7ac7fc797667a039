import { loadKconfig, type KconfigTree } from '../../../generator/kconfig/index.ts';
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
  const { file, name, cwd, srctree, env, allowShell, functions, dialect, cache, tree } = location;
  const place = { file, name, cwd, srctree, env };
  return tree ?? loadKconfig({ ...place, allowShell, dialect, cache, functions });
}
