import { existsSync } from 'node:fs';

import type { Defconfig } from '../../../generator/kconfig/index.ts';
import type { HostProcess } from '../host-process.ts';
import { UsageError } from '../usage-error.ts';
import { readDotConfig } from './config-files.ts';
import { findFile, type LoadedTree } from './load-tree.ts';

/** The file that KCONFIG_ALLCONFIG means when it is empty or 1; `all.config` is tried after it. */
const FILES = {
  allnoconfig: 'allno.config',
  allyesconfig: 'allyes.config',
  allmodconfig: 'allmod.config',
  alldefconfig: 'alldef.config',
  randconfig: 'allrandom.config',
} as const;

/**
 * The values that the environment's KCONFIG_ALLCONFIG fixes for the targets that make values up: of
 * the file that it names or, where it is empty or 1, of the target's own. Throws {@link UsageError}
 * when there is no such file.
 */
export function readAllConfig(
  target: string,
  loaded: LoadedTree,
  host: HostProcess,
): Defconfig | undefined {
  const name = host.env['KCONFIG_ALLCONFIG'];
  if (name === undefined) return undefined;
  const isNamed = name !== '' && name !== '1';
  const names = isNamed ? [name] : [FILES[target as keyof typeof FILES], 'all.config'];
  const paths = names.map((file) => findFile(file, host.cwd(), loaded.srctree));
  const path = paths.find((candidate) => existsSync(candidate));
  if (path !== undefined) return readDotConfig(path, loaded);
  throw new UsageError(
    `KCONFIG_ALLCONFIG is set, but there is no ${names.join(' or ')}: make the file, or unset the variable.`,
  );
}
