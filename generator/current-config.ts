import { dirname } from 'node:path';

import {
  configure,
  loadKconfig,
  readDefconfig,
  writeConfig,
  type KconfigTree,
} from './kconfig/index.ts';
import type { Sources } from './output/index.ts';
import { REFUSED_WARNINGS } from './refused-warnings.ts';

/** How Kconfig trees are read. */
export interface TreeReading {
  readonly allowShell: boolean;
  /** What `$(NAME)` in a tree reads. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Gives the `.config` that a configuration gives now. Each tree is read once. */
export function configReader(reading: TreeReading): (sources: Sources) => string {
  const trees = new Map<string, KconfigTree>();
  return ({ kconfig, defconfig, srctree = dirname(kconfig), dialect = 'u-boot' }) => {
    const key = JSON.stringify([kconfig, srctree, dialect]);
    const tree = trees.get(key) ?? loadKconfig({ ...reading, file: kconfig, srctree, dialect });
    trees.set(key, tree);
    const written = readDefconfig(defconfig, { roots: [srctree] });
    return writeConfig(configure(tree, written, { deny: REFUSED_WARNINGS }));
  };
}
