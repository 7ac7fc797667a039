import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';

import { build } from 'esbuild';

import { nodeFiles } from '../../generator/kconfig/index.ts';
import type * as libraryHere from '../../generator/kconfig/index.ts';
import { PACKAGE_ROOT } from '../../src/package-root.ts';
import type { UbootTree } from './uboot-tree.ts';

type Library = typeof libraryHere;

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

async function libraryInBrowser(): Promise<Library> {
  const { outputFiles } = await build({
    entryPoints: [join(PACKAGE_ROOT, 'generator/kconfig/index.ts')],
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    globalName: 'library',
  });
  // What every browser and worker has beside the language itself.
  const world = createContext({ TextDecoder, TextEncoder });
  runInContext(outputFiles[0]!.text, world);
  return (world as { library: Library }).library;
}
