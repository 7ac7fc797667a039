import { basename } from 'node:path';

import type { CommandHost } from '../command-host.ts';
import { locateAllocatorTree } from '../inputs/allocator-tree.ts';
import {
  configurationFolders,
  type ConfigurationFolders,
} from '../inputs/configuration-folders.ts';
import { allConfigurations, matchConfigurations } from '../inputs/match-configurations.ts';
import { type TreeArguments, type TreeLocation } from '../inputs/tree-location.ts';
import { readShard } from './limits.ts';

/** What names a tree and configurations on a command line. */
export interface ConfigurationArguments extends TreeArguments {
  readonly defconfig?: readonly string[] | undefined;
  readonly configs?: string | undefined;
  readonly shard?: string | undefined;
}

/** A tree and configurations of it. */
export interface LocatedMatrix {
  readonly tree: TreeLocation;
  readonly folders: ConfigurationFolders;
  /** Absolute paths, sorted by file name. */
  readonly defconfigs: readonly string[];
  /** Sentences on files that are not read. */
  readonly notes: readonly string[];
}

/**
 * The tree and the configurations that the command line names; without `--defconfig`, all of the folder.
 * Throws {@link UsageError} for a word that no configuration matches.
 */
export function locateMatrix(args: ConfigurationArguments, host: CommandHost): LocatedMatrix {
  const tree = locateAllocatorTree(args, host);
  const folders = configurationFolders(args, tree, host);
  const { paths, notes } =
    args.defconfig === undefined
      ? allConfigurations(folders)
      : matchConfigurations(args.defconfig, folders);
  const all = paths.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
  return { tree, folders, defconfigs: shardOf(all, args.shard), notes };
}

function shardOf(all: readonly string[], shard: string | undefined): readonly string[] {
  if (shard === undefined) return all;
  const { index, of } = readShard(shard);
  // Neighbours are alike, so that each shard takes every n-th.
  return all.filter((_, position) => position % of === index - 1);
}

/** By file name, so that the order does not depend on where the folders are. */
function key(path: string): string {
  return `${basename(path)}\n${path}`;
}
