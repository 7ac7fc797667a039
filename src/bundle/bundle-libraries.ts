import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { build, type Plugin } from 'esbuild';

import { PACKAGE_ROOT } from '../package-root.ts';
import { NOT_BUNDLED } from './bundle-cli.ts';

/** The module that is `mallocgen` itself. */
const MAIN = 'dist/src/library/index.js';

/** What programs import, by the names of the files in `dist/bundle/` that `exports` of package.json has. */
const LIBRARIES = {
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

const COMMON = {
  absWorkingDir: PACKAGE_ROOT,
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  charset: 'utf8',
  legalComments: 'none',
  minifyWhitespace: true,
  // Functions and classes keep their names, for stacks and errors.
  minifyIdentifiers: true,
  keepNames: true,
  minifySyntax: true,
  metafile: true,
  logLevel: 'warning',
} as const;

/**
 * Puts each library into one ES module, with the packages that it uses. What several libraries need is in
 * modules beside them. `mallocgen` itself, which the others load on demand, only gives what the program has.
 *
 * @param folder has the program, and takes `NAME.js` for each library, and `chunk-HASH.js`
 * @returns the paths, from the root of this package, of all files that went into the bundles
 */
export async function bundleLibraries(folder: string): Promise<readonly string[]> {
  const { metafile } = await build({
    ...COMMON,
    entryPoints: LIBRARIES,
    outdir: folder,
    external: [...NOT_BUNDLED, PLUGIN_MAKER],
    plugins: [MAIN_ON_DEMAND, WITHOUT_PARSER],
  });
  const names = await exportedNames(MAIN);
  writeFileSync(
    join(folder, 'index.js'),
    `import program from './mallocgen-more.cjs';\nexport const { ${names.join(', ')} } = program.library();\n`,
  );
  return Object.keys(metafile.inputs);
}

/** The values that a module exports. */
async function exportedNames(module: string): Promise<readonly string[]> {
  const { metafile } = await build({
    ...COMMON,
    entryPoints: [module],
    outdir: 'unused',
    packages: 'external',
    write: false,
  });
  const output = Object.values(metafile.outputs).find(({ entryPoint }) => entryPoint === module);
  return output?.exports.toSorted() ?? [];
}

/** Leaves the library itself to `index.js`. */
const MAIN_ON_DEMAND: Plugin = {
  name: 'main-on-demand',
  setup({ onResolve }) {
    onResolve({ filter: /\/library\/index\.js$/ }, () => ({ path: './index.js', external: true }));
  },
};

/** Leaves out what parses templates: no library uses it, and esbuild would write a module that nothing loads. */
const WITHOUT_PARSER: Plugin = {
  name: 'without-parser',
  setup({ onResolve }) {
    onResolve({ filter: /\/load\.js$/ }, ({ importer, path }) =>
      /\/specialise\//.test(importer) ? { path, external: true, sideEffects: false } : null,
    );
  },
};
