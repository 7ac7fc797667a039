import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';

import { build } from 'esbuild';

import type * as libraryHere from '../../generator/kconfig/index.ts';
import { PACKAGE_ROOT } from '../../src/package-root.ts';

type Library = typeof libraryHere;

/** Bundles the Kconfig library for browsers without a shim, and runs it where nothing of Node.js is. */
export async function libraryInBrowser(): Promise<Library> {
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
