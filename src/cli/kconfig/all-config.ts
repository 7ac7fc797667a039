import { existsSync } from 'node:fs';

import type { HostProcess } from '../../host-process.ts';
import { refusePipe } from '../inputs/refuse-pipe.ts';
import type { TreeLocation } from '../inputs/tree-location.ts';
import { UsageError } from '../usage-error.ts';
import { findFile } from './config-files.ts';

/** The file that KCONFIG_ALLCONFIG means if it is empty or 1; `all.config` is tried after it. */
const FILES = {
  allnoconfig: 'allno.config',
  allyesconfig: 'allyes.config',
  allmodconfig: 'allmod.config',
  alldefconfig: 'alldef.config',
  randconfig: 'allrandom.config',
} as const;

/**
 * The file of values that the environment's KCONFIG_ALLCONFIG fixes for the targets that make values
 * up: the file that it names or, if it is empty or 1, the target's own.
 * @returns undefined if the variable is not set
 * @throws {UsageError} if there is no such file, or it may never end
 */
export function locateAllConfig(
  target: string,
  location: TreeLocation,
  host: HostProcess,
): string | undefined {
  const name = host.env['KCONFIG_ALLCONFIG'];
  if (name === undefined) return undefined;
  const isNamed = name !== '' && name !== '1';
  const names = isNamed ? [name] : [FILES[target as keyof typeof FILES], 'all.config'];
  const path = names.map((file) => findFile(file, location)).find((each) => existsSync(each));
  if (path !== undefined) {
    refusePipe(path, `KCONFIG_ALLCONFIG=${name}`);
    return path;
  }
  throw new UsageError(
    `KCONFIG_ALLCONFIG is set, but there is no ${names.join(' or ')}: make the file, or unset the variable.`,
  );
}
