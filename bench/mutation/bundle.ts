import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { build, type OnLoadResult, type Plugin } from 'esbuild';

import { instrument } from './instrument.ts';
import type { NumberedMutant } from './mutant.ts';
import type { Target } from './targets.ts';

const MEMORY = 'globalThis.MALLOCGEN_MUTATION.memory';

/** Packages that would take most of the time: what they give depends on their arguments alone. */
const REMEMBERED: Readonly<Record<string, string>> = {
  'prettier/standalone': `import * as real from 'prettier/standalone';
export const format = (text, options) =>
  ${MEMORY}.keep('format ' + options.parser + options.printWidth + options.singleQuote + options.plugins.length + text, () => real.format(text, options));`,
  // Which program is the shortest that fails does not matter here.
  'fast-check': `import * as real from 'fast-check';
export * from 'fast-check';
const property = (...parts) => ({ arbitrary: real.default.tuple(...parts.slice(0, -1)), check: (values) => parts.at(-1)(...values) });
const assert = ({ arbitrary, check }, parameters) =>
  ${MEMORY}.samples(() => real.default.sample(arbitrary, parameters), check);
export default { ...real.default, property, asyncProperty: property, assert };`,
  esbuild: `import * as real from 'esbuild';
export * from 'esbuild';
export const transformSync = (text, options) =>
  ${MEMORY}.keep('transform ' + JSON.stringify(options) + text, () => real.transformSync(text, options));`,
};

const PARSER = `
export function parseTemplates(sources, folder) {
  return ${MEMORY}.parsed(JSON.stringify([...sources, folder]), () => parse(sources, folder));
}`;

/** How the templates are loaded where they are the code that is mutated. */
const LOAD_TEMPLATES = `
export async function loadTemplates(options) {
  Object.assign(globalThis, { MALLOCGEN_OPTIONS: options });
  return globalThis.MALLOCGEN_MUTATION.templates();
}`;

export interface BundleInput {
  readonly root: string;
  readonly target: Target;
  readonly tests: readonly string[];
  readonly mutants: ReadonlyMap<string, readonly NumberedMutant[]>;
  /** Whether the modules have the mutants, or note which would make a difference. */
  readonly mode: 'mutate' | 'observe';
}

/** The text of a module, with its mutants if it has some. */
function moduleText(path: string, { root, mutants, mode }: BundleInput): string {
  const file = relative(root, path);
  const url = pathToFileURL(path);
  return instrument(readFileSync(path, 'utf8'), mutants.get(file) ?? [], mode)
    .replaceAll('import.meta.url', JSON.stringify(url.href))
    .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)));
}

function loadModules(input: BundleInput): Plugin {
  return {
    name: 'mutants',
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /^@jest\/globals$/ }, () => ({
        path: join(input.root, 'bench/mutation/jest-globals.ts'),
      }));
      onResolve({ filter: /^(prettier\/standalone|esbuild|fast-check)$/ }, ({ path, namespace }) =>
        namespace === 'remembered' ? { path, external: true } : { path, namespace: 'remembered' },
      );
      onLoad({ filter: /.*/, namespace: 'remembered' }, ({ path }) => ({
        contents: REMEMBERED[path] ?? '',
        resolveDir: input.root,
      }));
      // Tests import the parser through this module, and nothing inside of the specialiser does.
      onResolve(
        { filter: /generator\/specialise\/parser\.ts$/ },
        ({ path, resolveDir, namespace }) =>
          namespace === 'parser'
            ? undefined
            : { path: resolve(resolveDir, path), namespace: 'parser' },
      );
      onLoad({ filter: /.*/, namespace: 'parser' }, ({ path }) => ({
        contents: `export * from ${JSON.stringify(path)};
import { parseTemplates as parse } from ${JSON.stringify(join(dirname(path), 'load/load.ts'))};${PARSER}`,
        resolveDir: dirname(path),
      }));
      onLoad({ filter: /\.ts$/, namespace: 'file' }, ({ path }): OnLoadResult => {
        if (input.target.isTemplates && path.endsWith('test/support/load-templates.ts'))
          return { contents: LOAD_TEMPLATES, loader: 'js' };
        return { contents: moduleText(path, input), loader: 'ts' };
      });
    },
  };
}

/** Tests, what they test, and the mutants in it, as one module. */
export async function bundleTests(input: BundleInput, outfile: string): Promise<void> {
  const contents = input.tests
    .map((file) => {
      const suite = `{ name: ${JSON.stringify(file)}, beforeAll: [], beforeEach: [], afterEach: [], afterAll: [] }`;
      return `registry.suites.push(${suite});
await import(${JSON.stringify(`./${file}`)});
registry.suites.pop();`;
    })
    .join('\n');
  await build({
    stdin: {
      contents: `const { registry } = globalThis.MALLOCGEN_MUTATION;\n${contents}`,
      resolveDir: input.root,
      loader: 'js',
    },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    outfile,
    logLevel: 'error',
    plugins: [loadModules(input)],
  });
}

/** The templates with their mutants, as the body of a function that returns their exports. */
export async function bundleTemplates(input: BundleInput, outfile: string): Promise<void> {
  await build({
    entryPoints: [join(input.root, 'templates/index.ts')],
    bundle: true,
    format: 'iife',
    globalName: 'result',
    footer: { js: 'return result;' },
    target: 'node20',
    outfile,
    logLevel: 'error',
    plugins: [loadModules(input)],
  });
}
