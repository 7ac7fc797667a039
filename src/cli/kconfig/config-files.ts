import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { defaultConfigs, readDefconfig, type Defconfig } from '../../../generator/kconfig/index.ts';
import type { HostProcess } from '../host-process.ts';
import { locateDefconfig } from '../locate-defconfig.ts';
import { UsageError } from '../usage-error.ts';
import { findFile, type LoadedTree } from './load-tree.ts';

/** Reads a defconfig with its `#include` lines below the tree's root. Throws a `DefconfigReadError`. */
export function readConfigFile(path: string, { tree, srctree }: LoadedTree): Defconfig {
  return readDefconfig(path, { roots: [srctree], prefix: tree.prefix });
}

/** Reads a file of the form of `.config`, as it is. Throws a `DefconfigReadError`. */
export function readDotConfig(path: string, { tree }: LoadedTree): Defconfig {
  return readDefconfig(path, { prefix: tree.prefix, preprocess: false });
}

/** The path of `.config`: the option's, that of KCONFIG_CONFIG, or the file in the current folder. */
export function configPath(option: string | undefined, { env, cwd }: HostProcess): string {
  return resolve(cwd(), option ?? (env['KCONFIG_CONFIG'] || '.config'));
}

/**
 * Reads the current configuration. If there is none, the first file of the tree's
 * `option defconfig_list` that exists is taken, else nothing, as by the C program; a file that the
 * user named by an option must exist. Throws {@link UsageError}.
 *
 * @param say called with what the C program prints when it takes such a file.
 */
export function readCurrentConfig(
  option: string | undefined,
  loaded: LoadedTree,
  host: HostProcess,
  say: (text: string) => void = () => undefined,
): Defconfig | undefined {
  const path = findFile(configPath(option, host), host.cwd(), loaded.srctree);
  if (existsSync(path)) return readDotConfig(path, loaded);
  if (option !== undefined) {
    throw new UsageError(`${path}: there is no such file. Correct the path, or leave --config out.`);
  }
  for (const name of defaultConfigs(loaded.tree)) {
    const candidate = findFile(name, host.cwd(), loaded.srctree);
    if (!existsSync(candidate)) continue;
    say(`#\n# using defaults found in ${name}\n#\n`);
    return readDotConfig(candidate, loaded);
  }
  return undefined;
}

/**
 * Reads the defconfig that an option names: a path, or the name of a file in `configs` below the
 * tree's root. Throws {@link UsageError} when there is none, with the nearest name that there is.
 */
export function readNamedDefconfig(
  name: string,
  loaded: LoadedTree,
  { cwd }: HostProcess,
): Defconfig {
  const { srctree } = loaded;
  const found = findFile(name, cwd(), srctree);
  const path = existsSync(found) ? found : locateDefconfig(name, join(srctree, 'configs'), cwd());
  return readConfigFile(path, loaded);
}
