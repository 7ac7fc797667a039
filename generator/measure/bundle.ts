import { build, type BuildFailure, type BuildOptions, type OutputFile, type Plugin } from 'esbuild';

import { MeasureError } from './measure-error.ts';

const VARIANT = './malloc.js';

/** A minified bundle and the map from it back to the variant. */
export interface Bundle {
  readonly text: string;
  readonly sourceMap: string;
}

/**
 * The bundle of a program that imports `names` from the variant and nothing else: one ES module, minified,
 * without what is unreachable.
 * Throws {@link MeasureError} when the variant does not parse or lacks one of the names.
 */
export async function bundle(javascript: string, names: readonly string[]): Promise<Bundle> {
  const files = await esbuild(javascript, names, {
    format: 'esm',
    sourcemap: 'external',
    sourcesContent: false,
  });
  return { text: textOf(files, '.js'), sourceMap: textOf(files, '.js.map') };
}

/** The text of the same bundle, which is made a little quicker without a map. */
export async function bundleText(javascript: string, names: readonly string[]): Promise<string> {
  return textOf(await esbuild(javascript, names, { format: 'esm' }), '.js');
}

/** The same as a script that assigns its exports to the global variable `globalName`. */
export async function bundleScript(
  javascript: string,
  names: readonly string[],
  globalName: string,
): Promise<string> {
  return textOf(await esbuild(javascript, names, { format: 'iife', globalName }), '.js');
}

async function esbuild(
  javascript: string,
  names: readonly string[],
  options: BuildOptions,
): Promise<readonly OutputFile[]> {
  try {
    const result = await build({
      ...options,
      stdin: { contents: `export { ${names.join(', ')} } from '${VARIANT}';` },
      plugins: [inMemory(javascript)],
      bundle: true,
      minify: true,
      charset: 'utf8',
      legalComments: 'none',
      platform: 'neutral',
      tsconfigRaw: '{}',
      outfile: 'bundle.js',
      write: false,
      logLevel: 'silent',
    });
    return result.outputFiles;
  } catch (error) {
    throw isBuildFailure(error) ? new MeasureError(error) : error;
  }
}

function textOf(files: readonly OutputFile[], extension: string): string {
  return files.find(({ path }) => path.endsWith(extension))?.text ?? '';
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && 'errors' in error;
}

/** Serves the variant from memory, so that nothing on disk can get into the bundle. */
function inMemory(javascript: string): Plugin {
  return {
    name: 'variant',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /.*/ }, ({ path }) =>
        path === VARIANT
          ? { path, namespace: 'variant' }
          : { errors: [{ text: `a variant imports nothing, but this one imports "${path}"` }] },
      );
      onLoad({ filter: /.*/, namespace: 'variant' }, () => ({
        contents: javascript,
        loader: 'js',
      }));
    },
  };
}
