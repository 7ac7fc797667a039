import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  configure,
  loadKconfig,
  parseDefconfig,
  type Configuration,
  type KconfigTree,
} from '../../../generator/kconfig/index.ts';

/** As messages name the defconfig of the functions below. */
const FILE = 'x_defconfig';

export const ourTree = loadKconfig({ file: 'Kconfig' });

/** The project's own tree with a defconfig. */
export function ourConfiguration(defconfig: string): Configuration {
  return configure(ourTree, parseDefconfig(defconfig, FILE));
}

/** Another tree, given as text, with a defconfig. */
export function configurationOf(kconfig: string, defconfig: string): Configuration {
  return configure(treeOf(kconfig), parseDefconfig(defconfig, FILE));
}

function treeOf(kconfig: string): KconfigTree {
  const folder = mkdtempSync(join(tmpdir(), 'mallocgen-'));
  try {
    writeFileSync(join(folder, 'Kconfig'), kconfig);
    return loadKconfig({ file: join(folder, 'Kconfig') });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
