import Module from 'node:module';

import { IMPORT_ID } from '../imports/import-id.ts';
import type { ImportOptions } from '../imports/options.ts';
import { doJobSync } from './do-job-sync.ts';
import { usesSourceMaps } from './uses-source-maps.ts';

/** How Node.js loads a file for `require()`, by the end of its name. It has no other way to add one. */
type Loader = (module: { _compile(code: string, path: string): void }, path: string) => void;

interface WithExtensions {
  readonly _extensions: Record<string, Loader>;
}

/** Lets `require()` load configurations, as CommonJS in Node.js 20. */
export function addRequireHooks(options: ImportOptions, cwd: string): void {
  const { _extensions: loaders } = Module as unknown as WithExtensions;
  const load: Loader = (module, path) => {
    // oxlint-disable-next-line no-underscore-dangle -- Node.js calls it so
    module._compile(
      doJobSync({ id: path, options, cwd, wanted: 'cjs', withMap: usesSourceMaps() }),
      path,
    );
  };
  loaders['.defconfig'] = load;
  // A name such as `heap_defconfig` has no extension, and is loaded like a script.
  const loadScript = loaders['.js'] as Loader;
  loaders['.js'] = (module, path) => (IMPORT_ID.test(path) ? load : loadScript)(module, path);
}
