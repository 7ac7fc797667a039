import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

import { build, transform, type BuildOptions, type Plugin } from 'esbuild';

import { PACKAGE_ROOT } from '../package-root.ts';
import { withDigest } from '../program-digest.ts';
import { dropInnerNames } from './drop-inner-names.ts';
import { sourceLines } from './source-lines.ts';
import { splitProgram } from './split-program.ts';

/** Packages that stay where they are: one starts a program of its own, the others are rarely needed. */
export const NOT_BUNDLED = ['esbuild', 'ts-morph', 'binaryen'];

const PROGRAM = 'mallocgen.cjs';
/** What most commands load after it. */
const MORE = 'mallocgen-more.cjs';

const MAIN_ENTRY = `
export { EXIT, outputFailure, run } from './dist/src/cli/run.js';
`;

/** The library, and what threads run. Each is evaluated when it is asked for. */
const MORE_ENTRY = `
export const library = () => require('./dist/src/library/index.js');
export const matrixThread = () => require('./dist/generator/matrix/work/thread.js');
export const priceThread = () => require('./dist/generator/price/work/thread.js');
`;

/** Names of files for threads, and what of the program each of them runs. */
const THREADS = { 'matrix-thread.cjs': 'matrixThread', 'price-thread.cjs': 'priceThread' };

/** The parts of prettier: half of the program's bytes, which most commands do not need. */
const PRETTIER = {
  'prettier-standalone': 'prettier/standalone',
  'prettier-babel': 'prettier/plugins/babel',
  'prettier-estree': 'prettier/plugins/estree',
};

const COMMON: BuildOptions = {
  absWorkingDir: PACKAGE_ROOT,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20.19',
  // One byte a character, so that V8 need not widen the text.
  charset: 'ascii',
  legalComments: 'none',
  minifyWhitespace: true,
  minifySyntax: true,
  metafile: true,
  write: false,
  logLevel: 'warning',
};

/**
 * Puts the command line program, the library and the packages that both use into two files, which V8 reads in a
 * fraction of the time that it takes to find and link 200 modules. Nothing of it exists twice: threads and
 * `index.js` start the same files.
 *
 * @param folder takes `mallocgen.cjs` and `mallocgen-more.cjs`, `NAME.lines.json` of both, `prettier-*.cjs` and
 * `*-thread.cjs`
 * @returns the paths, from the root of this package, of all files that went into the bundles
 */
export async function bundleCli(folder: string): Promise<readonly string[]> {
  const { main, more, inputs } = await splitProgram(
    {
      ...COMMON,
      external: NOT_BUNDLED,
      // Functions and classes keep their names, for stacks and errors.
      minifyIdentifiers: true,
      keepNames: true,
      plugins: [LIGHT_TEXT_WIDTH, PRETTIER_ON_DEMAND, BINARYEN_ON_DEMAND, SHORT_NAMES_IN_PACKAGES],
      // What is loaded on demand is loaded by the bundle's own `require`.
      supported: { 'dynamic-import': false },
      define: { 'import.meta.url': 'importMetaUrl' },
      banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
      sourcemap: 'external',
      sourcesContent: false,
    },
    { main: MAIN_ENTRY, more: MORE_ENTRY },
    { main: PROGRAM, more: MORE },
  );
  const moreText = await dropInnerNames(more.text);
  const withoutDigest = await dropInnerNames(main.text);
  const digest = digestOf(withoutDigest + moreText);
  const prettier = await build({ ...COMMON, entryPoints: PRETTIER, outdir: folder });
  const files = [
    [PROGRAM, withDigest(withoutDigest, () => digest)],
    [MORE, moreText],
    ...(prettier.outputFiles ?? []).map(({ path, text }) => [basename(path), text] as const),
  ] as const;
  for (const [name, text] of files) {
    // It is read as Latin-1.
    if (/[^\0-\x7f]/.test(text)) throw new Error(`${name} is not ASCII`);
    writeFileSync(join(folder, name), text);
  }
  // For the console, which shows lines of its own source.
  for (const [name, { sourceMap }] of [
    [PROGRAM, main],
    [MORE, more],
  ] as const) {
    writeFileSync(join(folder, name.replace('.cjs', '.lines.json')), sourceLines(sourceMap));
  }
  writeFileSync(join(folder, IMPORT_BINARYEN), IMPORTS_BINARYEN);
  writeThreads(folder, digest);
  return [...inputs, ...Object.keys(prettier.metafile?.inputs ?? {})];
}

/** These differ when the program does: what was measured by another one is not taken from the disk. */
function writeThreads(folder: string, digest: string): void {
  for (const [name, start] of Object.entries(THREADS)) {
    writeFileSync(join(folder, name), `// sha256:${digest}\nrequire('./${MORE}').${start}();\n`);
  }
}

function digestOf(program: string | Uint8Array): string {
  return createHash('sha256').update(program).digest('hex');
}

/** Leaves prettier to files of its own, which are loaded when something is formatted. */
const PRETTIER_ON_DEMAND: Plugin = {
  name: 'prettier-on-demand',
  setup({ onResolve }) {
    const files = new Map(Object.entries(PRETTIER).map(([file, name]) => [name, `./${file}.cjs`]));
    onResolve({ filter: /^prettier\// }, ({ path }) => {
      const file = files.get(path);
      return file === undefined ? null : { path: file, external: true };
    });
  },
};

const IMPORT_BINARYEN = 'import-binaryen.cjs';
const IMPORTS_BINARYEN =
  "exports.importBinaryen = async () => (await import('binaryen')).default;\n";

/** Leaves an import() as it is: `require` cannot load a module that waits while it is evaluated. */
const BINARYEN_ON_DEMAND: Plugin = {
  name: 'binaryen-on-demand',
  setup({ onResolve }) {
    onResolve({ filter: /[\\/]import-binaryen\.js$/ }, () => ({
      // Node.js itself loads this file: bin/load-bundle.js gives code no import().
      path: `../bundle/${IMPORT_BINARYEN}`,
      external: true,
    }));
  },
};

/** Shortens the names inside packages. Our own stay, for stacks. */
const SHORT_NAMES_IN_PACKAGES: Plugin = {
  name: 'short-names-in-packages',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]node_modules[\\/].*\.[cm]?js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const { code } = await transform(text, { minifyIdentifiers: true });
      return { contents: code };
    });
  },
};

/** Replaces the package `string-width` by `text-width.ts`. */
const LIGHT_TEXT_WIDTH: Plugin = {
  name: 'light-text-width',
  setup({ onResolve, resolve }) {
    const path = join(PACKAGE_ROOT, 'dist/src/bundle/text-width.js');
    const resolveDir = dirname(createRequire(import.meta.url).resolve('yargs'));
    onResolve({ filter: /^string-width$/ }, ({ importer, kind, path: name, pluginData }) => {
      if (pluginData === path) return null;
      return importer === path ? resolve(name, { kind, resolveDir, pluginData: path }) : { path };
    });
  },
};
