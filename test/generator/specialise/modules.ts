import { readFileSync } from 'node:fs';
import { buildSync, transformSync } from 'esbuild';
import type { TemplateOptions } from '../../../generator/specialise/index.ts';

/** The templates' own config.ts: how unspecialised modules read their options. */
export const CONFIG = readFileSync(
  new URL('../../../templates/options/config.ts', import.meta.url),
  'utf8',
);

export type Exports = Readonly<Record<string, unknown>>;

function run(code: string): Exports {
  // oxlint-disable-next-line no-new-func
  return new Function(`${code}\nreturn result;`)() as Exports;
}

/**
 * Runs template modules in a folder as they are and hands their exports to `use`, while `options`
 * can be read.
 */
export function withTemplates<T>(
  folder: string,
  options: TemplateOptions,
  use: (exports: Exports) => T,
): T {
  const built = buildSync({
    entryPoints: [`${folder}/index.ts`],
    bundle: true,
    format: 'iife',
    globalName: 'result',
    write: false,
    treeShaking: false,
  });
  const globals = globalThis as { MALLOCGEN_OPTIONS?: TemplateOptions | undefined };
  const before = globals.MALLOCGEN_OPTIONS;
  globals.MALLOCGEN_OPTIONS = options;
  try {
    return use(run(built.outputFiles[0]?.text ?? ''));
  } finally {
    globals.MALLOCGEN_OPTIONS = before;
  }
}

/** Runs one module of JavaScript without imports, such as a variant. */
export function runModule(javascript: string): Exports {
  return run(transformSync(javascript, { format: 'iife', globalName: 'result' }).code);
}
