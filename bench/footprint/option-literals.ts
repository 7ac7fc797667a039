import { build, type Plugin } from 'esbuild';
import { readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

import type { BuildOptions } from '../../generator/options/index.ts';
import type { TemplateOptions } from '../../generator/specialise/index.ts';
import { PACKAGE_ROOT } from '../../src/package-root.ts';
import { loadModule } from '../load-module.ts';

export const TEMPLATES = join(PACKAGE_ROOT, 'templates');

const OPTIONS_MODULE = join(TEMPLATES, 'options', 'options.ts');
const CALL = /\b(CONFIG_IS_ENABLED|IS_ENABLED|CONFIG_VAL)\(\s*'(\w+)'\s*\)/g;
const OPTIONS_IMPORT = /^import \{[^}]*\} from '[./\w-]*\/options\.ts';$/gm;

/**
 * The options as any bundler can take them: each `CONFIG_IS_ENABLED('NAME')` is written as the
 * literal that it stands for.
 * @throws {Error} when a template asks for an option that there is not
 */
export function withLiterals(source: string, options: TemplateOptions): string {
  return source.replaceAll(CALL, (call, macro: string, name: string) => {
    const value =
      macro === 'CONFIG_VAL'
        ? options.values[name]
        : macro === 'CONFIG_IS_ENABLED'
          ? options.enabled[name]
          : options.global[name.replace(/^CONFIG_/, '')];
    if (value === undefined) throw new Error(`${call}: there is no such option`);
    return String(value);
  });
}

/** Literals by the names that `templates/options/options.ts` exports. */
type Literals = Readonly<Record<string, string>>;

/** Serves the templates to esbuild; `edit` is applied to the text of each. */
function templateModules(edit: (source: string, path: string) => string): Plugin {
  return {
    name: 'template modules',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, ({ path }) =>
        path.startsWith(TEMPLATES + sep)
          ? { contents: edit(readFileSync(path, 'utf8'), path), loader: 'ts' }
          : undefined,
      );
    },
  };
}

/** What `templates/options/options.ts` derives from the options. */
async function derived(options: BuildOptions): Promise<Literals> {
  const { outputFiles } = await build({
    entryPoints: [OPTIONS_MODULE],
    plugins: [templateModules((source) => withLiterals(source, options))],
    bundle: true,
    format: 'esm',
    tsconfigRaw: '{}',
    write: false,
  });
  const values = await loadModule<Record<string, unknown>>(outputFiles[0]?.text ?? '');
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)]),
  );
}

/** How the options get into a bundle, and how far esbuild goes. */
const WAYS = {
  /** Constants of a module: what is not needed is for the next tool to find out. */
  plain: { asDefines: false, minify: false, minifySyntax: false },
  /** Defines: a literal wherever an option is read, and esbuild has removed dead branches. */
  folded: { asDefines: true, minify: false, minifySyntax: true },
  /** The same, and all that esbuild can do. */
  minified: { asDefines: true, minify: true, minifySyntax: true },
} as const;

/**
 * Bundles the unspecialised templates by esbuild, with the options given as literals.
 * @param names what the program imports
 */
export async function bundleTemplates(
  options: BuildOptions,
  names: readonly string[],
  way: keyof typeof WAYS,
): Promise<string> {
  const literals = await derived(options);
  const { asDefines, ...minification } = WAYS[way];
  const constants = Object.entries(literals).map(
    ([name, value]) => `export const ${name} = ${value};`,
  );
  const edit = (source: string, path: string) => {
    const text = withLiterals(source, options);
    if (asDefines) return text.replaceAll(OPTIONS_IMPORT, '');
    return path === OPTIONS_MODULE ? constants.join('\n') : text;
  };
  const { outputFiles } = await build({
    stdin: { contents: `export { ${names.join(', ')} } from './index.ts';`, resolveDir: TEMPLATES },
    plugins: [templateModules(edit)],
    ...(asDefines && { define: { ...literals } }),
    ...minification,
    bundle: true,
    format: 'esm',
    charset: 'utf8',
    legalComments: 'none',
    platform: 'neutral',
    tsconfigRaw: '{}',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}
