import { dirname } from 'node:path';

import {
  configure,
  loadKconfig,
  mergeDefconfigs,
  readDefconfig,
  writeConfig,
  type Defconfig,
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
  return ({ kconfig, defconfig, fragments = [], ...rest }) => {
    const { srctree = dirname(kconfig), dialect = 'u-boot' } = rest;
    const key = JSON.stringify([kconfig, srctree, dialect]);
    const tree = trees.get(key) ?? loadKconfig({ ...reading, file: kconfig, srctree, dialect });
    trees.set(key, tree);
    const [first, ...others] = [defconfig, ...fragments].map((path) =>
      readDefconfig(path, { roots: [srctree] }),
    ) as [Defconfig, ...Defconfig[]];
    const written = others.length === 0 ? first : mergeDefconfigs([first, ...others]).defconfig;
    return writeConfig(configure(tree, written, { deny: REFUSED_WARNINGS }));
  };
}
