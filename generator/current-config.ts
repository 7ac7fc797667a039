import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import {
  configure,
  loadKconfig,
  readDefconfig,
  writeConfig,
  type KconfigTree,
} from './kconfig/index.ts';

export interface ConfigSource {
  /** The first file of the Kconfig tree. */
  readonly kconfig: string;
  /** The folder of the defconfigs. */
  readonly configs: string;
  readonly allowShell: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Gives the `.config` that a defconfig of a folder gives now; undefined where the folder has no such
 * file. The tree is read when it is first needed.
 */
export function configReader({
  kconfig,
  configs,
  ...rest
}: ConfigSource): (defconfig: string) => string | undefined {
  const srctree = dirname(kconfig);
  let tree: KconfigTree | undefined;
  return (defconfig) => {
    // The name comes from a file: it must not lead elsewhere.
    const file = join(configs, basename(defconfig));
    if (basename(defconfig) !== defconfig || !existsSync(file)) return undefined;
    tree ??= loadKconfig({ ...rest, file: kconfig, srctree });
    return writeConfig(configure(tree, readDefconfig(file, { roots: [srctree] })));
  };
}
