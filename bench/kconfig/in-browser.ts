import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { nodeFiles } from '../../generator/kconfig/index.ts';
import { libraryInBrowser } from './library-in-browser.ts';
import type { UbootTree } from './uboot-tree.ts';

/**
 * Bundles the library for browsers, where nothing of Node.js is, loads the tree there from what this process
 * reads and runs for it, and gives what makes the text of `.config` from the name of a configuration.
 */
export async function loadInBrowser(uboot: UbootTree): Promise<(name: string) => string> {
  const { folder, environment } = uboot;
  const library = await libraryInBrowser();
  const shell = (...words: readonly string[]): string =>
    spawnSync('/bin/sh', ['-c', words.join(',')], { cwd: folder, env: environment, encoding: 'utf8' })
      .stdout.replace(/\n+$/, '')
      .replaceAll('\n', ' ');
  const tree = library.loadKconfig({
    file: 'Kconfig',
    cwd: folder,
    srctree: folder,
    env: environment,
    files: nodeFiles,
    functions: { shell },
  });
  return (name) => {
    const path = join(folder, 'configs', name);
    const defconfig = library.readDefconfig(path, { files: nodeFiles, roots: [folder] });
    return library.writeConfig(library.configure(tree, defconfig));
  };
}
