import { join, relative } from 'node:path';

import { build, type BuildOptions, type Plugin } from 'esbuild';

import { PACKAGE_ROOT } from '../package-root.ts';

/** A module of ours: its path from the root of this package. */
type ModulePath = string;

/** What of the program is in the file that every command loads, beside the command line itself. */
const ALWAYS_LOADED = /^dist\/src\/cli\/(?:kconfig\/run-target\.js$|findings\/)/;

/** What esbuild calls modules that are in the other file. */
const OTHER_FILE = 'other-file';

/** The texts of the files that a program is divided into, and what went into them. */
export interface SplitProgram {
  /** What every command needs, and all of the command `kconfig`. */
  readonly main: Output;
  /** What the other commands need, which load it when they run. */
  readonly more: Output;
  readonly inputs: readonly string[];
}

export interface Output {
  readonly text: string;
  readonly sourceMap: string;
}

/**
 * Divides a program into two files, each module in one of them. The first file has the command line and what of it
 * is imported at once. What it imports on demand is in the second one, which takes from the first what that has.
 *
 * @param common the options of both
 * @param code what each file begins with
 * @param names what the files are called: each loads the other by its name
 */
export async function splitProgram(
  common: BuildOptions,
  code: { readonly main: string; readonly more: string },
  names: { readonly main: string; readonly more: string },
): Promise<SplitProgram> {
  const run = async (contents: string, name: string, plugin: Plugin) => {
    const { metafile, outputFiles = [] } = await build({
      ...common,
      stdin: { contents, resolveDir: PACKAGE_ROOT, sourcefile: 'program.js' },
      outfile: join(PACKAGE_ROOT, 'dist', name),
      metafile: true,
      write: false,
      plugins: [plugin, ...(common.plugins ?? [])],
    });
    const [sourceMap = '', text = ''] = ['.map', '.cjs'].map(
      (ending) => outputFiles.find(({ path }) => path.endsWith(ending))?.text,
    );
    return { inputs: Object.keys(metafile?.inputs ?? {}), output: { text, sourceMap } };
  };

  const onDemand = new Set<ModulePath>();
  const elsewhere = otherFile(names.more, ({ path, kind }) => {
    if (kind !== 'dynamic-import' || ALWAYS_LOADED.test(path)) return false;
    onDemand.add(path);
    return true;
  });
  const { inputs } = await run(code.main, names.main, elsewhere);
  const inMain = new Set(inputs);
  const shared = new Set<ModulePath>();
  const more = await run(
    code.more + givenModules(onDemand),
    names.more,
    otherFile(names.main, ({ path }) => {
      if (inMain.has(path)) shared.add(path);
      return inMain.has(path);
    }),
  );
  const main = await run(code.main + givenModules(shared), names.main, elsewhere);
  const all = [...main.inputs, ...more.inputs].filter((path) => !path.startsWith(`${OTHER_FILE}:`));
  return { main: main.output, more: more.output, inputs: all };
}

/** Code that gives the other file these modules, each of which is evaluated when it is asked for. */
function givenModules(paths: ReadonlySet<ModulePath>): string {
  const each = [...paths].toSorted().map((path) => {
    const name = JSON.stringify(path);
    return `${name}: () => require(${JSON.stringify(`./${path}`)}),\n`;
  });
  return `export const modules = {\n${each.join('')}};\n`;
}

/** Takes modules from the other file of the program. */
function otherFile(
  name: string,
  isThere: (module: { readonly path: ModulePath; readonly kind: string }) => boolean,
): Plugin {
  return {
    name: OTHER_FILE,
    setup({ onResolve, onLoad, resolve }) {
      onResolve({ filter: /./ }, async ({ path, pluginData, ...from }) => {
        if (from.namespace === OTHER_FILE) return { path, external: true };
        if (pluginData === OTHER_FILE) return null;
        const { importer, kind, resolveDir } = from;
        const found = await resolve(path, { importer, kind, resolveDir, pluginData: OTHER_FILE });
        if (found.external || found.errors.length > 0 || found.namespace !== 'file') return null;
        const own = relative(PACKAGE_ROOT, found.path).replaceAll('\\', '/');
        return isThere({ path: own, kind }) ? { path: own, namespace: OTHER_FILE } : null;
      });
      // A constant for each name, since reading one through the module itself would call functions.
      onLoad({ filter: /./, namespace: OTHER_FILE }, async ({ path }) => {
        const given = `require('./${name}').modules[${JSON.stringify(path)}]()`;
        const exported = Object.keys((await import(join(PACKAGE_ROOT, path))) as object);
        const lines = exported.map((each) =>
          each === 'default'
            ? 'export default given.default;'
            : `export const ${each} = given.${each};`,
        );
        return { contents: `const given = ${given};\n${lines.join('\n')}\n` };
      });
    },
  };
}
