import { build, type Plugin } from 'esbuild';

import { PACKAGE_ROOT } from '../package-root.ts';
import { NOT_BUNDLED } from './bundle-cli.ts';

/** What programs import, by the names of the files in `dist/bundle/` that `exports` of package.json has. */
const LIBRARIES = {
  index: 'dist/src/library/index.js',
  'kconfig-library': 'dist/generator/kconfig/index.js',
  memcheck: 'dist/src/memcheck/index.js',
  trace: 'dist/src/trace/index.js',
  testing: 'dist/src/testing/index.js',
  ...Object.fromEntries(
    ['bun', 'esbuild', 'farm', 'rolldown', 'rollup', 'rsbuild', 'rspack', 'vite', 'webpack'].map(
      (bundler) => [bundler, `dist/src/plugin/${bundler}.js`],
    ),
  ),
  register: 'dist/src/register/register.js',
  jest: 'dist/src/jest/transform.js',
  // What these two start; nobody imports them by name.
  'async-hooks': 'dist/src/register/async-hooks.js',
  'job-thread': 'dist/src/register/job-thread.js',
};

/** What plugins for bundlers are made with. It finds its own files from where it is. */
const PLUGIN_MAKER = 'unplugin';

/**
 * Puts each library into one ES module, with the packages that it uses. What several libraries need is in
 * modules beside them, so that each class exists once.
 *
 * @param folder takes `NAME.js` for each library, and `chunk-HASH.js`
 * @returns the paths, from the root of this package, of all files that went into the bundles
 */
export async function bundleLibraries(folder: string): Promise<readonly string[]> {
  const { metafile } = await build({
    absWorkingDir: PACKAGE_ROOT,
    entryPoints: LIBRARIES,
    outdir: folder,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    external: [...NOT_BUNDLED, PLUGIN_MAKER],
    plugins: [PARSER_ON_DEMAND],
    charset: 'utf8',
    legalComments: 'none',
    minifyWhitespace: true,
    minifySyntax: true,
    metafile: true,
    logLevel: 'warning',
  });
  return Object.keys(metafile.inputs);
}

/**
 * Drops the import by which a module re-exports what parses templates: otherwise every library would load
 * the compiler, which is not a dependency of the package. What is loaded on demand stays.
 */
const PARSER_ON_DEMAND: Plugin = {
  name: 'parser-on-demand',
  setup({ onResolve }) {
    onResolve({ filter: /\/load\/load\.js$/ }, ({ kind, path }) =>
      kind === 'import-statement' ? { path, external: true, sideEffects: false } : null,
    );
  },
};
