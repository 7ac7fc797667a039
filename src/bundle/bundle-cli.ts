import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

import { build, type Plugin } from 'esbuild';

import { PACKAGE_ROOT } from '../package-root.ts';
import { sourceLines } from './source-lines.ts';

/** Packages that stay where they are: one starts a program of its own, the other is rarely needed. */
export const NOT_BUNDLED = ['esbuild', 'ts-morph'];

/** The command line, and what its threads run, by the names of their bundles. */
const ALL_COMMANDS = {
  mallocgen: 'dist/src/cli/run.js',
  'matrix-thread': 'dist/generator/matrix/work/thread.js',
  'price-thread': 'dist/generator/price/work/thread.js',
};

/**
 * The command line for `mallocgen kconfig` alone. It is over so soon that reading what the others need
 * would take a good part of its time.
 */
const KCONFIG_COMMAND = { kconfig: 'dist/src/cli/run.js' };

/** The bundle that has the console, which shows lines of its own source. */
const CONSOLE_MAP = 'mallocgen.cjs.map';
const CONSOLE_LINES = 'mallocgen.lines.json';

/**
 * Puts the command line program and the packages that it uses into one file, which V8 reads in a
 * fraction of the time that it takes to find and link 200 modules. Other files have what one command
 * needs of them, and what a thread needs.
 *
 * @param folder takes `mallocgen.cjs`, `mallocgen.lines.json`, `kconfig.cjs`, `matrix-thread.cjs` and
 * `price-thread.cjs`
 * @returns the paths, from the root of this package, of all files that went into the bundles
 */
export async function bundleCli(folder: string): Promise<readonly string[]> {
  return [
    ...(await bundle(ALL_COMMANDS, [LIGHT_TEXT_WIDTH], folder)),
    ...(await bundle(KCONFIG_COMMAND, [LIGHT_TEXT_WIDTH, WITHOUT_OTHER_COMMANDS], folder)),
  ];
}

/** Writes one file for each entry, and returns the paths of all that went into them. */
async function bundle(
  entryPoints: Readonly<Record<string, string>>,
  plugins: Plugin[],
  folder: string,
): Promise<readonly string[]> {
  const { metafile, outputFiles } = await build({
    absWorkingDir: PACKAGE_ROOT,
    entryPoints,
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20.19',
    external: NOT_BUNDLED,
    plugins,
    // What is loaded on demand is loaded by the bundle's own `require`.
    supported: { 'dynamic-import': false },
    define: { 'import.meta.url': 'importMetaUrl' },
    banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
    // One byte a character, so that V8 need not widen the text.
    charset: 'ascii',
    legalComments: 'none',
    minifyWhitespace: true,
    minifySyntax: true,
    sourcemap: 'external',
    sourcesContent: false,
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  for (const { path, contents, text } of outputFiles) {
    if (basename(path) === CONSOLE_MAP)
      writeFileSync(join(folder, CONSOLE_LINES), sourceLines(text));
    if (path.endsWith('.map')) continue;
    // It is read as Latin-1.
    if (contents.some((byte) => byte > 127)) throw new Error(`${path} is not ASCII`);
    writeFileSync(path, contents);
  }
  return Object.keys(metafile.inputs);
}

/** Leaves out the work of all commands except `kconfig`: only their definitions are loaded there. */
const WITHOUT_OTHER_COMMANDS: Plugin = {
  name: 'without-other-commands',
  setup({ onResolve }) {
    onResolve({ filter: /^\./ }, ({ importer, kind, path }) => {
      const isWork = kind === 'dynamic-import' && basename(dirname(importer)) === 'commands';
      return isWork && basename(importer) !== 'kconfig.js' ? { path, external: true } : null;
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
