import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

import { defaultConfigs, readDefconfig, type Defconfig } from '../../../generator/kconfig/index.ts';
import type { HostProcess } from '../../host-process.ts';
import { refusePipe } from '../inputs/refuse-pipe.ts';
import { UsageError } from '../usage-error.ts';
import type { LoadedTree } from './load-tree.ts';

/** Reads a defconfig with its `#include` lines below the tree's root. Throws a `DefconfigReadError`. */
export function readConfigFile(path: string, { tree, location }: LoadedTree): Defconfig {
  return readDefconfig(path, { roots: [location.srctree], prefix: tree.prefix });
}

/** Reads a file of the form of `.config`, as it is. Throws a `DefconfigReadError`. */
export function readDotConfig(path: string, { tree }: Pick<LoadedTree, 'tree'>): Defconfig {
  return readDefconfig(path, { prefix: tree.prefix, preprocess: false });
}

/** The path of `.config`: the option's, that of KCONFIG_CONFIG, or the file in the current folder. */
export function configPath(option: string | undefined, { env, cwd }: HostProcess): string {
  return resolve(cwd(), option ?? (env['KCONFIG_CONFIG'] || '.config'));
}

/**
 * The path of the current configuration; undefined if there is none.
 * @throws {UsageError} if an option names a file that does not exist
 */
export function locateCurrentConfig(
  option: string | undefined,
  host: HostProcess,
): string | undefined {
  const path = configPath(option, host);
  if (existsSync(path)) {
    refusePipe(path, option ?? path);
    return path;
  }
  if (option === undefined) return undefined;
  throw new UsageError(`${path}: there is no such file. Correct the path, or leave --config out.`);
}

/**
 * The configuration to start from if there is no `.config`: the first file of KCONFIG_DEFCONFIG_LIST that
 * exists, or of the tree's `option defconfig_list` if that is not set, as in the C program.
 * @param say called with what the C program prints when it takes such a file
 */
export function readListedConfig(
  { tree, location }: LoadedTree,
  say: (text: string) => void,
): Defconfig | undefined {
  const listed = location.env['KCONFIG_DEFCONFIG_LIST']?.split(/\s+/).filter((name) => name !== '');
  for (const name of listed ?? defaultConfigs(tree)) {
    const path = findFile(name, location);
    if (!existsSync(path)) continue;
    say(`#\n# using defaults found in ${name}\n#\n`);
    return readDotConfig(path, { tree });
  }
  return undefined;
}

/** The path of a file below the current folder or, if it is not there, below the tree's root. */
export function findFile(
  name: string,
  { cwd, srctree }: { readonly cwd: string; readonly srctree: string },
): string {
  const here = resolve(cwd, name);
  const there = resolve(srctree, name);
  return !existsSync(here) && existsSync(there) ? there : here;
}
